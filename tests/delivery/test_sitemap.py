"""What search engines are told: every readable page in each of its languages, and nothing else."""

from django.test import TestCase
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction, Site

from tests import factories as make
from tests.queries import CountQueries

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


class SitemapTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        cls.english = make.in_english(cls.article)

    def entries(self):
        """{address: {language: address}} of the sitemap."""
        response = self.client.get("/sitemap.xml")
        self.assertEqual(response.status_code, 200)
        document = etree.fromstring(response.content)
        return {
            url.findtext("s:loc", namespaces=NAMES): {
                link.get("hreflang"): link.get("href") for link in url.findall("x:link", namespaces=NAMES)
            }
            for url in document.findall("s:url", namespaces=NAMES)
        }

    def test_both_languages_name_each_other_and_the_default(self):
        polish, english = self.article.full_url, self.english.full_url
        versions = {"pl": polish, "en": english, "x-default": polish}
        entries = self.entries()
        self.assertEqual(entries[polish], versions)
        self.assertEqual(entries[english], versions)

    def test_a_page_in_one_language_stands_alone(self):
        page = make.an_article(slug="tylko")
        self.assertEqual(self.entries()[page.full_url], {})

    def test_drafts_private_pages_and_aliases_are_left_out(self):
        draft, private, aliased = (make.an_article(slug=slug) for slug in ("szkic", "poufne", "alias"))
        draft.unpublish()
        PageViewRestriction.objects.create(page=private, restriction_type="login")
        alias = aliased.copy_for_translation(make.english_locale(), alias=True)
        type(alias).objects.filter(pk=alias.pk).update(live=True)
        entries = self.entries()
        for page in (draft, private, alias):
            self.assertNotIn(page.full_url, entries)

    def test_what_another_process_did_to_the_site_shows(self):
        self.entries()  # Wagtail remembers for an hour in this process
        Site.objects.update(hostname="nowa.example")
        self.assertTrue(all(address.startswith("http://nowa.example") for address in self.entries()))

    def test_every_address_opens_and_head_and_sitemap_say_the_same(self):
        for address, versions in self.entries().items():
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 200)
                for code, url in versions.items():
                    self.assertContains(response, f'hreflang="{code}" href="{url}"')

    def test_it_says_when_a_page_changed(self):
        day = timezone.localdate(self.english.last_published_at).isoformat()
        self.assertContains(self.client.get("/sitemap.xml"), f"<lastmod>{day}</lastmod>")

    def test_its_queries_do_not_grow_with_the_pages(self):
        self.entries()
        with CountQueries() as few:
            self.entries()
        for number in range(6):
            make.an_article(slug=f"artykul-{number}")
        with CountQueries() as many:
            self.entries()
        self.assertEqual(few.number, many.number)

    def test_robots_txt_names_it(self):
        response = self.client.get("/robots.txt")
        self.assertEqual(response.headers["Content-Type"], "text/plain; charset=utf-8")
        self.assertContains(response, "Sitemap: http://testserver/sitemap.xml")
