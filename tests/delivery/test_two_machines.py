"""Two machines behind nginx share PostgreSQL and S3: done on one, seen on the other within a second."""

import os
import re
import subprocess
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import build_opener

import pytest

from tests.live import EDITOR, Person, Site, a_database
from tests.photos import pictures
from tests.project.shell import ROOT
from tools import nginx, object_storage

from .test_scheduler import ARTICLES, scheduled_four_times

MISSING = [
    name
    for name, is_here in (
        ("PostgreSQL (make test-postgres)", os.environ.get("DATABASE_URL", "").startswith("postgres")),
        ("OpenStack Swift", object_storage.is_here()),
        ("nginx", nginx.program()),
    )
    if not is_here
]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}")
WORKERS = ["--workers", "2", "--threads", "2", "--worker-class", "gthread", "--log-level", "warning"]


class Machines:
    """Two app servers, `one` and `other`, and `front`, the address of nginx before them."""

    def __init__(self, stack, folder):
        storage = stack.enter_context(object_storage.ObjectStorage())
        services = {"DATABASE_POOL_SIZE": "4", **storage.settings()}
        for name in ("one", "other"):
            (folder / name).mkdir()
        self.storage = storage
        self.one = Site(folder / "one", stack.enter_context(a_database()), services=services)
        self.other = self.one.another_machine(folder / "other")
        for machine in (self.one, self.other):
            command = [sys.executable, "-m", "gunicorn", *WORKERS, "--bind", machine.host_and_port]
            machine.environment |= {
                "DJANGO_SETTINGS_MODULE": "empirie.settings.development",
                "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            }
            machine.start(*command, "empirie.wsgi:application")
            stack.callback(machine.kill)
        front = stack.enter_context(nginx.Nginx([m.host_and_port for m in (self.one, self.other)]))
        self.front = front.address
        self.articles = self.one.ask(ARTICLES)


@pytest.fixture(scope="module")
def machines(tmp_path_factory):
    with ExitStack() as stack:
        yield Machines(stack, tmp_path_factory.mktemp("machines"))


def read(machine, path):
    """(status, body, headers) for a reader of one machine."""
    address = urlsplit(getattr(machine, "address", machine))
    connection = HTTPConnection(address.netloc, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read().decode(errors="replace"), dict(response.getheaders())


def press(person, action, page_id):
    """An editor's bulk action on one page: the screen that asks whether it is meant, and the button on it.

    With the token of that screen, as in a browser: the same form with the same token is a second press of
    the same button, and does nothing.
    """
    address = f"/admin/bulk/wagtailcore/page/{action}/?id={page_id}&next=/admin/"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', person.get(address))[1]
    person.post(address, {"next": "/admin/", "csrfmiddlewaretoken": token})


def seen_within_a_second(machine, path, status):
    """Ask every process of a machine until all answer so; who asks after a second may get nothing older."""
    end = time.monotonic() + 1
    while True:
        asked_at = time.monotonic()
        answers = {read(machine, path)[0] for _reader in range(4)}
        if answers == {status}:
            return
        assert asked_at < end, f"{answers} instead of {status}, more than a second later"
        time.sleep(0.05)


def test_what_is_published_and_withdrawn_on_one_is_seen_on_the_other_within_a_second(machines):
    (page_id, url), *_others = machines.articles
    path = urlsplit(url).path
    editor = Person(machines.one, EDITOR)
    assert read(machines.other, path)[0] == 200
    for _time in range(5):
        for action, status in (("unpublish", 404), ("publish", 200)):
            press(editor, action, page_id)
            assert {read(machines.one, path)[0] for _reader in range(4)} == {status}  # at once
            seen_within_a_second(machines.other, path, status)
    assert "hit" in {read(machines.other, path)[2]["X-Page-Cache"] for _reader in range(4)}


def test_who_signed_in_on_one_is_signed_in_on_the_other(machines):
    class Front:
        address = machines.front

    editor = Person(Front, EDITOR)
    answered = set()
    for _time in range(4):
        with editor.opener.open(f"{machines.front}/admin/", timeout=60) as response:
            assert "login" not in response.url
            answered.add(response.headers["X-Machine"])
    assert answered == {machines.one.host_and_port, machines.other.host_and_port}


def test_a_photo_sent_to_one_is_drawn_and_shown_by_the_other(machines):
    person = Person(machines.one)
    gallery = person.begin()
    declaration = person.declaration(gallery)
    answer = person.send(gallery, declaration, "IMG_1.JPG", pictures.jpeg(size=(1600, 1200)))
    assert answer["status"] == "added"
    colleague = Person(machines.other)
    screen = colleague.get(f"/admin/city-galleries/{gallery}/")
    public = machines.storage.settings()["AWS_S3_PUBLIC_URL"]
    # Where the picture lies, or, until it is drawn, the address under which the site draws it when asked.
    shown = re.findall(rf'src="((?:{re.escape(public)})?/images/[^"]+)"', screen)
    assert shown, "the other machine shows no photo"
    for address in shown:
        with colleague.opener.open(urljoin(machines.other.address, address), timeout=60) as response:
            assert response.url.startswith(f"{public}/images/")
            assert response.headers["Cache-Control"] == "public, max-age=86400"
            assert len(response.read()) > 500


def test_nobody_gets_an_original_or_a_document_from_the_storage(machines):
    files = machines.one.ask(
        "import json\n"
        "from django.core.files.base import ContentFile\n"
        "from empirie.core.models import Download\n"
        "from empirie.photos.models import Photo\n"
        "file = ContentFile(b'%PDF-1.4 x', name='pismo.pdf')\n"
        "document = Download.objects.create(title='Pismo', file=file)\n"
        "file = document.file\n"
        "print(json.dumps([Photo.objects.first().file.name, file.name, file.url, document.url]))"
    )
    original, document, signed, asked = files
    private = machines.storage.settings()["AWS_S3_PUBLIC_URL"].replace("public", "private")
    for name in (f"originals/{original}", document):
        with pytest.raises(HTTPError) as refusal:
            build_opener().open(f"{private}/{name}", timeout=10)
        assert refusal.value.code in {401, 403}
    assert read(machines.other, asked)[0] == 404  # no public page offers it
    assert build_opener().open(signed, timeout=10).read() == b"%PDF-1.4 x"
    editor = Person(machines.other, EDITOR)
    assert editor.opener.open(f"{machines.other.address}{asked}", timeout=10).read() == b"%PDF-1.4 x"


def test_a_hidden_photo_leaves_the_storage(machines):
    gone = machines.other.ask(
        "import json\n"
        "from django.contrib.auth import get_user_model\n"
        "from empirie.photos.models import Photo\n"
        "from empirie.photos.withdrawal import hide\n"
        "photo = Photo.objects.first()\n"
        "photo.get_rendition('max-400x400')\n"
        "urls = [rendition.url for rendition in photo.renditions.all()]\n"
        "hide(photo, get_user_model().objects.first(), 'Prośba')\n"
        "print(json.dumps(urls))"
    )
    assert gone
    for address in gone:
        with pytest.raises(HTTPError) as refusal:
            build_opener().open(address, timeout=10)
        assert refusal.value.code == 404


def test_a_film_is_sent_in_parts(machines):
    address = machines.one.ask(
        "import json\n"
        "from django.core.files.base import ContentFile\n"
        "from django.core.files.storage import default_storage\n"
        "name = default_storage.save('media/film.mp4', ContentFile(bytes(range(256)) * 100))\n"
        "print(json.dumps(default_storage.url(name)))"
    )
    parts = urlsplit(address)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", parts.path, headers={"Range": "bytes=10-19"})
    response = connection.getresponse()
    assert (response.status, response.read()) == (206, bytes(range(10, 20)))


def test_the_scheduler_on_both_machines_publishes_everything_once(machines):
    pages = [page_id for page_id, _url in machines.articles]
    assert scheduled_four_times(machines.one, machines.other, pages) == dict.fromkeys(map(str, pages), 1)


def test_no_machine_keeps_anything_to_itself(machines):
    """Nothing lies on the disk of one that the other would need."""
    for machine in (machines.one, machines.other):
        kept = subprocess.run(
            ["find", machine.environment["DATA_DIR"], "-type", "f"], capture_output=True, text=True
        ).stdout.split()
        assert [path for path in kept if "/cache/" not in path] == []
