"""One process at a time, on all machines of the site."""

import fcntl
import hashlib
import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

PATIENCE = 0.2


@contextmanager
def alone(name, longest_wait=600):
    """Do what is in the block while no other process does anything of this name.

    Held by the database where it is PostgreSQL, else by a file: both let go of it when the process dies.
    Raises TimeoutError after `longest_wait` seconds. The block must keep the connection it began with.
    """
    take, give_back = _in_postgres(name) if connection.vendor == "postgresql" else _in_a_file(name)
    end = time.monotonic() + longest_wait
    while not take():
        if time.monotonic() > end:
            raise TimeoutError(f"Another process has been doing “{name}” for {longest_wait} seconds.")
        time.sleep(PATIENCE)
    try:
        yield
    finally:
        give_back()


def _in_postgres(name):
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)

    def ask(function):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [number])
            return cursor.fetchone()[0]

    return lambda: ask("pg_try_advisory_lock"), lambda: ask("pg_advisory_unlock")


def _in_a_file(name):
    folder = settings.PAGE_CACHE_DIR.parent / "alone"
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / hashlib.sha256(name.encode()).hexdigest()[:16]).open("wb")

    def take():
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    return take, file.close
