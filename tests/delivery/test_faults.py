"""Workers and servers die at the worst moment: nothing lost, nothing doubled, no reader sees an old page."""

import os
import random
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest

from tests.live import EDITOR, Person
from tests.photos import pictures

from .live import ask, figures, number_of, site  # noqa: F401 (site is a fixture)

pytestmark = pytest.mark.django_db  # for the tables, of which the site gets a copy
PAGE = "/miasta/krosno/"
STATE = """
import json
from wagtail.models import Page
page = Page.objects.get(slug="krosno", locale__language_code="pl")
print(json.dumps([page.live, page.has_unpublished_changes]))
"""
STORED = """
import json
from pathlib import Path
from empirie.photos.models import Photo
from empirie.photos.storage import originals
from galleries.models import GalleryPage
gallery = GalleryPage.objects.latest("pk")
files = [f.name for f in Path(originals().path("")).rglob("*") if f.is_file()]
print(json.dumps({
    "rows": sorted(row["photo"] for row in gallery.latest_revision.content["photos"]),
    "photos": sorted(Photo.objects.values_list("pk", flat=True)),
    "named": sorted(Path(name).name for name in Photo.objects.values_list("file", flat=True)),
    "files": sorted(files),
}))
"""


@pytest.fixture(autouse=True)
def served(site):  # noqa: F811
    if not site.process or site.process.poll() is not None:
        site.serve()


def load(site, seconds, readers=6):  # noqa: F811
    """Readers ask for a page without a pause; ({status: number}, [what broke off])."""
    statuses, broken, end = {}, [], time.monotonic() + seconds

    def read(_number):
        while time.monotonic() < end:
            try:
                status = ask(site, "/").status
            except (OSError, HTTPException) as error:
                broken.append(type(error).__name__)
            else:
                statuses[status] = statuses.get(status, 0) + 1

    with ThreadPoolExecutor(readers) as pool:
        list(pool.map(read, range(readers)))
    return statuses, broken


def test_a_worker_killed_under_load_costs_no_more_than_what_it_had_in_hand(site):  # noqa: F811
    ask(site, "/")
    killed = []

    def kill_some():
        for _time in range(3):
            time.sleep(1)
            killed.append(random.choice(site.workers()))
            os.kill(killed[-1], signal.SIGKILL)

    killer = threading.Thread(target=kill_some)
    killer.start()
    statuses, broken = load(site, 8)
    killer.join()
    figures("Three workers killed", answers=statuses, broken_off=len(broken))
    assert set(statuses) == {200}
    assert len(broken) <= 6 * len(killed)  # a reader has one request under way
    assert len(set(killed)) == 3
    assert not set(killed) & set(site.workers())
    assert len(site.workers()) == 2


def test_a_worker_that_dies_leaves_no_page_that_may_be_old(site):  # noqa: F811
    """It may have committed a change without having said so."""
    ask(site, "/")
    assert ask(site, "/").mark == "hit"
    os.kill(site.workers()[0], signal.SIGKILL)
    deadline = time.monotonic() + 20
    while ask(site, "/").mark == "hit":
        assert time.monotonic() < deadline
    time.sleep(2)
    ask(site, "/")
    assert ask(site, "/").mark == "hit"


def test_a_reload_loses_no_request_and_begins_with_new_pages(site):  # noqa: F811
    ask(site, "/")
    before = set(site.workers())
    reload = threading.Timer(1, site.process.send_signal, [signal.SIGHUP])
    reload.start()
    statuses, broken = load(site, 10)
    figures("Reloaded under load", answers=statuses, broken_off=len(broken))
    assert set(statuses) == {200}
    assert broken == []
    assert not before & set(site.workers())


def test_an_orderly_stop_answers_what_has_begun(site):  # noqa: F811
    with ThreadPoolExecutor(4) as readers:
        answers = [readers.submit(ask, site, f"/szukaj/?q={number}") for number in range(4)]
        time.sleep(0.15)
        site.process.send_signal(signal.SIGTERM)
        assert [one.result().status for one in answers] == [200] * 4
    assert site.process.wait(timeout=40) == 0


def test_the_server_dies_while_a_page_is_published(site):  # noqa: F811
    """Ten times: afterwards the page is either public or not, and what readers get says the same."""
    page = number_of(site, PAGE)
    deaths = 0
    editor = Person(site, EDITOR)
    for attempt in range(10):
        if site.process.poll() is not None:
            site.serve()
        is_live, _changes = site.ask(STATE)
        ask(site, PAGE)  # kept as it is now
        door = (
            f"/admin/pages/{page}/unpublish/"
            if is_live
            else f"/admin/bulk/wagtailcore/page/publish/?id={page}"
        )
        death = threading.Timer(0.02 + attempt * 0.06, site.kill)
        death.start()
        try:
            editor.post(door, {"next": "/admin/"})
        except (OSError, HTTPException):
            deaths += 1
        death.join()
        site.serve()
        is_live, has_changes = site.ask(STATE)
        assert ask(site, PAGE).status == (200 if is_live else 404), site.log.read_text()[-3000:]
        assert is_live != has_changes or is_live
    figures("Killed while publishing", times=10, before_the_answer=deaths)
    assert deaths > 0
    if not site.ask(STATE)[0]:
        editor.post(f"/admin/bulk/wagtailcore/page/publish/?id={page}", {"next": "/admin/"})
    assert ask(site, PAGE).status == 200


def test_the_server_dies_while_photos_arrive(site):  # noqa: F811
    person = Person(site)
    gallery = person.begin()
    declaration = person.declaration(gallery)
    names = {f"IMG_{n:04}.JPG": pictures.jpeg(size=(640, 480), tail=str(n).encode()) for n in range(12)}
    arrived, broken = set(), 0

    def send(name):
        try:
            assert person.send(gallery, declaration, name, names[name])["status"] in {"added", "here"}
            arrived.add(name)
        except (OSError, HTTPException):
            nonlocal broken
            broken += 1

    for death in (0.3, 0.9, None):
        killer = threading.Timer(death or 0, site.kill)
        if death:
            killer.start()
        with ThreadPoolExecutor(3) as browser:
            list(browser.map(send, sorted(names.keys() - arrived)))
        if death:
            killer.join()
            site.serve()
    stored = site.ask(STORED)
    figures("Killed while photos arrived", photos=len(stored["photos"]), broken_off=broken)
    assert arrived == set(names)
    assert broken > 0
    assert stored["rows"] == stored["photos"]
    assert len(stored["photos"]) == len(names)
    assert stored["files"] == stored["named"]
