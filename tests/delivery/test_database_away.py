"""The database dies: kept pages stay, all others say so plainly, and when it is back so is the site."""

import json
import os
import re
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.test import SimpleTestCase

from empirie.delivery.errors import is_database_away
from tests.live import EDITOR, Person, Site
from tools.postgres import Server, binaries_of_the_package, binaries_of_this_machine

from .live import ask

pytestmark = pytest.mark.django_db  # for the tables, of which the site gets a copy
KEPT, NOT_KEPT = "/miasta/krosno/", "/en/cities/krosno/"


class File:
    """An SQLite database that is damaged, as by a failing disk, and repaired from a copy."""

    def __init__(self, site):
        self.folder = Path(site.environment["DATA_DIR"])

    def die(self):
        """In place: connections that are open read the damaged blocks too."""
        self.whole = {path: path.read_bytes() for path in self.folder.glob("site.sqlite3*")}
        for path, content in self.whole.items():
            self.write(path, os.urandom(len(content)))

    def return_(self):
        for path, content in self.whole.items():
            self.write(path, content)

    @staticmethod
    def write(path, content):
        with path.open("r+b") as file:
            file.write(content)


class PostgreSQL:
    """A server of this test's own, killed and started again."""

    def __init__(self, server):
        self.server = server

    def die(self):
        self.server.process.kill()
        self.server.process.wait()
        time.sleep(1)

    def return_(self):
        (self.server.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
        self.server.start()


@contextmanager
def a_site_and_its_database(folder, shared):
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        site = Site(folder, tables=shared.path_of("tables"))
        yield site, File(site)
        return
    with Server(binaries_of_this_machine() or binaries_of_the_package()) as server:
        site = Site(folder, server.address)
        yield site, PostgreSQL(server)


@pytest.fixture(scope="module")
def away(tmp_path_factory, django_db_setup, shared):
    """The site with a dead database; its readers have seen one page before, and an editor is signed in."""
    with a_site_and_its_database(tmp_path_factory.mktemp("away"), shared) as (site, database):
        site.serve(LOG_FORMAT="json", WEB_WORKERS="1")  # one that asked the database before it died
        editor = Person(site, EDITOR)
        ask(site, KEPT)
        database.die()
        site.editor, site.database = editor, database
        yield site
        site.kill()


def test_a_page_that_was_kept_is_read_as_before(away):
    for _time in range(8):
        answer = ask(away, KEPT)
        assert (answer.status, answer.mark) == (200, "hit")


@pytest.mark.parametrize(
    ("path", "language", "words"),
    [
        (NOT_KEPT, "en", "We cannot reach our data now"),
        ("/aktualnosci/", "pl", "Nie możemy teraz sięgnąć do naszych danych"),
        ("/nie-ma-takiej/", "pl", "Nie możemy teraz sięgnąć do naszych danych"),
    ],
)
def test_other_pages_say_so_in_the_language_of_the_address(away, path, language, words):
    answer = ask(away, path)
    assert (answer.status, answer.headers["Retry-After"], answer.mark) == (503, "30", None)
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'<html lang="{language}">' in answer.text
    assert words in answer.text
    (number,) = re.findall(r"<code>(\w+)</code>", answer.text)
    assert f'"request":"{number}"' in away.log.read_text()


def of(person):
    """The headers by which the admin knows somebody."""
    jar = {cookie.name: cookie.value for cookie in person.cookies}
    return {"Cookie": "; ".join(map("=".join, jar.items())), "X-CSRFToken": jar["csrftoken"]}


@pytest.mark.parametrize(
    ("prefers", "words"),
    [("en-GB,en;q=0.9", "Nothing can be saved now"), ("pl,en;q=0.5", "Teraz nie da się niczego zapisać")],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_editor_is_told_that_nothing_can_be_saved_and_how_to_keep_it(away, method, prefers, words):
    headers = of(away.editor) | {"Accept-Language": prefers}
    answer = ask(away, "/admin/pages/2/edit/", method, "title=x", **headers)
    assert answer.status == 503
    assert words in answer.text
    assert "<a " not in answer.text  # nothing that leads away from what was typed


def test_a_script_that_saves_gets_the_same_words_as_json(away):
    headers = of(away.editor) | {"X-Requested-With": "XMLHttpRequest"}
    answer = ask(away, "/admin/city-galleries/1/save/", "POST", "", **headers)
    assert answer.status == 503
    assert "nie da się niczego zapisać" in json.loads(answer.body)["error"]


def test_the_probes_tell_it_apart(away):
    assert ask(away, "/health/live").status == 200
    ready = ask(away, "/health/ready")
    assert ready.status == 503
    checks = json.loads(ready.body)["checks"]
    assert checks["database"] == checks["migrations"] == "failed"
    assert checks["media"] == checks["disk"] == checks["cache"] == "ok"


def test_the_log_says_what_is_wrong(away):
    ask(away, "/aktualnosci/")
    errors = [json.loads(line).get("error", "") for line in away.log.read_text().splitlines()]
    assert any("Error" in error for error in errors)


def test_when_it_is_back_so_is_the_site_without_a_restart(away):
    workers = away.workers()
    away.database.return_()
    deadline = time.monotonic() + 20
    while ask(away, NOT_KEPT).status != 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert ask(away, "/health/live").status == 200
    assert sorted(away.workers()) == sorted(workers)


class ErrorTests(SimpleTestCase):
    def test_a_database_that_is_away_is_told_from_a_fault_of_ours(self):
        away = OperationalError("server closed the connection"), InterfaceError("closed")
        for error in (*away, DatabaseError("malformed")):
            self.assertTrue(is_database_away(error))
        for error in (OperationalError("no such table: x"), IntegrityError("double"), ValueError(), None):
            self.assertFalse(is_database_away(error))

    def test_errors_that_are_their_own_causes_come_to_an_end(self):
        alone, one, other = ValueError(), ValueError(), KeyError()
        alone.__cause__ = alone
        one.__cause__, other.__cause__ = other, one
        for error in (alone, one):
            self.assertFalse(is_database_away(error))
        caused = ValueError()
        caused.__cause__ = OperationalError("server closed the connection")
        self.assertTrue(is_database_away(caused))
