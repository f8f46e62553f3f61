"""A link leads to the reader's language, or says that it does not; where nothing can be read it is text."""

import json

from django.test import TestCase
from django.utils import translation
from wagtail.rich_text import expand_db_html

from articles.models import ArticleIndexPage
from tests import factories as make
from tests.queries import CountQueries


def linked(*pages):
    return " ".join(f'<a linktype="page" id="{page.pk}">słowo</a>' for page in pages)


def drawn(language, *pages):
    with translation.override(language):
        return expand_db_html(linked(*pages))


class LinksInTextsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        cls.polish_only = make.an_article(title="Tylko po polsku", slug="tylko")
        cls.english = make.in_english(cls.article)

    def test_it_leads_to_the_version_in_the_readers_language(self):
        for linked_page in (self.article, self.english):
            with self.subTest(linked=linked_page.title):
                self.assertEqual(drawn("en", linked_page), f'<a href="{self.english.url}">słowo</a>')
                self.assertEqual(drawn("pl", linked_page), f'<a href="{self.article.url}">słowo</a>')

    def test_under_en_a_link_to_a_polish_page_says_so(self):
        self.assertEqual(
            drawn("en", self.polish_only), f'<a href="{self.polish_only.url}" hreflang="pl">słowo</a>'
        )

    def test_on_a_polish_page_a_link_to_english_says_so(self):
        self.article.unpublish()
        make.in_english(self.article)
        self.assertIn('hreflang="en"', drawn("pl", self.article))

    def test_a_draft_a_deleted_page_and_nonsense_are_plain_text(self):
        self.polish_only.unpublish()
        self.assertEqual(drawn("en", self.polish_only), "<a>słowo</a>")
        self.assertEqual(expand_db_html('<a linktype="page" id="987654">słowo</a>'), "<a>słowo</a>")
        self.assertEqual(expand_db_html('<a linktype="page" id="x">słowo</a>'), "<a>słowo</a>")

    def test_an_alias_is_no_english_version(self):
        alias = self.polish_only.copy_for_translation(make.english_locale(), alias=True)
        type(alias).objects.filter(pk=alias.pk).update(live=True)
        self.assertIn('hreflang="pl"', drawn("en", self.polish_only))

    def test_many_links_cost_no_more_than_one(self):
        more = [make.an_article(slug=f"artykul-{number}") for number in range(5)]
        drawn("en", self.article)  # the site's root is looked up once
        with CountQueries() as one:
            drawn("en", self.article)
        with CountQueries() as many:
            drawn("en", self.article, *more)
        self.assertEqual(one.number, many.number)

    def test_the_link_block_marks_a_polish_page_and_drops_an_unpublished_one(self):
        links = {"is_call_to_action": False, "items": [{"label": "Read on", "page": self.polish_only.pk}]}
        body = json.dumps([{"type": "links", "value": links, "id": "links"}])
        page = make.in_english(make.an_article(slug="z-linkiem", body=body), body=body)
        self.assertContains(
            self.client.get(page.url), f'<a href="{self.polish_only.url}" hreflang="pl">Read on</a>'
        )
        self.polish_only.unpublish()
        self.assertNotContains(self.client.get(page.url), "Read on")

    def test_breadcrumbs_leave_out_what_cannot_be_read(self):
        make.polish(ArticleIndexPage).get_translation(make.english_locale()).unpublish()
        response = self.client.get(self.english.url)
        self.assertNotContains(response, 'href="/en/news/"')
