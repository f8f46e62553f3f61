"""What all processes of a test run need is made by the first of them; the others copy it.

It is kept as a file of SQLite's, or as a database of PostgreSQL's from which others are made.
"""

import fcntl
import os
import sqlite3
from contextlib import closing, contextmanager, suppress

import psycopg
import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from wagtail.models import Site


class Shared:
    """A folder for the processes of one run."""

    folder = None

    def path_of(self, name):
        """The SQLite file of what was made; None where there is none."""
        path = self.folder and self.folder / f"{name}.sqlite3"
        return path if path and path.exists() else None

    def database_of(self, name):
        """PostgreSQL's database of it; None where there is none."""
        done = self.folder and self.folder / f"{name}.done"
        return done.read_text() if done and done.exists() and connection.vendor == "postgresql" else None

    @contextmanager
    def turn(self, name):
        """In its turn, tell a process whether `name` was made before: `with shared.turn("demo") as is_made`.

        The first must make it within the block. The operating system lets the next one in, even past one
        that died.
        """
        done = self.folder / f"{name}.done"
        with (self.folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            is_made = done.exists()
            if not is_made:
                yield False
                done.write_text(self._keep(name))
                return
        yield is_made
        self.take(name)

    def _keep(self, name):
        if connection.vendor == "sqlite":
            with self._file(name) as file:
                connection.connection.backup(file)
            return ""
        own = connection.settings_dict["NAME"]
        copy_database(own, f"{own}_{name}")
        return f"{own}_{name}"

    def take(self, name):
        """Put it in the place of this process's database, in which nothing may be under way."""
        if connection.vendor == "sqlite":
            with self._file(name) as file:
                file.backup(connection.connection)
        else:
            copy_database(self.database_of(name), connection.settings_dict["NAME"])
        for forget in (ContentType.objects.clear_cache, Site.clear_site_root_paths_cache, cache.clear):
            forget()

    def _file(self, name):
        return closing(sqlite3.connect(self.folder / f"{name}.sqlite3"))

    def forget(self):
        """Drop PostgreSQL's databases."""
        for done in self.folder.glob("*.done"):
            with suppress(FileNotFoundError):  # other runs of pytest tidy up beside this one
                if name := done.read_text():
                    on_the_server(f'DROP DATABASE IF EXISTS "{name}"')


def copy_database(source, target):
    """Of PostgreSQL. Nobody else may be connected to either."""
    connection.close()
    on_the_server(f'DROP DATABASE IF EXISTS "{target}"', f'CREATE DATABASE "{target}" TEMPLATE "{source}"')


def on_the_server(*statements):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        for statement in statements:
            server.execute(statement)


SHARED = Shared()


@pytest.fixture(scope="session")
def shared(tmp_path_factory, worker_id):
    """The folder that all processes of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    SHARED.folder = base if worker_id == "master" else base.parent
    return SHARED
