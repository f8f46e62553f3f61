"""The audit of packages fails on a known vulnerability, and says so when nobody can be asked."""

import json
import sys
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .shell import run

VULNERABLE = "requests"


class _Osv(BaseHTTPRequestHandler):
    """A stand-in for https://google.github.io/osv.dev/post-v1-query/"""

    def do_POST(self):
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        is_known = self.server.knows and question["package"]["name"] == VULNERABLE
        answer = {"vulns": [self.vulnerability(question["version"])]} if is_known else {}
        payload = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    def vulnerability(self, version):
        ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "99.0"}]}]
        package = {"ecosystem": "PyPI", "name": VULNERABLE}
        return {
            "id": "PYSEC-2099-1",
            "modified": "2026-01-01T00:00:00Z",
            "published": "2026-01-01T00:00:00Z",
            "details": "x",
            "affected": [{"package": package, "ranges": ranges, "versions": [version]}],
        }

    def log_message(self, *args):
        pass


@contextmanager
def osv(knows):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Osv)
    server.knows = knows
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        server.server_close()


def audit(address):
    return run(sys.executable, "-m", "tools.audit", "--osv-url", address)


def test_a_known_vulnerability_fails_and_is_named():
    with osv(knows=True) as address:
        finished = audit(address)
    assert finished.returncode == 1, finished.stdout + finished.stderr
    assert f"{VULNERABLE} " in finished.stderr
    assert "PYSEC-2099-1, mended in 99.0" in finished.stderr


def test_packages_without_one_pass():
    with osv(knows=False) as address:
        finished = audit(address)
    assert finished.returncode == 0, finished.stderr
    assert "0 vulnerabilities" in finished.stdout
    assert "NOT CHECKED" not in finished.stdout


def test_when_nobody_can_be_asked_it_says_so_and_does_not_fail():
    finished = audit("http://127.0.0.1:9/v1/query")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.startswith("NOT CHECKED")
