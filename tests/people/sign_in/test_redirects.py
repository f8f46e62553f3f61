"""Nobody is sent to another site by an address that somebody else made up."""

from urllib.parse import quote, urlsplit

from django.test import RequestFactory, TestCase
from django.urls import reverse

from empirie.people.sign_in.doors import safe_next
from tests import factories as make

from .people import LOGIN, PASSWORD, STEP, Visitor, an_app, an_editor, code_of

HOSTILE = (
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "https://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "HTTPS://evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "ftp://evil.example",
    "http://testserver@evil.example",
    "//testserver@evil.example",
    "https://testserver.evil.example",
    "%2F%2Fevil.example",
    "%5C%5Cevil.example",
    "evil.example",
    "\x00//evil.example",
    "http://[evil",
)


def leads_away(response):
    """Whether a browser would leave the site by this answer."""
    place = response.headers.get("location", "/")
    seen = place.replace("\\", "/").replace("\t", "").replace("\n", "").strip()
    return seen.startswith("//") or bool(urlsplit(seen).scheme) or bool(urlsplit(seen).netloc)


class HostileAddressesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.person = an_editor()
        cls.app = an_app(cls.person)

    def assertStays(self, response, hostile):
        self.assertFalse(leads_away(response), (hostile, response.headers.get("location")))
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            page = response.content.decode()
            for attribute in ("href", "action", "data-next", 'name="next" value'):
                self.assertFalse(f'{attribute}="{hostile}' in page, (hostile, attribute))

    def answers(self, hostile):
        """Every step of the way in and out, with a hostile address to go on to."""
        asked = f"?next={quote(hostile)}"
        visitor = Visitor()
        form = {"username": "redakcja", "password": PASSWORD, "next": hostile}
        yield visitor.get(LOGIN + asked)
        yield visitor.post(LOGIN, form)
        yield visitor.get(LOGIN + asked)
        yield visitor.get(STEP + asked)
        self.app.refresh_from_db()
        self.app.last_t = -1
        self.app.save()
        yield visitor.post(STEP + asked, {"code": code_of(self.app), "next": hostile})
        self.assertTrue(visitor.is_in)
        yield visitor.get(LOGIN + asked)
        yield visitor.get(STEP + asked)
        for name in ("overview", "set_up", "add_app", "codes", "confirm"):
            yield visitor.get(reverse(f"sign_in:{name}") + asked)
        yield visitor.post(reverse("sign_in:confirm"), {"password": PASSWORD, "next": hostile})
        yield visitor.post(reverse("sign_in:confirm") + asked, {"password": PASSWORD})
        yield visitor.post(reverse("sign_in:codes"), {"next": hostile})
        for address in ("/_util/login/", "/en/_util/login/"):
            yield visitor.get(address + asked)
        yield visitor.post(reverse("sign_in:leave") + asked, {"next": hostile})
        yield visitor.post(reverse("wagtailadmin_logout") + asked, {"next": hostile})
        yield visitor.get(f"/admin/pages/{asked}")
        yield visitor.get(f"/admin/{quote(hostile)}")

    def test_what_every_screen_asks_takes_none_for_an_address_of_the_site(self):
        for hostile in HOSTILE:
            with self.subTest(address=hostile):
                for request in (
                    RequestFactory().get("/", {"next": hostile}),
                    RequestFactory().post("/", {"next": hostile}),
                ):
                    self.assertEqual(safe_next(request), "/admin/")

    def test_no_step_of_signing_in_and_out_leads_away(self):
        for hostile in HOSTILE[::5]:
            with self.subTest(address=hostile):
                for number, response in enumerate(self.answers(hostile)):
                    self.assertLess(response.status_code, 500, number)
                    self.assertStays(response, hostile)

    def test_the_check_itself_notices_what_leads_away(self):
        for place in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
            response = self.client.get(LOGIN)
            response.headers["location"] = place
            self.assertTrue(leads_away(response), place)
        response.headers["location"] = "/admin/pages/?next=//evil.example"
        self.assertFalse(leads_away(response))

    def test_an_address_of_the_site_is_followed(self):
        visitor = Visitor()
        visitor.give_password()
        answer = visitor.post(STEP, {"code": code_of(self.app), "next": "/admin/pages/?p=2"})
        self.assertEqual(answer.url, "/admin/pages/?p=2")
