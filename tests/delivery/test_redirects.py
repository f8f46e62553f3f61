"""Nobody sends a reader to another site through an address of ours."""

from urllib.parse import quote, unquote, urljoin, urlsplit

from django.test import TestCase
from django.urls import reverse
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from tests import factories as make
from tests.samples import one_public_page_of_each_type

EVIL = (
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "https://evil.example",
    "https:evil.example",
    "http:\\\\evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "/\tevil.example",
    "%2f%2fevil.example",
    "//evil.example%2f%2e%2e",
    "//user@evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "\r\nLocation: https://evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "https://testserver@evil.example",
    "https://testserver.evil.example",
    "//evil。example",
)
NAMES = ("next", "url", "u", "to", "return", "return_url", "redirect", "redirect_to", "continue", "lang", "q")
HOME = "http://testserver/"


class RedirectTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()

    def stays(self, response, said):
        """The answer leads nowhere else, neither as browsers read its address nor as they repair it."""
        self.assertLess(response.status_code, 500, said)
        location = response.get("Location")
        if location is None:
            return
        self.assertNotRegex(location, r"[\r\n\t\\]", said)
        self.assertNotIn("//", location.removeprefix(HOME)[:3], said)
        self.assertEqual(urlsplit(urljoin(HOME, location)).netloc, "testserver", said)

    def test_no_parameter_of_any_page_leads_away(self):
        for page in self.pages:
            for value in EVIL:
                query = "&".join(f"{name}={quote(value, safe='')}" for name in NAMES)
                said = f"{page.url}?{query}"
                with self.subTest(address=said[:80]):
                    response = self.client.get(said)
                    self.stays(response, said)
                    self.assertEqual(response.status_code, 200)

    def test_no_path_leads_away(self):
        for start in ("/", "/en/", "/aktualnosci/", "/en", "/szukaj", "/documents/", "/static/", "/media/"):
            for value in EVIL:
                for said in (
                    start + value,
                    start + quote(value),
                    f"{start}{quote(value)}/..",
                    start + value + "/",
                ):
                    with self.subTest(path=said):
                        self.stays(self.client.get(said.replace("\r\n", "%0d%0a")), said)

    def test_no_header_changes_where_a_redirect_leads(self):
        for headers in (
            {"X-Forwarded-Host": "evil.example"},
            {"Forwarded": "host=evil.example"},
            {"X-Original-URL": "//evil.example"},
            {"X-Rewrite-URL": "//evil.example"},
            {"Referer": "https://evil.example"},
        ):
            with self.subTest(headers=headers):
                response = self.client.get("/aktualnosci", headers=headers)
                self.assertEqual(response["Location"], "/aktualnosci/")

    def test_another_host_name_is_refused(self):
        for host in ("evil.example", "testserver.evil.example", "testserver@evil.example", "testserver:x"):
            with self.subTest(host=host):
                self.assertEqual(self.client.get("/aktualnosci", headers={"host": host}).status_code, 400)

    def test_every_link_to_another_language_stays_here_whatever_is_asked(self):
        for value in EVIL:
            response = self.client.get("/", {"next": value, "lang": value})
            self.assertNotContains(response, "evil")


class SignInTests(TestCase):
    def test_a_page_for_people_who_are_signed_in_leads_to_the_one_place_to_sign_in(self):
        make.a_site()
        article = make.an_article()
        PageViewRestriction.objects.create(page=article, restriction_type="login")
        response = self.client.get(article.url, follow=True)
        self.assertEqual(response.request["PATH_INFO"], "/admin/login/")
        self.assertEqual(unquote(response.request["QUERY_STRING"]), f"next={article.url}")


class PasswordTests(TestCase):
    """Wagtail's doors that take an address to return to."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        cls.document = make.a_download()

    def returned(self, name, restriction, value):
        form = {"password": "tajne", "return_url": value}
        return self.client.post(reverse(name, args=restriction), form)

    def test_after_the_password_a_reader_is_led_nowhere_else(self):
        page = PageViewRestriction.objects.create(
            page=self.article, restriction_type="password", password="tajne"
        )
        files = CollectionViewRestriction.objects.create(
            collection=self.document.collection, restriction_type="password", password="tajne"
        )
        doors = (
            ("wagtailcore_authenticate_with_password", (page.pk, self.article.pk)),
            ("wagtaildocs_authenticate_with_password", (files.pk,)),
        )
        for name, arguments in doors:
            for value in EVIL:
                with self.subTest(door=name, value=value):
                    location = self.returned(name, arguments, value).get("Location", "/")
                    self.assertEqual(urlsplit(urljoin(HOME, location)).netloc, "testserver")
            self.assertEqual(self.returned(name, arguments, "/kontakt/").get("Location"), "/kontakt/")
