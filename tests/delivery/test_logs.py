"""Log lines: each bears its request's number, and none names a person."""

import io
import json
import logging
from contextlib import contextmanager

from django.test import Client, SimpleTestCase, TestCase, override_settings
from django.urls import path
from gunicorn.glogging import SafeAtoms
from structlog.contextvars import bound_contextvars

from empirie.delivery.logs import WithoutProbes, formatter, without_persons
from empirie.urls import urlpatterns as site_urls
from tests.factories import a_site

PERSON = ["jan.kowalski@example.org", "Kowalski", "600700800", "203.0.113.77", "44051401359", "Mozilla/5.0"]


def breaks(request):
    """A page whose error quotes what was sent, which also stands in its local variables."""
    sent = request.POST.get("name") or request.GET.get("name")
    raise ValueError(f"cannot understand {sent}")


def raises_in_word(request):
    logging.getLogger("empirie.test").warning("A letter to %s failed", request.GET.get("name"))
    raise KeyError(request.GET.get("name"))


urlpatterns = [path("breaks/", breaks), path("letter/", raises_in_word), *site_urls]
handler500 = "empirie.delivery.errors.server_error"


@contextmanager
def logged(form):
    """Every line that any logger writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(form))
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.DEBUG
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


class SentTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        a_site()

    def setUp(self):
        self.client = Client(raise_request_exception=False)

    def test_whatever_a_person_sends_no_line_names_them(self):
        mail, name, phone, address, pesel, browser = PERSON
        people = {
            "HTTP_USER_AGENT": browser,
            "HTTP_REFERER": f"https://example.org/?{mail}",
            "HTTP_X_FORWARDED_FOR": address,
            "REMOTE_ADDR": address,
            "HTTP_COOKIE": f"sessionid={name}",
            "HTTP_AUTHORIZATION": f"Basic {name}",
            "HTTP_ACCEPT_LANGUAGE": name,
            "QUERY_STRING": f"name={name}&q={mail}+{pesel}",
        }
        form, file = {"name": name, "email": mail, "phone": phone}, io.BytesIO(mail.encode())
        file.name = f"{name}.jpg"
        for written in ("json", "line"):
            with logged(written) as lines, override_settings(ROOT_URLCONF="tests.delivery.test_logs"):
                for door in (
                    "/szukaj/",
                    f"/{mail}/",
                    f"/{phone}/x/",
                    "/admin/login/",
                    "/breaks/",
                    "/letter/",
                ):
                    self.client.get(door, **people)
                    self.client.post(door, form, **people)
                    self.client.post(door, form | {"f": file}, **people)
                    self.client.get(door, **people | {"HTTP_HOST": f"{name}.example.org"})
            text = lines.getvalue()
            self.assertIn("breaks", text)
            # A message of our own code that names a person would be a fault of that code.
            text = "\n".join(line for line in text.splitlines() if "empirie.test" not in line)
            self.assertIn("KeyError", text)
            for word in PERSON:
                with self.subTest(word=word, form=written):
                    self.assertNotIn(word, text)

    def test_an_error_is_told_by_type_and_place_and_the_page_names_the_same_request(self):
        with (
            bound_contextvars(request="0123456789abcdef"),
            logged("json") as lines,
            override_settings(ROOT_URLCONF="tests.delivery.test_logs"),
        ):
            answer = self.client.get("/breaks/", {"name": "Kowalski"})
        told = [json.loads(line) for line in lines.getvalue().splitlines()]
        (error,) = [line for line in told if "error" in line]
        self.assertTrue(error["error"].startswith("ValueError (test_logs.py:"), error)
        self.assertEqual((error["request"], error["level"]), ("0123456789abcdef", "ERROR"))
        self.assertContains(answer, "0123456789abcdef", status_code=500)


class RequestLineTests(SimpleTestCase):
    """What gunicorn says of an answer, in our form."""

    def told(self, path, status, method="GET"):
        atoms = {"m": method, "U": path, "q": PERSON[0], "h": PERSON[3], "a": PERSON[5], "s": status}
        atoms |= {"B": 512, "D": 1500, "{x-page-cache}o": "hit", "{cookie}i": PERSON[1]}
        record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, "%(h)s", (SafeAtoms(atoms),), None)
        return json.loads(formatter("json").format(record)) if WithoutProbes().filter(record) else None

    def test_it_says_what_was_asked_and_answered_and_nothing_of_who_asked(self):
        line = self.told(f"/{PERSON[0]}/", "200", method="KOWALSKIEGO")
        self.assertEqual((line.pop("logger"), bool(line.pop("time"))), ("gunicorn.access", True))
        known = {"level": "INFO", "method": "…", "path": "/…/", "status": 200, "ms": 1.5, "bytes": 512}
        self.assertEqual(line, known | {"cache": "hit"})

    def test_a_failure_of_ours_is_an_error(self):
        self.assertEqual(self.told("/", "503")["level"], "ERROR")

    def test_a_probe_is_told_only_when_it_fails(self):
        self.assertIsNone(self.told("/health/live", "200"))
        self.assertEqual(self.told("/health/ready", "503")["path"], "/health/ready")


class PathTests(SimpleTestCase):
    def test_a_path_keeps_what_pages_are_called_and_loses_what_people_type(self):
        for asked, told in (
            ("/en/news/a-title-2026/", "/en/news/a-title-2026/"),
            ("/media/images/0b3fd92a8210586f8969.2e16d0ba.fill-480x320.webp", None),
            ("/jan@example.org/", "/…/"),
            ("/Jan Kowalski", "/…"),
            ("/Jan%20Kowalski", "/…"),
            ("/łódź/", "/…/"),
            ("/600700800/", "/…/"),
            (
                "/admin/password_reset/confirm/MQ/cabc12-0123456789abcdef0123456789abcdef/",
                "/admin/password_reset/confirm/MQ/…/",
            ),
        ):
            self.assertEqual(without_persons(asked), told or asked)
