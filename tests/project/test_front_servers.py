"""The files of deploy/ for nginx and Caddy, run by the programs themselves before a stand-in for the site."""

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tools import nginx
from tools.processes import free_port

from .shell import ROOT

pytestmark = pytest.mark.own_database

DEPLOY = ROOT / "deploy"
PATIENCE = 20
PICTURE, DOCUMENT, SOMEBODYS = "/media/images/a.webp", "/media/documents/abc/x.pdf", "/documents/1/x.pdf"
HEADERS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": 'inline; filename="x.pdf"',
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class StandIn(BaseHTTPRequestHandler):
    """The site, which sends one document and would tell all it knows under every other address."""

    def do_GET(self):
        self.send_response(200)
        if self.path == SOMEBODYS:
            self.send_header("X-Accel-Redirect", DOCUMENT.replace("/media/", "/internal-media/"))
            for header in HEADERS.items():
                self.send_header(*header)
        self.end_headers()
        self.wfile.write(b"The site")

    def log_message(self, *words):
        pass


def nginx_command(folder, port, upstream, media=None):
    text = nginx.deployed(folder, f"127.0.0.1:{port}", upstream, media or folder / "media")
    text = re.sub(r"^ +ssl_certificate.*\n", "", text, flags=re.MULTILINE)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    path = folder / "nginx.conf"
    path.write_text(
        # What Debian's own nginx.conf says of these.
        "worker_processes auto;\nevents { worker_connections 768; }\n"
        f"{'user root;' if os.geteuid() == 0 else ''}\ndaemon off;\npid {folder}/pid;\n"
        f"error_log {folder}/error.log;\nhttp {{\nsendfile on;\ntcp_nopush on;\naccess_log off;\n"
        f"{temporary}{text}}}\n"
    )
    return [nginx.program(), "-c", str(path), "-p", str(folder)], {}


def caddy_command(folder, port, upstream, media=None):
    path = folder / "Caddyfile"
    path.write_text(f"{{\n\tadmin off\n}}\nimport {DEPLOY}/Caddyfile\n")
    environment = {"SITE_NAME": f"http://127.0.0.1:{port}", "UPSTREAM": upstream, "HOME": str(folder)}
    command = [shutil.which("caddy"), "run", "--adapter", "caddyfile", "--config", str(path)]
    return command, environment | {"MEDIA": str(media or folder / "media"), "DEPLOY": str(DEPLOY)}


SERVERS = {"nginx": (nginx.program(), nginx_command), "caddy": (shutil.which("caddy"), caddy_command)}


@contextmanager
def running(command, environment, port, log):
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=os.environ | environment, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < deadline
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module", params=SERVERS)
def ask(request, tmp_path_factory):
    """A function that asks the server in front for a path and gives (status, headers, body)."""
    program, command_of = SERVERS[request.param]
    if not program:
        pytest.skip(f"{request.param} is not on this machine")
    folder = tmp_path_factory.mktemp(request.param)
    for path, content in ((PICTURE, b"picture"), (DOCUMENT, b"document"), ("/media/health/x", b"probe")):
        file = folder / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    site = ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    Thread(target=site.serve_forever, daemon=True).start()
    port = free_port()

    def asking(path):
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": f"127.0.0.1:{port}"})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    command, environment = command_of(folder, port, f"127.0.0.1:{site.server_port}")
    with running(command, environment, port, folder / "log"):
        yield asking
    site.shutdown()
    site.server_close()


def test_pages_and_pictures_are_sent(ask):
    assert ask("/")[::2] == (200, b"The site")
    status, headers, body = ask(PICTURE)
    assert (status, body) == (200, b"picture")
    assert headers["Content-Type"] == "image/webp"
    assert "immutable" in headers["Cache-Control"]
    assert "sandbox" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        DOCUMENT,
        "/media/./documents/abc/x.pdf",
        "/media//documents/abc/x.pdf",
        "//media/documents/abc/x.pdf",
        "/media/images/../documents/abc/x.pdf",
        "/media/images/%2e%2e/documents/abc/x.pdf",
        "/media/images/..%2fdocuments/abc/x.pdf",
        "/media/documents%2fabc%2fx.pdf",
        "/media%2fdocuments/abc/x.pdf",
        "/media/%64ocuments/abc/x.pdf",
        "/x/../media/documents/abc/x.pdf",
        "/media/health/x",
        "/media/images/../health/x",
    ],
)
def test_nobody_gets_a_document_past_the_question_who_may_read_it(ask, path):
    status, _headers, body = ask(path)
    assert body not in (b"document", b"probe")
    assert status in (400, 404)


def test_the_address_that_documents_are_handed_over_under_is_not_for_the_outside(ask):
    for path in ("/internal-media/documents/abc/x.pdf", "//internal-media/./documents/abc/x.pdf"):
        assert ask(path)[2] != b"document"


@pytest.mark.parametrize(
    "path",
    [
        "/health/ready",
        "/health/metrics",
        "//health/ready",
        "/./health/ready",
        "/media/../health/ready",
        "/x/%2e%2e/health/ready",
        "/health%2fready",
        "/%68ealth/ready",
    ],
)
def test_the_outside_hears_nothing_of_health_and_figures(ask, path):
    assert ask(path)[0] == 404


def test_a_document_that_the_site_hands_over_has_the_headers_that_the_site_gave_it(ask):
    status, headers, body = ask(SOMEBODYS)
    assert (status, body) == (200, b"document")
    for name, value in HEADERS.items():
        assert headers.get_all(name) == [value], name
