"""The server dies in the middle of fifty photos, comes back, and in the end there are fifty, each once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException

import pytest

from tests.live import Person, Site, a_database
from tests.photos import pictures

PHOTOS = 50
AFTER = (7, 21)  # how many photos are there when the server dies, and dies again
STORED = """
import json
from pathlib import Path
from django.conf import settings
from empirie.photos.models import Photo
from empirie.photos.storage import originals
from galleries.models import GalleryPage
gallery = GalleryPage.objects.get()
files = [n for f in Path(originals().path("")).rglob("*") if f.is_file() for n in [f.name]]
print(json.dumps({
    "rows": [row["photo"] for row in gallery.latest_revision.content["photos"]],
    "photos": sorted(Photo.objects.values_list("pk", flat=True)),
    "named": sorted(Path(name).name for name in Photo.objects.values_list("file", flat=True)),
    "files": sorted(files),
}))
"""


@pytest.fixture
def site(tmp_path, django_db_setup):
    with a_database() as url:
        site = Site(tmp_path, url)
        site.start()
        yield site
        site.kill()


def photo(number):
    return f"IMG_{number:04}.JPG", pictures.jpeg(size=(640, 480), tail=str(number).encode())


def test_a_batch_survives_two_power_cuts(site):
    person = Person(site)
    gallery = person.begin()
    declaration = person.declaration(gallery)
    arrived, deaths, lock = set(), list(AFTER), threading.Lock()

    def send(number):
        """Send one photo; whether it arrived. The server dies right after some of them."""
        try:
            answer = person.send(gallery, declaration, *photo(number))
        except (OSError, HTTPException):
            return
        assert answer["status"] in {"added", "here"}
        with lock:
            arrived.add(number)
            if deaths and len(arrived) >= deaths[0]:
                deaths.pop(0)
                site.kill()

    for _life in range(len(AFTER) + 1):
        with ThreadPoolExecutor(3) as browser:
            list(browser.map(send, [number for number in range(PHOTOS) if number not in arrived]))
        if len(arrived) < PHOTOS:
            site.start()

    assert deaths == []
    assert len(arrived) == PHOTOS
    stored = site.ask(STORED)
    assert len(stored["rows"]) == len(set(stored["rows"])) == PHOTOS
    assert sorted(stored["rows"]) == stored["photos"]
    assert stored["files"] == stored["named"]
