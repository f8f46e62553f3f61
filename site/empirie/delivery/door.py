"""The outermost layer of the server, around Django: ids, the log's lines, health, and the last resort.

It is no middleware, because pages out of the page cache share their headers, and because it must answer when
Django cannot.
"""

import logging
import re
import time

from django.conf import settings

from . import health
from .answers import MARK
from .last_resort import plain_page
from .passage import Passage, current

logger = logging.getLogger("empirie.requests")

LONGEST_UPLOAD = 30 * 60  # seconds in which a request's body must have come
REQUEST_ID_HEADER = "X-Request-ID"
# No method of HTTP is longer, and no made-up one may fill the log.
_METHOD = re.compile(r"[A-Z]{1,10}")


class Door:
    """A WSGI application around `application`. `observe(passage, status, seconds, mark)` sees each answer."""

    def __init__(self, application, observe=None):
        self.application, self.observe = application, observe
        self.is_behind_proxy = settings.BEHIND_PROXY
        self.largest = settings.LARGEST_REQUEST
        self.is_logging = settings.REQUEST_LOG
        self.passages = set()  # those whose answer is being made

    def __call__(self, environ, start_response):
        passage = Passage(environ, self.is_behind_proxy)
        token = current.set(passage)
        self.passages.add(passage)
        started = []

        def start(status, headers, exc_info=None):
            started[:] = status, headers
            return start_response(status, [*headers, (REQUEST_ID_HEADER, passage.id)], exc_info)

        try:
            return self.answer(environ, start, passage)
        finally:
            self.passages.discard(passage)
            if started:
                self.tell(passage, int(started[0][:3]), started[1])
            current.reset(token)

    def answer(self, environ, start, passage):
        """Probes and bodies that are too large are answered here, all else by Django or the last resort."""
        environ["empirie.passage"] = passage
        if passage.path.startswith("/health/"):
            return health.answer(environ, start)
        try:
            length = int(environ.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = -1
        if not 0 <= length <= self.largest:
            return plain_page(start, 413 if length > 0 else 400, environ, passage.id)
        if length:
            environ["wsgi.input"] = Arriving(environ["wsgi.input"], passage)
        try:
            return self.application(environ, start)
        except Exception:
            logger.exception("Django could not answer")
            return plain_page(start, 500, environ, passage.id)

    def tell(self, passage, status, headers):
        """One line for each answer; health probes only when they fail."""
        seconds = time.monotonic() - passage.begun
        mark = length = None
        for name, value in headers:
            if name == MARK:
                mark = value
            elif name == "Content-Length":
                length = int(value)
        if self.observe:
            self.observe(passage, status, seconds, mark)
        if not self.is_logging or (status < 400 and passage.path.startswith("/health/")):
            return
        level = logging.ERROR if status >= 500 else logging.INFO
        if logger.isEnabledFor(level):
            fields = {
                "method": passage.method if _METHOD.fullmatch(passage.method) else "…",
                "path": passage.redacted_path,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "bytes": length,
                "cache": mark,
            }
            record = logging.LogRecord(logger.name, level, "", 0, "request", (), None)
            record.request_fields = fields
            logger.handle(record)  # without looking where in the code it was written: a third of the cost


class Arriving:
    """The body of a request, which notes when it moves on and comes to an end in LONGEST_UPLOAD seconds."""

    def __init__(self, body, passage):
        self.body, self.passage = body, passage

    def noted(self, read, *arguments):
        now = time.monotonic()
        if now - self.passage.begun > LONGEST_UPLOAD:
            raise OSError("The body of a request took too long.")
        part = read(*arguments)
        self.passage.moved = time.monotonic()
        return part

    def read(self, *size):
        return self.noted(self.body.read, *size)

    def readline(self, *size):
        return self.noted(self.body.readline, *size)

    def __iter__(self):
        return iter(self.readline, b"")
