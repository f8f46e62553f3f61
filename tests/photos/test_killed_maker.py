"""The maker of renditions dies in the middle; readers miss nothing, and each file is there once."""

import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import build_opener

import pytest

from tests.live import Site, a_database
from tests.project.shell import ROOT

PHOTOS = 10
GALLERY = f"""
import json
from io import BytesIO
from django.core.files.images import ImageFile
from PIL import Image
from empirie.photos.models import Photo
from galleries.models import CityPage, GalleryPage, GalleryPhoto

def a_photo(number):
    file = BytesIO()
    Image.effect_noise((700, 467), 60).convert("RGB").save(file, "JPEG")
    file.seek(0)
    return Photo.objects.create(title=str(number), file=ImageFile(file, name="laka.jpg"))

rows = [GalleryPhoto(photo=a_photo(n), alt_pl="Łąka", sort_order=n) for n in range({PHOTOS})]
page = GalleryPage(title="Łąka", slug="laka", photos=rows)
CityPage.objects.get(locale__language_code="pl").add_child(instance=page)
page.save_revision().publish()
print(json.dumps({{"gallery": page.url, "photos": [row.photo_id for row in rows]}}))
"""
STATE = """
import json
from pathlib import Path
from django.conf import settings
from empirie.photos.renditions.tasks import pairs_ahead
from empirie.photos.models import Photo, PhotoRendition
rows = [Path(name).name for name in PhotoRendition.objects.values_list("file", flat=True)]
files = [path.name for path in (Path(settings.MEDIA_ROOT) / "images").glob("*")]
print(json.dumps({
    "rows": sorted(rows),
    "files": sorted(files),
    "missing": len(pairs_ahead({pk: () for pk in Photo.objects.values_list("pk", flat=True)})),
}))
"""


@pytest.fixture
def site(tmp_path, django_db_setup):
    with a_database() as url:
        site = Site(tmp_path, url)
        site.environment |= {"RENDITION_WORKER": "1", "PAGE_CACHE": "0"}
        yield site
        site.kill()


def killed_at(site, number):
    """A worker runs until there are this many renditions, and dies without warning; returns how many."""
    command = [sys.executable, "manage.py", "db_worker", "--backend", "renditions", "--no-reload"]
    worker = subprocess.Popen(command, cwd=ROOT, env=site.environment, stderr=subprocess.DEVNULL)
    folder, deadline = site.folder / "media" / "images", time.monotonic() + 90
    while len(list(folder.glob("*"))) < number and time.monotonic() < deadline:
        time.sleep(0.01)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    return len(list(folder.glob("*")))


def pictures_on(page):
    """Every address that a browser may fetch a picture of the page from."""
    sets = re.findall(r'srcset="([^"]+)"', page)
    return sorted({address.split()[0] for one in sets for address in one.split(", ")})


def test_nothing_is_lost_and_nothing_doubled(site):
    made = site.ask(GALLERY)
    assert 30 <= killed_at(site, 30) < PHOTOS * 9
    assert site.ask(STATE)["missing"] > 0

    site.start()
    pictures = pictures_on(site.read(made["gallery"]).decode())
    with ThreadPoolExecutor(12) as readers:
        answers = readers.map(
            lambda path: build_opener().open(f"{site.address}{path}", timeout=60).status, pictures * 3
        )
        assert set(answers) == {200}

    command = [sys.executable, "manage.py", "make_renditions"]
    catching_up = [subprocess.Popen(command, cwd=ROOT, env=site.environment) for _process in range(2)]
    assert [process.wait(240) for process in catching_up] == [0, 0]
    finished = site.ask(STATE)
    assert finished["missing"] == 0
    assert finished["files"] == finished["rows"]
    assert len(set(finished["rows"])) == len(finished["rows"])
    assert "Every file has its row" in site.manage("photo_orphans", "--older-than=0")
