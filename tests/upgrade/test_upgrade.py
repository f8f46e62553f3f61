"""A site of the version before is brought up to date without loss: docs/operations.md, "Updating"."""

import lzma
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.live import a_database
from tests.safekeeping.places import Place

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
DUMP = Path(__file__).with_name(f"{'postgresql' if ON_POSTGRESQL else 'sqlite'}.xz")
# Derived from the rest, new after every write (the mark of the page cache), or the migrations' own book.
MADE_ANEW = ("wagtailsearch_indexentry", "delivery_epoch", "django_migrations", "sqlite_")
READ_ALL = """
import json
from django.test import Client
from wagtail.models import Page
from empirie.core.queries import only_readable
pages = only_readable(Page.objects.filter(depth__gt=1))
print(json.dumps([[page.url, Client().get(page.url, SERVER_NAME="127.0.0.1").status_code] for page in pages]))
"""


@contextmanager
def connected(site):
    """A connection of the database's own kind, past every Python path of the project."""
    if ON_POSTGRESQL:
        with psycopg.connect(site.environment["DATABASE_URL"], autocommit=True) as connection:
            yield connection
    else:
        with closing(sqlite3.connect(site.folder / "empirie.sqlite3")) as connection:
            yield connection


def contents(site):
    """{table: [{column: value}]} of all that is stored."""
    names = (
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if ON_POSTGRESQL
        else "SELECT name FROM sqlite_master WHERE type = 'table'"
    )
    found = {}
    with connected(site) as connection:
        for (table,) in connection.execute(names).fetchall():
            if not table.startswith(MADE_ANEW):
                rows = connection.execute(f'SELECT * FROM "{table}"')
                columns = [column[0] for column in rows.description]
                found[table] = [dict(zip(columns, row, strict=True)) for row in rows.fetchall()]
    return found


def lost(before, after):
    """What was there and is not any more: tables, columns, rows and values."""
    for table, rows in before.items():
        if table not in after:
            yield table
            continue
        gone = rows[0].keys() - after[table][0].keys() if rows and after[table] else set()
        yield from (f"{table}.{column}" for column in sorted(gone))
        kept = [{name: value for name, value in row.items() if name in rows[0]} for row in after[table]]
        for row in rows:
            if {name: value for name, value in row.items() if name not in gone} not in kept:
                yield f"{table}: {row}"


@pytest.fixture
def old_site(tmp_path):
    with a_database("old", "template1") as url:
        site = Place(tmp_path, url)
        dump = lzma.decompress(DUMP.read_bytes())
        if url:
            with connected(site) as connection:
                connection.execute(dump)
        else:
            (tmp_path / "empirie.sqlite3").write_bytes(dump)
        yield site


def test_every_row_of_the_version_before_is_there_afterwards_and_readers_find_every_page(old_site):
    before = contents(old_site)
    assert len(before) > 100
    assert [table for table, rows in before.items() if not rows] == []
    old_site.manage("migrate", "-v0")
    assert sorted(set(lost(before, contents(old_site)))) == []
    answers = old_site.ask(READ_ALL)
    assert len(answers) > 40
    assert [answer for answer in answers if answer[1] != 200] == []


@pytest.mark.own_database
@pytest.mark.parametrize(
    ("after", "missing"),
    [
        ({"page": [{"id": 1, "title": "Łódź"}, {"id": 2, "title": ""}]}, []),
        ({"page": [{"id": 1, "title": "Łódź", "new": 0}, {"id": 2, "title": "", "new": 0}], "new": []}, []),
        ({}, ["page"]),
        ({"page": [{"id": 1}, {"id": 2}]}, ["page.title"]),
        ({"page": [{"id": 1, "title": "Łódź"}]}, ["page: {'id': 2, 'title': ''}"]),
        (
            {"page": [{"id": 1, "title": "Lodz"}, {"id": 2, "title": ""}]},
            ["page: {'id': 1, 'title': 'Łódź'}"],
        ),
    ],
)
def test_a_lost_table_column_row_or_value_is_noticed(after, missing):
    before = {"page": [{"id": 1, "title": "Łódź"}, {"id": 2, "title": ""}]}
    assert list(lost(before, after)) == missing
