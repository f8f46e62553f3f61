"""One process at a time, on all machines of the site."""

import hashlib
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from empirie.core.locks import file_lock, wait_for

PATIENCE = 0.2


@contextmanager
def alone(name, longest_wait=600):
    """Do what is in the block while no other process does anything of this name.

    Held by the database where it is PostgreSQL, else by a file: both let go of it when the process dies.
    Raises TimeoutError after `longest_wait` seconds. The block must keep the connection it began with.
    """
    lock = _in_postgres if connection.vendor == "postgresql" else _in_a_file
    with lock(name, longest_wait) as is_taken:
        if not is_taken:
            raise TimeoutError(f"Another process has been doing “{name}” for {longest_wait} seconds.")
        yield


@contextmanager
def _in_postgres(name, timeout):
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)

    def ask(function):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [number])
            return cursor.fetchone()[0]

    is_taken = wait_for(lambda: ask("pg_try_advisory_lock"), timeout, PATIENCE)
    try:
        yield is_taken
    finally:
        if is_taken:
            ask("pg_advisory_unlock")


def _in_a_file(name, timeout):
    file = hashlib.sha256(name.encode()).hexdigest()[:16]
    return file_lock(settings.PAGE_CACHE_DIR.parent / "alone" / file, timeout, PATIENCE)
