"""What all processes of a parallel test run need is made by the first of them; the others copy it.

Copies of a database need SQLite in memory, as the tests have it. On another database, and in a run of one
process, everything is made on the spot.
"""

import fcntl
import sqlite3
from contextlib import closing, contextmanager

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from wagtail.models import Site


class Shared:
    """A folder for the processes of one run; None in a run of one process."""

    def __init__(self, folder):
        self.folder = folder

    @contextmanager
    def turn(self, name):
        """In its turn, tell a process whether `name` was made before: `with shared.turn("demo") as is_made`.

        The first must make it within the block. The operating system lets the next one in, even past one
        that died.
        """
        if self.folder is None or connection.vendor != "sqlite":
            yield False
            return
        done = self.folder / f"{name}.done"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            is_made = done.exists()
            if not is_made:
                yield False
                self._keep(name)
                done.touch()
                return
        yield is_made
        self._take(name)

    def path_of(self, name):
        """The database file of what was made; None where nothing is shared."""
        path = self.folder / f"{name}.sqlite3" if self.folder else None
        return path if path and (self.folder / f"{name}.done").exists() else None

    def _file(self, name):
        return closing(sqlite3.connect(self.folder / f"{name}.sqlite3"))

    def _keep(self, name):
        with self._file(name) as file:
            connection.connection.backup(file)

    def _take(self, name):
        with self._file(name) as file:
            file.backup(connection.connection)
        for forget in (ContentType.objects.clear_cache, Site.clear_site_root_paths_cache, cache.clear):
            forget()


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """The folder that all processes of this run have in common."""
    return Shared(None if worker_id == "master" else tmp_path_factory.getbasetemp().parent)
