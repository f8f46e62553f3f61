"""The search finds pages in its own language, however the reader types."""

from unittest import mock

from django.db import connection
from django.test import TestCase

from tests import factories as make


class SearchTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article("Nowe mieszkania w Łodzi", "nowe")
        cls.english = make.in_english(cls.article, title="New homes in Łódź", slug="new", lead="It began.")

    def found(self, query, address="/szukaj/"):
        response = self.client.get(address, {"q": query})
        self.assertEqual(response.status_code, 200)
        return [page.title for page in response.context["found"]] if "found" in response.context else []

    def test_diacritics_and_capitals_do_not_matter(self):
        for query in ("łodzi", "lodzi", "LODZI", "mieszkania lodzi", "mieszk"):
            with self.subTest(query=query):
                self.assertEqual(self.found(query), [self.article.title])

    def test_each_language_finds_its_own_pages(self):
        self.assertEqual(self.found("homes"), [])
        self.assertEqual(self.found("homes", "/en/search/"), [self.english.title])

    def test_among_very_many_the_newest_come_first(self):
        make.an_article("Mieszkania po raz drugi", "drugie")
        with mock.patch("empirie.search.queries.MOST_RANKED", 1):
            self.assertEqual(len(self.found("mieszkania")), 2)
            if connection.vendor == "sqlite":
                self.assertEqual(self.found("mieszkania")[0], "Mieszkania po raz drugi")

    def test_every_word_must_be_there(self):
        self.assertEqual(self.found("mieszkania krosno"), [])

    def test_drafts_and_private_pages_are_not_found(self):
        self.article.unpublish()
        self.assertEqual(self.found("mieszkania"), [])

    def test_an_empty_search_shows_the_form_alone(self):
        self.assertEqual(self.found("   "), [])

    def test_signs_that_become_very_many_words_are_searched_for_as_well_as_may_be(self):
        for query in ("\U0001fae2" * 60, "\U0001fae2" * 200, "a " * 100):
            with self.subTest(query=query):
                self.assertEqual(self.found(query), [])

    def test_a_search_for_nothing_but_signs_finds_nothing(self):
        for query in ('"', "%_", "***", 'a"b', "\\", "!&|", "😀"):
            with self.subTest(query=query):
                self.assertNotIn(self.article.title, self.found(query))

    def test_a_search_without_results_says_what_to_try_in_plain_words(self):
        self.assertContains(self.client.get("/en/search/", {"q": "qwertyuiop"}), "Check your spelling.")
