"""Whatever stands in the address, a reader gets a page, a 404 or a 405 in the language of the address."""

from django.test import RequestFactory, TestCase

from empirie.delivery.errors import server_error
from tests.samples import one_public_page_of_each_type

NONSENSE_QUERIES = (
    "page=abc",
    "page=-1",
    "page=²",
    "page=0",
    "page=99999999999999999999",
    "topic=%00",
    "topic=%FF%FE",
    "year=%C2%B2",
    "q=%00",
    "q=a%22b",
    "q=%22%27%3B--",
    "q=*",
    "q=%F0%9F%98%80",
    "q=" + "x" * 5000,
    "q=AND+OR+NOT",
    "kind[]=1",
    "=&&==",
    "city=krosno&city=zary&topic=%2e%2e%2f",
    "utm_source=x",
)
NOWHERE = (
    "/nie-ma-takiej-strony/",
    "/aktualnosci/nie-ma/",
    "/aktualnosci/%00/",
    "/aktualnosci/a%00b/",
    "/%F0%9F%98%80/",
    "/%FF%FE/",
    "/" + "a" * 5000 + "/",
    "/" + "a/" * 2500,
    "/aktualnosci/../admin-nie/",
    "/aktualnosci//",
    "/strona.php",
    "/.git/config",
    "/wp-login.php",
    "/pl/",
    "/en/../nie-ma/",
    "/en-gb/",
    "/en/pl/",
    "/łódź/",
    "/documents/99999/nie-ma.pdf",
    "/media/../manage.py",
)
METHODS = ("post", "put", "patch", "delete", "trace")


class BadAddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()

    def setUp(self):
        self.client.raise_request_exception = False

    def addresses(self):
        for page in self.pages:
            for version in page.get_translations(inclusive=True):
                yield version.url

    def test_nonsense_in_the_query_shows_the_page(self):
        for address in self.addresses():
            for query in NONSENSE_QUERIES:
                with self.subTest(address=address, query=query[:40]):
                    self.assertEqual(self.client.get(f"{address}?{query}").status_code, 200)

    def test_an_unknown_address_is_not_found_in_the_language_of_the_address(self):
        for prefix in ("", "/en"):
            for path in NOWHERE:
                with self.subTest(path=f"{prefix}{path}"[:60]):
                    response = self.client.get(f"{prefix}{path}", follow=True)
                    self.assertEqual(response.status_code, 404)
                    asked_in_english = response.request["PATH_INFO"].startswith("/en/")
                    self.assertContains(
                        response, f'<html lang="{"en" if asked_in_english else "pl"}"', status_code=404
                    )

    def test_the_404_page_has_one_heading_and_ways_on(self):
        response = self.client.get("/nie-ma/")
        self.assertContains(response, "<h1", count=1, status_code=404)
        self.assertContains(response, 'href="/szukaj/"', status_code=404)

    def test_a_wrong_method_is_refused(self):
        for address in self.addresses():
            for method in METHODS:
                with self.subTest(address=address, method=method):
                    response = getattr(self.client, method)(address)
                    self.assertIn(response.status_code, {403, 404, 405} if method == "trace" else {405})

    def test_an_address_without_its_last_slash_leads_to_the_one_with_it(self):
        self.assertRedirects(self.client.get("/aktualnosci"), "/aktualnosci/", status_code=301)
        self.assertRedirects(self.client.get("/en"), "/en/", status_code=301)

    def test_anonymous_readers_get_no_cookie_and_no_vary_on_cookies(self):
        for address in self.addresses():
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertFalse(response.cookies)
                self.assertNotIn("Cookie", response.headers.get("Vary", ""))


class ServerErrorTests(TestCase):
    def test_the_500_page_is_drawn_without_the_database_in_the_language_of_the_address(self):
        for address, language in (("/", "pl"), ("/en/", "en")):
            with self.subTest(address=address), self.assertNumQueries(0):
                response = server_error(RequestFactory().get(address))
                self.assertContains(response, f'<html lang="{language}"', status_code=500)
                self.assertContains(response, "<h1", count=1, status_code=500)
                self.assertContains(response, f'href="{address}"', status_code=500)
                self.assertEqual(response["Cache-Control"], "no-store")
