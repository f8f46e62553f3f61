"""A reader who follows an old address arrives at the new one with everything that stood behind the `?`."""

from django.test import TestCase
from wagtail.contrib.redirects.models import Redirect

from articles.models import ArticleIndexPage, ArticlePage
from tests import factories as make


class MovedPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        article = make.an_article(slug="stary")
        with cls.captureOnCommitCallbacks(execute=True):
            page = ArticlePage.objects.get(pk=article.pk)
            page.slug = "nowy"
            page.save_revision().publish()
            news = make.polish(ArticleIndexPage)
            news.slug = "wiadomosci"
            news.save_revision().publish()

    def location(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 301, address)
        return response["Location"]

    def test_an_automatic_redirect_keeps_the_query_string(self):
        for query in (
            "",
            "?topic=zywnosc&page=2",
            "?q=%C5%81%C3%B3d%C5%BA+a%26b",
            "?a=1&a=2",
            "?utm_source=biuletyn&utm_campaign=maj",
            "?fbclid=abc&page=2",
            "?pusto=",
        ):
            with self.subTest(query=query):
                found = self.location(f"/aktualnosci/{query}")
                self.assertEqual(found.partition("?")[0], "/wiadomosci/")
                self.assertEqual(set(found.partition("?")[2].split("&")), set(query[1:].split("&")))
                self.assertTrue(self.location(f"/aktualnosci/nowy/{query}").startswith("/wiadomosci/nowy/"))

    def test_what_one_reader_brought_along_is_not_given_to_the_next(self):
        self.location("/aktualnosci/?utm_source=biuletyn")
        self.assertEqual(self.location("/aktualnosci/"), "/wiadomosci/")
        self.assertEqual(self.location("/aktualnosci/?utm_source=inny"), "/wiadomosci/?utm_source=inny")

    def test_a_redirect_made_for_one_query_leads_where_the_editor_said(self):
        Redirect.add_redirect("/stare/?id=7", "/szukaj/?q=park")
        self.assertEqual(self.location("/stare/?id=7"), "/szukaj/?q=park")

    def test_a_redirect_to_an_address_with_a_query_of_its_own_keeps_both(self):
        Redirect.add_redirect("/park/", "/szukaj/?q=park#lista")
        self.assertEqual(self.location("/park/?page=2"), "/szukaj/?q=park&page=2#lista")

    def test_nothing_behind_the_question_mark_leads_away(self):
        for query in ("//evil.example", "%0d%0aLocation:%20https://evil.example", "@evil.example", "\\evil"):
            with self.subTest(query=query):
                self.assertTrue(self.location(f"/aktualnosci/?{query}").startswith("/wiadomosci/?"))
