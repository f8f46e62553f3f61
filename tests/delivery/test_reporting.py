"""Reports to Sentry hold what broke and where, and nothing of who asked for it."""

import gzip
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
from django.test import SimpleTestCase

from empirie.delivery.reporting import without_persons
from tests.project.shell import PRODUCTION, assert_one_line, manage, run

BREAK = """
import sys
sys.path[:0] = ["site", "."]
from empirie.wsgi import application
from django.test import RequestFactory
from django.urls import get_resolver
import io, sentry_sdk, logging
def broken(request, *args, **kwargs):
    mail = request.GET["q"]
    logging.getLogger("x").error("a letter to %s", mail)
    raise ValueError("cannot write to " + mail)
import wagtail.views
from django.urls import path
import empirie.urls
empirie.urls.urlpatterns.insert(0, path("broken/", broken))
environ = RequestFactory().get("/broken/?q=jan@example.org", HTTP_HOST="empirie.example",
    HTTP_USER_AGENT="Mozilla", HTTP_COOKIE="sessionid=Kowalski",
    REMOTE_ADDR="203.0.113.7", **{"wsgi.url_scheme": "https"}).META
b"".join(application(environ, lambda *a: print(a[0])))
sentry_sdk.flush(5)
"""


class Sentry(BaseHTTPRequestHandler):
    got = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}.get(
            self.headers["Content-Encoding"], bytes
        )
        Sentry.got.append(unpack(body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *arguments):
        pass


def test_a_real_report_names_the_error_and_no_person(tmp_path):
    server = HTTPServer(("127.0.0.1", 0), Sentry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    variables = PRODUCTION | {
        "DATA_DIR": str(tmp_path),
        "SENTRY_DSN": f"http://key@127.0.0.1:{server.server_port}/1",
        "SECURE_SSL_REDIRECT": "0",
    }
    try:
        finished = run(sys.executable, "-c", BREAK, **variables)
    finally:
        server.shutdown()
    assert finished.returncode == 0, finished.stderr
    assert Sentry.got, finished.stderr
    text = b"".join(Sentry.got).decode()
    assert "ValueError" in text
    for word in ("jan@", "example.org", "Kowalski", "203.0.113.7", "Mozilla", "sessionid"):
        assert word not in text, text
    assert not [word for word in ("jan@", "203.0.113.7", "Kowalski") if word in finished.stderr]


def test_without_an_address_the_package_is_not_even_imported():
    finished = run(
        sys.executable,
        "-c",
        "import sys; sys.path.insert(0, 'site'); import django; django.setup(); print('sentry_sdk' in sys.modules, 'prometheus_client' in sys.modules)",  # noqa: E501
        **PRODUCTION,
    )
    assert finished.stdout.strip() == "False False", finished.stderr


def test_an_address_that_is_none_is_said_in_one_line():
    assert_one_line(manage("check", **PRODUCTION | {"SENTRY_DSN": "nonsense"}), "SENTRY_DSN")


class ScrubbingTests(SimpleTestCase):
    def test_what_is_left_is_the_error_and_its_places(self):
        event = {
            "request": {"url": "https://x/?q=jan@example.org", "data": "jan@example.org"},
            "user": {"ip_address": "203.0.113.7"},
            "breadcrumbs": {"values": ["jan@example.org"]},
            "logentry": {"message": "jan@example.org"},
            "extra": {"x": "jan@example.org"},
            "exception": {
                "values": [
                    {
                        "type": "KeyError",
                        "value": "jan@example.org",
                        "stacktrace": {"frames": [{"lineno": 3, "vars": {"a": "jan@example.org"}}]},
                    },
                    {"type": "OperationalError", "value": "the server is gone"},
                ]
            },
        }
        text = json.dumps(without_persons(event))
        self.assertNotIn("jan@", text)
        self.assertNotIn("203.0.113.7", text)
        self.assertIn("KeyError", text)
        self.assertIn("the server is gone", text)
