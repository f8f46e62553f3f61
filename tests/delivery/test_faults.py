"""Workers and servers die at the worst moment: nothing lost, nothing doubled, no reader sees an old page."""

import os
import random
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

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


def test_a_request_that_is_none_is_refused_and_the_log_does_not_say_who_sent_it(site):  # noqa: F811
    begin = site.log.stat().st_size
    for sent in (
        b"GET /jan@example.org HTTP/9.9\r\n\r\n",
        b"jan@example.org\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\njan@example.org\r\n\r\n",
        b"GET /" + b"jan@example.org" * 400 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /?q=jan@example.org HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: jan@example.org\r\n\r\n",
    ):
        with socket.create_connection(site.host_and_port.split(":"), timeout=30) as client:
            client.sendall(sent)
            assert client.recv(100).startswith(b"HTTP/1.1 4") or sent.startswith(b"POST")
    said = site.log.read_bytes()[begin:].decode()
    assert "Invalid request" in said
    assert "jan@" not in said
    assert "127.0.0.1" not in said


def test_uploads_are_served_in_parts_and_documents_only_where_it_is_asked_who_reads(site):  # noqa: F811
    media = Path(site.environment["DATA_DIR"]) / "media"
    for folder in ("media/0123456789abcdef0123", "documents/0123456789abcdef0123"):
        (media / folder).mkdir(parents=True)
        (media / folder / "film.mp4").write_bytes(bytes(range(256)) * 4000)
    part = ask(site, "/media/media/0123456789abcdef0123/film.mp4", Range="bytes=70000-140000")
    assert (part.status, len(part.body)) == (206, 70001)
    assert part.body == (bytes(range(256)) * 4000)[70000:140001]
    assert "immutable" in part.headers["Cache-Control"]
    assert ask(site, "/media/documents/0123456789abcdef0123/film.mp4").status == 404
    assert ask(site, "/media/../site.sqlite3").status == 404


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
    """Six times: afterwards the page is either public or not, and what readers get says the same."""
    page = number_of(site, PAGE)
    deaths = 0
    editor = Person(site, EDITOR)
    for attempt in range(6):
        if site.process.poll() is not None:
            site.serve()
        is_live, _changes = site.ask(STATE)
        ask(site, PAGE)  # kept as it is now
        door = (
            f"/admin/pages/{page}/unpublish/"
            if is_live
            else f"/admin/bulk/wagtailcore/page/publish/?id={page}"
        )
        death = threading.Timer(0.02 + attempt * 0.1, site.kill)
        death.start()
        try:
            editor.post(door, {"next": "/admin/"})
        except (OSError, HTTPException):
            deaths += 1
        death.join()
        site.serve()
        is_live, has_changes = site.ask(STATE)
        assert ask(site, PAGE).status == (200 if is_live else 404), site.log.read_text()[-3000:]
        assert is_live != has_changes
    figures("Killed while publishing", times=6, before_the_answer=deaths)
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
