"""gunicorn's hooks (empirie.settings.server): what happens as requests and workers come and go.

They run in the workers: what the arbiter loads, settings above all, the workers of a reload get as it was.

- A request has a number, which every line of the log bears that is written on its behalf.
- A request without progress is named in the log and its worker replaced: gunicorn's `timeout` watches the
  worker's main thread, not the threads that answer. A body that arrives slowly is progress.
- Workers begin and end with an empty page cache: whoever dies may have committed something without saying
  so, and what old code draws after new code has started is old.
"""

import logging
import os
import re
import secrets
import signal
import sys
import threading
import time
import traceback
from dataclasses import dataclass, field

from django.conf import settings
from structlog.contextvars import bind_contextvars, clear_contextvars

from .logs import without_persons

LOOK = 5  # seconds between two looks at what the threads do
_NUMBER = re.compile(r"[A-Za-z0-9-]{8,64}")

logger = logging.getLogger("empirie.server")


@dataclass
class UnderWay:
    """A request that a thread answers. `moved` is when something of its body last arrived."""

    number: str
    path: str
    body: object
    begun: float = field(default_factory=time.monotonic)
    missing: int | None = None
    moved: float = 0

    def is_stuck(self, longest):
        now, missing = time.monotonic(), getattr(self.body.reader, "length", 0)
        if missing != self.missing:
            self.missing, self.moved = missing, now
        return now - max(self.begun, self.moved) > longest


under_way = {}  # by thread


def post_worker_init(worker):
    watched = settings.LONGEST_REQUEST, worker.cfg.graceful_timeout
    threading.Thread(target=_watch, args=watched, daemon=True, name="watch").start()


def worker_exit(server, worker):
    """Empty the page cache as the last thing a worker does (`empirie.wsgi` does so as the first)."""
    if worker.pid == os.getpid():  # gunicorn calls this for a worker that is gone in the arbiter too
        from .page_cache import begin_new_generation  # the arbiter has no apps

        begin_new_generation()


def pre_request(worker, request):
    headers = dict(request.headers)
    given = headers.get("X-REQUEST-ID", "") if settings.BEHIND_PROXY else ""
    number = given if _NUMBER.fullmatch(given) else secrets.token_hex(8)
    path = without_persons(request.path)
    bind_contextvars(request=number, path=path)
    under_way[threading.get_ident()] = UnderWay(number, path, request.body)
    if request.path.startswith("/health/"):
        # Probes come by the address of a machine, which is no name of the site.
        name = settings.ALLOWED_HOSTS[0].replace("*", "localhost").lstrip(".")
        request.headers = [*(headers | {"HOST": name}).items()]


def post_request(worker, request, environ, response):
    passage = under_way.pop(threading.get_ident(), None)
    clear_contextvars()
    if settings.METRICS_TOKEN and passage and response and response.status_code:
        from .metrics import observe  # prometheus-client is loaded only where it counts

        seconds = time.monotonic() - passage.begun
        observe(request.path, request.method, response.status_code, seconds, dict(response.headers))


def _watch(longest, grace):
    while True:
        time.sleep(min(LOOK, longest))
        stuck = [thread for thread, request in list(under_way.items()) if request.is_stuck(longest)]
        for thread in stuck:
            if request := under_way.get(thread):
                logger.error("Request %s is stuck in %s: %s", request.number, request.path, _place_of(thread))
        if stuck:
            leave(grace)
            return


def _place_of(thread):
    """Where a thread stands, innermost first; file names and lines only, never a value."""
    stack = traceback.extract_stack(sys._current_frames().get(thread))[:-5:-1]
    return " < ".join(f"{place.filename.rpartition('/')[2]}:{place.lineno} {place.name}" for place in stack)


def leave(grace):
    """Take no more requests, let the others finish for `grace` seconds, and end however that one is stuck."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace)
    os.kill(os.getpid(), signal.SIGKILL)
