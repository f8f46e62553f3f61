"""What an anonymous reader may see: every public list starts from `readable()`."""

from django.test import TestCase
from wagtail.models import PageViewRestriction

from articles.models import ArticleIndexPage, ArticlePage
from tests import factories as make
from tests.queries import CountQueries


class ReadableTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        cls.other = make.an_article("Most", "most")

    def readable(self):
        return set(ArticlePage.objects.readable())

    def restrict(self, page):
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="sekret")

    def test_live_pages_are_readable_and_drafts_are_not(self):
        self.other.unpublish()
        self.assertEqual(self.readable(), {self.article})

    def test_a_private_page_is_not_readable_and_its_neighbour_is(self):
        self.restrict(self.other)
        self.assertEqual(self.readable(), {self.article})

    def test_nothing_below_a_private_page_is_readable(self):
        self.restrict(make.polish(ArticleIndexPage))
        self.assertEqual(self.readable(), set())

    def test_it_agrees_with_wagtails_own_word_for_public(self):
        self.restrict(self.other)
        self.assertEqual(self.readable(), set(ArticlePage.objects.live().public()))

    def test_an_alias_is_not_readable(self):
        alias = self.article.copy_for_translation(make.english_locale(), alias=True)
        self.assertNotIn(alias.pk, {page.pk for page in self.readable()})

    def test_it_costs_one_query(self):
        with CountQueries() as counted:
            list(ArticlePage.objects.readable())
        self.assertEqual(counted.number, 1)
