"""Thirty-two readers at once on a page with 24 photos of which no rendition exists yet.

    make bench NAME=rendition_stampede

Starts the production server (gunicorn, two processes of four threads) on loopback with a copy of the demo;
removes every rendition of one gallery, to which photos of 12 megapixels are added until there are 24, and
opens its page as 32 browsers would: the page, then a picture for each photo, six at a time. Prints the
slowest times of page and pictures and the memory of the server (PSS of all its processes), and checks that
each rendition has one file and each file its row. design.md asks for: page p95 under 2 s, memory under 600
MB. Needs gunicorn.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT, READERS, PHOTOS, PER_READER = 8473, 32, 24, 6
MOST_SECONDS, MOST_MEGABYTES = 2, 600
SERVER = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--log-level", "warning"]
PREPARE = f"""
import json
from io import BytesIO
from django.core.files.images import ImageFile
from PIL import Image
from empirie.photos.renditions.tasks import left_for_later
from empirie.photos.models import Photo, PhotoRendition
from galleries.models import GalleryPage, GalleryPhoto
gallery = GalleryPage.objects.filter(live=True, locale__language_code="pl").first()
picture = Image.effect_noise((1000, 750), 60).resize((4000, 3000)).convert("RGB")
with left_for_later():
    for number in range(gallery.photos.count(), {PHOTOS}):
        file = BytesIO()
        picture.rotate(number).save(file, "JPEG", quality=85)
        file.seek(0)
        photo = Photo.objects.create(title=str(number), file=ImageFile(file, name="zdjecie.jpg"))
        GalleryPhoto.objects.create(page=gallery, photo=photo, alt_pl="Łąka", sort_order=1000 + number)
ids = list(gallery.photos.values_list("photo_id", flat=True))
for rendition in PhotoRendition.objects.filter(image_id__in=ids):
    rendition.file.storage.delete(rendition.file.name)
    rendition.delete()
print(json.dumps(dict(url=gallery.url, photos=len(ids))))
"""
STATE = """
import json
from pathlib import Path
from django.conf import settings
from empirie.photos.models import PhotoRendition
rows = [Path(name).name for name in PhotoRendition.objects.values_list("file", flat=True)]
files = [path.name for path in (Path(settings.MEDIA_ROOT) / "images").glob("*")]
print(json.dumps(dict(rows=len(rows), names=len(set(rows)), orphans=len(set(files) - set(rows)))))
"""


class Site:
    """A copy of the site in `folder`, under production settings."""

    def __init__(self, folder):
        source = Path(os.environ["DATA_DIR"])
        for name in ("media", "originals"):
            shutil.copytree(source / name, folder / name)
        database = os.environ["DATABASE_URL"].removeprefix("sqlite:///")
        shutil.copyfile(database, folder / "site.sqlite3")
        self.environment = os.environ | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "empirie.settings.production",
            "SECRET_KEY": "only for this measurement on loopback, 0123456789-abcdefghijklmnopqrstuvwxyz",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{PORT}",
            "SECURE_SSL_REDIRECT": "0",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        }
        self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        finished = subprocess.run(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return finished.stdout

    def ask(self, code):
        return json.loads(self.manage("shell", "-v0", "-c", code).strip().splitlines()[-1])

    def start(self):
        command = [sys.executable, "-m", "gunicorn", *SERVER, "--bind", f"127.0.0.1:{PORT}"]
        self.server = subprocess.Popen([*command, "empirie.wsgi:application"], cwd=ROOT, env=self.environment)
        for _try in range(150):
            try:
                get("/robots.txt")
                return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("The server does not answer.")

    def megabytes(self):
        """The memory of the server's processes; what they share is counted once."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children").read_text().split()
        total = 0
        for number in [self.server.pid, *children]:
            found = re.search(
                r"^Pss:\s+(\d+)", Path(f"/proc/{number}/smaps_rollup").read_text(), re.MULTILINE
            )
            total += int(found[1])
        return total / 1024


def get(path):
    """(status, body, seconds) of one request over a connection of its own."""
    begun, connection = time.monotonic(), HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read().decode("utf-8", "replace"), time.monotonic() - begun


def read(path, barrier, pages, pictures):
    """One reader: the page, then one picture a photo, as many at a time as a browser."""
    barrier.wait()
    status, page, seconds = get(path)
    pages.append((status, seconds))
    wanted = re.findall(r'type="image/avif" srcset="(\S+) 480w', page)
    with ThreadPoolExecutor(PER_READER) as browser:
        found = browser.map(get, wanted)
        pictures += [(status, seconds) for status, _body, seconds in found]


def stampede(site, path):
    pages, pictures, memory, is_over = [], [], [], threading.Event()

    def watch():
        while not is_over.wait(0.1):
            memory.append(site.megabytes())

    watcher = threading.Thread(target=watch)
    watcher.start()
    barrier = threading.Barrier(READERS)
    readers = [threading.Thread(target=read, args=(path, barrier, pages, pictures)) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    time.sleep(3)
    late = [get(path)[2] for _reader in range(10)]
    for reader in readers:
        reader.join()
    is_over.set()
    watcher.join()
    return pages, pictures, late, max(memory)


def p95(times):
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        gallery = site.ask(PREPARE)
        site.start()
        try:
            begun = time.monotonic()
            pages, pictures, late, megabytes = stampede(site, gallery["url"])
            seconds = time.monotonic() - begun
            time.sleep(5)
        finally:
            site.server.terminate()
            site.server.wait()
        state = site.ask(STATE)
    report(gallery, pages, pictures, late, seconds, megabytes, state)


def report(gallery, pages, pictures, late, seconds, megabytes, state):
    of_pages, of_pictures = ([seconds for _status, seconds in answers] for answers in (pages, pictures))
    wrong = [status for status, _seconds in pages if status != 200]
    # 200: the file itself, of a photo whose rendition was there when the page was drawn.
    wrong += [status for status, _seconds in pictures if status not in (200, 302)]
    print(f"{READERS} readers, {gallery['photos']} photos without renditions, {len(pictures)} pictures")
    print(f"page: p95 {p95(of_pages):.2f} s, slowest {max(of_pages):.2f} s")
    print(f"page for who comes in the middle: slowest of {len(late)} {max(late):.2f} s")
    print(f"picture: p50 {statistics.median(of_pictures):.2f} s, p95 {p95(of_pictures):.2f} s")
    print(f"all there after {seconds:.1f} s; memory at most {megabytes:.0f} MB; wrong answers {len(wrong)}")
    print(f"renditions {state['rows']}, names {state['names']}, files without a row {state['orphans']}")
    if wrong or state["orphans"] or state["rows"] != state["names"]:
        raise SystemExit("Something was lost, doubled or refused.")
    if p95(of_pages) > MOST_SECONDS or megabytes > MOST_MEGABYTES:
        raise SystemExit("Slower or larger than design.md allows.")
    limits = f"(limits {MOST_SECONDS} s, {MOST_MEGABYTES} MB)"
    print(f"page p95 {p95(of_pages):.2f} s, memory at most {megabytes:.0f} MB {limits}")


if __name__ == "__main__":
    main()
