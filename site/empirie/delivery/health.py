"""/health/live, /health/ready and /health/metrics: for the programs that watch the site.

Answered before Django: probes come by an IP address, over plain HTTP and while everything else is broken.
They say which part fails, and nothing about what the part is or where it stands.
"""

import hmac
import json
import logging
import threading
import time

from django.conf import settings

from . import parts

logger = logging.getLogger(__name__)

PATIENCE = 3.0  # seconds for all checks together
KEPT = 2.0  # seconds for which an answer is given again, lest probes be a load
NO_STORE = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]


class Readiness:
    """Whether this process can do its work: every part asked at once, each in a thread of its own.

    A part that hangs keeps its thread and is not asked again before that one has come back, so a hanging
    database costs one thread and no more.
    """

    def __init__(self, checks, patience=PATIENCE, kept=KEPT):
        self.checks, self.patience, self.kept = checks, patience, kept
        self.lock = threading.Lock()
        self.threads, self.results = {}, {}
        self.known, self.known_at = {}, float("-inf")

    def __call__(self):
        """{name of the part: "ok" or "failed"}, within `patience` seconds."""
        with self.lock:
            if time.monotonic() - self.known_at > self.kept:
                self.known, self.known_at = self._ask(), time.monotonic()
            return self.known

    def _ask(self):
        deadline = time.monotonic() + self.patience
        asked = [name for name in self.checks if not self._is_hanging(name)]
        for name in asked:
            self.results.pop(name, None)
            self.threads[name] = threading.Thread(target=self._run, args=[name], daemon=True)
            self.threads[name].start()
        for name in asked:
            self.threads[name].join(max(deadline - time.monotonic(), 0))
        return {name: "ok" if name in asked and self.results.get(name) else "failed" for name in self.checks}

    def _is_hanging(self, name):
        return name in self.threads and self.threads[name].is_alive()

    def _run(self, name):
        try:
            self.checks[name]()
            self.results[name] = True
        except Exception:
            logger.warning("Not ready: %s", name, exc_info=True)
            self.results[name] = False


readiness = Readiness(parts.CHECKS)


def answer(environ, start_response):
    """The WSGI application of everything under /health/."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return _send(start_response, environ, "405 Method Not Allowed", "text/plain", b"GET only\n")
    match environ.get("PATH_INFO"):
        case "/health/live":
            return _send(start_response, environ, "200 OK", "text/plain", b"ok\n")
        case "/health/ready":
            checks = readiness()
            is_ready = all(checks[name] == "ok" for name in checks.keys() - parts.DISPENSABLE)
            status = "200 OK" if is_ready else "503 Service Unavailable"
            body = json.dumps({"ready": is_ready, "checks": checks}).encode()
            return _send(start_response, environ, status, "application/json", body)
        case "/health/metrics" if _may_read_metrics(environ):
            from .metrics import exposition

            kind, body = exposition(readiness())
            return _send(start_response, environ, "200 OK", kind, body)
    return _send(start_response, environ, "404 Not Found", "text/plain", b"no such thing\n")


def _may_read_metrics(environ):
    """Only who knows METRICS_TOKEN; to all others there are no metrics here."""
    token = settings.METRICS_TOKEN
    given = environ.get("HTTP_AUTHORIZATION", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def _send(start_response, environ, status, content_type, body):
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), *NO_STORE]
    start_response(status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]
