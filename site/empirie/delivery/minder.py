"""What gunicorn does for the site beside serving it: the hooks of empirie.settings.server.

- The page cache is emptied when new code starts, when a server or a worker of old code ends, and when a
  worker dies that may have committed something without saying so. One that ends in order changes nothing.
- A worker in which a request makes no progress is replaced. A body that arrives slowly is progress.
- A client that falls silent loses its thread.
"""

import atexit
import logging
import logging.config
import mmap
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import traceback

from django.conf import settings
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from . import page_cache

# Seconds for which a client may send or take nothing: in the head of a request, which comes in one piece, and
# in its body, whose sender, a phone, may be without network for a while.
SILENCE, SILENCE_IN_BODY = 5, 30
LOOK = 5  # seconds between two looks at what the threads do
COMMAND = 20  # seconds for a command that the arbiter waits for

logger = logging.getLogger("empirie.server")


class Worker(ThreadWorker):
    """gunicorn's worker with threads, which gives up on clients that fall silent.

    gunicorn 27 waits for ever for the rest of a request's head: a phone out of reach would keep its thread.
    The limit is set on the socket itself, in the kernel, since gunicorn sets Python's own anew each time.
    `tests/project/test_private_names.py` fails when gunicorn has an end of its own: then this can go.
    """

    def handle(self, conn):
        if not conn.initialized:
            limit(conn.sock, socket.SO_RCVTIMEO, SILENCE)
            limit(conn.sock, socket.SO_SNDTIMEO, SILENCE_IN_BODY)
        return super().handle(conn)


def limit(connection, direction, seconds):
    """Let a socket wait so many seconds at most, to receive (SO_RCVTIMEO) or to send (SO_SNDTIMEO)."""
    connection.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", seconds, 0))


def head_has_come(worker, request):
    """From here on only the body is missing, if there is one."""
    if request.method not in ("GET", "HEAD"):
        limit(request.unreader.sock, socket.SO_RCVTIMEO, SILENCE_IN_BODY)


class Log(Logger):
    """gunicorn's log, written as the site writes its own; the lines of requests come from the door."""

    def setup(self, cfg):
        super().setup(cfg)
        logging.config.dictConfig(settings.LOGGING)
        self.error_log.addFilter(is_worth_a_line)


def is_worth_a_line(record):
    """For gunicorn's log: not a client that fell silent, which is no fault of anybody here."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError | TimeoutError))


# --- In the arbiter ---------------------------------------------------------------------------


def empty_page_cache():
    """Begin a new generation; in a process of its own where that needs more than a file of this machine.

    The arbiter speaks to no database or CDN: each worker would inherit its connections, and the pool
    that holds them without the threads that look after it.
    """
    if not page_cache.is_shared() and not settings.WAGTAILFRONTENDCACHE:
        page_cache.begin_new_generation()
        return
    command = [sys.executable, settings.BASE_DIR / "manage.py", "empty_page_cache"]
    try:
        subprocess.run(command, check=True, timeout=COMMAND)
    except (OSError, subprocess.SubprocessError):
        logger.exception("The page cache could not be emptied")


def starting(server):
    """The server comes up: new code draws new pages, and the counts of an earlier run are over."""
    server.oldest_of_this_code = 0
    empty_page_cache()
    if settings.METRICS_TOKEN:
        shutil.rmtree(settings.METRICS_DIR, ignore_errors=True)


def reloading(server):
    """A graceful reload: the workers there were until now have the old code."""
    server.oldest_of_this_code = server.worker_age
    empty_page_cache()


def ending(server):
    """The server ends. One with newer code may run already: it shall give no pages of this one."""
    empty_page_cache()


def about_to_fork(server, worker):
    """Give the worker a byte of memory that both processes see, to say in it that it left in order."""
    worker.left_in_order = mmap.mmap(-1, 1)


def worker_gone(server, worker):
    """Pages drawn by old code are old; and who died may have died between a commit and its message."""
    is_old = worker.age <= server.oldest_of_this_code
    if is_old or worker.left_in_order[0] != 1:
        empty_page_cache()
    worker.left_in_order.close()
    if settings.METRICS_TOKEN:
        from .metrics import process_is_gone

        process_is_gone(worker.pid)


# --- In a worker ------------------------------------------------------------------------------


def worker_begins(server, worker):
    """Have the worker note that it leaves in order: at its very end, once all its threads have come back."""
    atexit.register(worker.left_in_order.__setitem__, 0, 1)


def watch_requests(worker):
    """Begin to look after the requests of this worker."""
    watched = worker.wsgi, settings.LONGEST_REQUEST, worker.cfg.graceful_timeout
    threading.Thread(target=_look_after, args=watched, daemon=True, name="watch").start()


def _look_after(door, longest, grace):
    while True:
        time.sleep(LOOK)
        stuck = [one for one in list(door.passages) if time.monotonic() - one.moved > longest]
        if stuck:
            for passage in stuck:
                logger.error("Request %s is stuck in %s", passage.id, passage.redacted_path)
            logger.error("The threads stand at: %s", " | ".join(_places()))
            leave(grace)
            return


def _places():
    """Where each thread stands, innermost first; file names and lines only, never a value."""
    for frame in sys._current_frames().values():
        stack = traceback.extract_stack(frame)[:-5:-1]
        yield " < ".join(
            f"{place.filename.rpartition('/')[2]}:{place.lineno} {place.name}" for place in stack
        )


def leave(grace):
    """Take no more requests, let the others finish for `grace` seconds, and end however that one is stuck."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(grace)
    os.kill(os.getpid(), signal.SIGKILL)
