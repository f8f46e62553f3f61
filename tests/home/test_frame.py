"""What stands around every page: head, menu, language switch, breadcrumbs, footer."""

from django.test import TestCase
from lxml import html

from home.models import ProgrammeSettings
from tests import factories as make


class FrameTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.home = make.a_site()
        programme = ProgrammeSettings.for_site(cls.home.get_site())
        programme.funding_pl, programme.funding_en = (
            "Sfinansowały Islandia i Norwegia.",
            "Financed by Iceland.",
        )
        programme.save()
        cls.article = make.an_article()

    def page(self, address):
        return html.document_fromstring(self.client.get(address).content)

    def test_a_page_names_itself_as_canonical(self):
        canonical = self.page(self.article.url).xpath("//link[@rel='canonical']/@href")
        self.assertEqual(canonical, [self.article.full_url])

    def test_a_translated_page_names_its_counterpart_and_itself(self):
        english = make.in_english(self.article)
        for address in (self.article.url, english.url):
            links = self.page(address).xpath("//link[@rel='alternate'][@hreflang]")
            named = {link.get("hreflang"): link.get("href") for link in links}
            self.assertEqual(
                named,
                {"pl": self.article.full_url, "en": english.full_url, "x-default": self.article.full_url},
            )

    def test_the_switch_says_when_there_is_no_english_version(self):
        page = self.page(self.article.url)
        self.assertEqual(page.xpath("//header//a[@hreflang='en']"), [])
        self.assertIn("angielsk", page.xpath("string(//header)").lower())

    def test_the_current_language_is_marked(self):
        page = self.page("/en/news/")
        marked = page.xpath("//header//*[@aria-current][@lang='en']|//header//*[@lang='en'][@aria-current]")
        self.assertTrue(marked)

    def test_the_menu_names_pages_by_their_own_titles_in_the_readers_language(self):
        menu = self.page("/en/").xpath("string(//header)")
        for title in ("News", "Cities", "Networks", "Multimedia", "City galleries"):
            self.assertIn(title, menu)
        self.assertNotIn("Aktualności", menu)

    def test_breadcrumbs_lead_from_the_front_page_down(self):
        trail = self.page(self.article.url).xpath("//nav[contains(@class,'breadcrumbs')]//a/@href")
        self.assertEqual(trail, ["/", "/aktualnosci/"])

    def test_the_footer_says_who_paid_in_the_readers_language(self):
        self.assertIn("Islandia i", self.page("/").xpath("string(//footer)").replace("\u00a0", " "))
        self.assertIn("Financed by Iceland", self.page("/en/").xpath("string(//footer)"))

    def test_a_menu_page_without_english_is_left_out_in_english(self):
        from articles.models import ArticleIndexPage

        make.polish(ArticleIndexPage).get_translation(make.english_locale()).unpublish()
        self.assertNotIn("/en/news/", self.client.get("/en/").content.decode())

    def test_dates_are_machine_readable(self):
        times = self.page(self.article.url).xpath("//time/@datetime")
        self.assertIn(self.article.date.isoformat(), times)


class QueriesTests(TestCase):
    def test_a_list_costs_the_same_for_two_and_for_twelve_articles(self):
        from tests.queries import CountQueries

        make.a_site()
        photo = make.a_photo()

        def queries_for(number):
            for name in range(number):
                make.an_article(f"Artykuł {name}", f"artykul-{number}-{name}", cover=photo)
            self.client.get("/aktualnosci/")  # makes the renditions
            with CountQueries() as counted:
                self.client.get("/aktualnosci/")
            return counted.number

        self.assertEqual(queries_for(2), queries_for(10))
