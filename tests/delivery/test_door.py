"""The outermost layer: ids for requests, log lines that name nobody, limits, and the last resort."""

import io
import json
import logging
from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import TestCase, override_settings
from django.urls import path

from empirie.delivery.door import Arriving, Door
from empirie.delivery.logs import JsonLine, ReadableLine
from empirie.delivery.passage import Passage, without_persons
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


class Asked:
    """An answer of the door, with the lines that were logged meanwhile."""

    def __init__(self, door, path="/", method="GET", body=b"", **environ):
        self.door = door
        self.environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": PERSON[3],
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "CONTENT_LENGTH": str(len(body)),
            **environ,
        }
        self.headers = {}
        answer = door(self.environ, self.start)
        self.body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()

    def start(self, status, headers, exc_info=None):
        self.status, self.headers = int(status[:3]), dict(headers)


@contextmanager
def logged(formatter):
    """Every line that any logger writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    root = logging.getLogger()
    root.addHandler(handler)
    level, root.level = root.level, logging.DEBUG
    try:
        yield stream
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


@override_settings(REQUEST_LOG=True)
class DoorTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        a_site()

    def setUp(self):
        for signal in (request_started, request_finished):  # they would close the test's own connection
            signal.disconnect(close_old_connections)
            self.addCleanup(signal.connect, close_old_connections)
        self.door = Door(WSGIHandler())
        root = logging.getLogger("empirie.requests")
        level = root.level
        root.setLevel(logging.INFO)
        self.addCleanup(root.setLevel, level)

    def test_each_answer_bears_an_id_of_its_own_that_the_log_names(self):
        with logged(JsonLine) as lines:
            first, second = Asked(self.door, "/"), Asked(self.door, "/")
        told = [json.loads(line) for line in lines.getvalue().splitlines()]
        told = [line for line in told if line["logger"] == "empirie.requests"]
        self.assertNotEqual(first.headers["X-Request-ID"], second.headers["X-Request-ID"])
        self.assertEqual(
            [line["request"] for line in told], [one.headers["X-Request-ID"] for one in (first, second)]
        )
        self.assertEqual((told[0]["method"], told[0]["path"], told[0]["status"]), ("GET", "/", 200))
        self.assertGreater(told[0]["bytes"], 1000)

    def test_an_id_from_outside_counts_only_behind_our_own_proxy(self):
        given = {"HTTP_X_REQUEST_ID": "from-the-proxy-1"}
        self.assertNotEqual(Asked(self.door, **given).headers["X-Request-ID"], "from-the-proxy-1")
        with override_settings(BEHIND_PROXY=True):
            door = Door(self.door.application)
        self.assertEqual(Asked(door, **given).headers["X-Request-ID"], "from-the-proxy-1")
        for nonsense in ("", "x", "a b c d e f g h", "ą" * 10, "a" * 65, "good-id\r\nSet-Cookie: x"):
            self.assertNotEqual(Asked(door, HTTP_X_REQUEST_ID=nonsense).headers["X-Request-ID"], nonsense)

    def test_whatever_a_person_sends_no_line_names_them(self):
        mail, name, phone, _ip, pesel, browser = PERSON
        boundary = (
            f'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n{name}\r\n'
            f'--b\r\nContent-Disposition: form-data; name="f"; filename="{name}.jpg"\r\n\r\n{mail}\r\n'
            "--b--\r\n"
        ).encode()
        people = {
            "HTTP_USER_AGENT": browser,
            "HTTP_REFERER": f"https://example.org/?{mail}",
            "HTTP_X_FORWARDED_FOR": PERSON[3],
            "HTTP_COOKIE": f"sessionid={name}",
            "HTTP_AUTHORIZATION": f"Basic {name}",
            "HTTP_ACCEPT_LANGUAGE": name,
            "QUERY_STRING": f"name={name}&q={mail}+{pesel}",
        }
        form = {"method": "POST", "body": f"name={name}&email={mail}&phone={phone}".encode()}
        form["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
        parts = {"method": "POST", "body": boundary, "CONTENT_TYPE": "multipart/form-data; boundary=b"}
        doors = [
            "/",
            "/szukaj/",
            f"/{mail}/",
            f"/{phone}/x/",
            f"/szukaj/{pesel}",
            "/admin/login/",
            "/breaks/",
        ]
        for formatter in (JsonLine, ReadableLine):
            for urlconf in ("empirie.urls", "tests.delivery.test_door"):
                with logged(formatter) as lines, override_settings(ROOT_URLCONF=urlconf):
                    for door in [*doors, "/letter/", f"/media/{mail}", f"/documents/1/{mail}"]:
                        for sent in ({}, form, parts, {"HTTP_HOST": f"{name}.example.org"}, {"method": name}):
                            Asked(self.door, door, **people | sent)
                text = lines.getvalue()
                self.assertIn("breaks", text)
                self.assertGreater(len(text.splitlines()), 40)
                for word in PERSON:
                    with self.subTest(word=word, urlconf=urlconf):
                        if word == name and urlconf == "tests.delivery.test_door":
                            # A message of our own code that names a person would be a fault of that code.
                            text = "\n".join(line for line in text.splitlines() if "empirie.test" not in line)
                        self.assertNotIn(word, text)

    def test_an_error_is_told_by_type_and_place_without_its_message(self):
        with logged(JsonLine) as lines, override_settings(ROOT_URLCONF="tests.delivery.test_door"):
            answer = Asked(self.door, "/breaks/", QUERY_STRING="name=Kowalski")
        told = [json.loads(line) for line in lines.getvalue().splitlines()]
        (error,) = [line for line in told if "error" in line]
        self.assertTrue(error["error"].startswith("ValueError (test_door.py:"), error)
        self.assertEqual(error["request"], answer.headers["X-Request-ID"])
        self.assertIn(answer.headers["X-Request-ID"], answer.body.decode())

    def test_a_body_that_is_too_large_or_of_no_length_is_refused_unread(self):
        for length, status in (("700000001", 413), ("-1", 400), ("many", 400)):
            answer = Asked(self.door, "/admin/login/", "POST", CONTENT_LENGTH=length)
            self.assertEqual(answer.status, status)

    def test_when_django_itself_breaks_the_reader_still_gets_a_page(self):
        def broken(environ, start_response):
            raise MemoryError

        answer = Asked(Door(broken), "/en/")
        self.assertEqual(answer.status, 500)
        self.assertIn("It is our fault", answer.body.decode())

    def test_a_probe_is_told_only_when_it_fails(self):
        with logged(JsonLine) as lines:
            Asked(self.door, "/health/live")
        self.assertEqual(lines.getvalue(), "")
        with logged(JsonLine) as lines:
            Asked(self.door, "/health/nothing")
        self.assertIn('"status":404', lines.getvalue())


class PassageTests(TestCase):
    def test_a_path_keeps_what_pages_are_called_and_loses_what_people_type(self):
        for asked, told in (
            ("/en/news/a-title-2026/", "/en/news/a-title-2026/"),
            ("/media/images/0b3fd92a8210586f8969.2e16d0ba.fill-480x320.webp", None),
            ("/jan@example.org/", "/…/"),
            ("/Jan Kowalski", "/…"),
            ("/łódź/", "/…/"),
            ("/600700800/", "/…/"),
            (
                "/admin/password_reset/confirm/MQ/cabc12-0123456789abcdef0123456789abcdef/",
                "/admin/password_reset/confirm/MQ/…/",
            ),
        ):
            self.assertEqual(without_persons(asked), told or asked)

    def test_a_body_that_comes_slowly_is_progress_and_one_that_never_ends_is_not(self):
        passage = Passage({"REQUEST_METHOD": "POST"}, False)
        body = Arriving(io.BytesIO(b"one\ntwo\n"), passage)
        passage.moved = 0
        self.assertEqual(body.read(4), b"one\n")
        self.assertGreater(passage.moved, 0)
        self.assertEqual(list(body), [b"two\n"])
        passage.begun -= 3600
        with self.assertRaises(OSError):
            body.read(1)
