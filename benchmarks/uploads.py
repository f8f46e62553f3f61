"""How fast photos come in: `make bench NAME=uploads [ARGUMENTS="count, 200; megapixels, 12"]`

Starts a site of its own on loopback (SQLite, in a temporary folder, DEBUG off), under Gunicorn with one
worker of four threads where that is installed and under Django's own server otherwise. Sends the photos three
at a time as the upload screen does, and prints photos per minute, the server's peak memory, and how long the
public home page took meanwhile (median and 95th percentile), against the same page with nothing going on.
"""

import importlib.util
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.live import Person, Site
from tools.serve import MEMORY

SIDES = {12: (4032, 3024), 50: (8160, 6144), 119: (12600, 9450)}
AT_ONCE = 3
MOST_MEGABYTES = 600
# As the public would be served, but without https, which loopback has not.
SETTINGS = "from empirie.settings.development import *\n\nDEBUG = False\n"
GUNICORN = ("-m", "gunicorn", "empirie.wsgi", "--worker-class=gthread", "--workers=1", "--threads=4")


def camera_photo(sides):
    """A JPEG with the detail, and so the size, of a phone's: about 4 MB with 12 megapixels."""
    small = Image.effect_noise((sides[0] // 6, sides[1] // 6), 70).convert("RGB")
    content = BytesIO()
    small.resize(sides, Image.Resampling.BICUBIC).save(content, "JPEG", quality=90)
    return content.getvalue()


def milliseconds_of_home(site):
    begun = time.perf_counter()
    site.read("/")
    return (time.perf_counter() - begun) * 1000


def described(times):
    ordered = sorted(times)
    return f"median {statistics.median(ordered):.0f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.0f} ms"


def peak_memory(process):
    """The most memory that the server's processes ever held, added up, in MB (Linux)."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return sum(_peak(pid) for pid in [process.pid, *children])


def _peak(pid):
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return float("nan")


def start(site, folder):
    """Start the site with DEBUG off; returns the name of the server."""
    (folder / "settings_of_the_benchmark.py").write_text(SETTINGS)
    path = os.pathsep.join([str(folder), "site", "."])
    site.environment |= {"DJANGO_SETTINGS_MODULE": "settings_of_the_benchmark", "PYTHONPATH": path} | MEMORY
    if importlib.util.find_spec("gunicorn"):
        site.start(sys.executable, *GUNICORN, f"--bind={site.host_and_port}")
        return "Gunicorn, 1 worker, 4 threads"
    site.start()
    return "Django's development server"


def main(count, megapixels):
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        try:
            print(start(site, Path(folder)))
            measure(site, count, camera_photo(SIDES[megapixels]))
        finally:
            site.process.terminate()
            site.process.wait()


def measure(site, count, photo):
    person = Person(site)
    gallery = person.begin()
    declaration = person.declaration(gallery)
    quiet = [milliseconds_of_home(site) for _visit in range(30)]
    before, busy, done = peak_memory(site.process), [], threading.Event()

    def visit():
        while not done.wait(0.5):
            busy.append(milliseconds_of_home(site))

    def send(number):
        # Another end makes another file of the same picture.
        return person.send(gallery, declaration, f"IMG_{number:04}.JPG", photo + random.randbytes(16))

    reader = threading.Thread(target=visit)
    reader.start()
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as browser:
        statuses = [answer["status"] for answer in browser.map(send, range(count))]
    minutes = (time.perf_counter() - begun) / 60
    done.set()
    reader.join()
    print(f"{statuses.count('added')} of {count} photos of {len(photo) / 1e6:.1f} MB in {minutes * 60:.0f} s")
    peak = peak_memory(site.process)
    print(f"peak memory of the server {peak:.0f} MB (before: {before:.0f} MB)")
    print(f"home page meanwhile: {described(busy)}; before: {described(quiet)}")
    print(
        f"{count / minutes:.0f} photos per minute, at most {peak:.0f} MB of memory (limit {MOST_MEGABYTES})"
    )
    if peak > MOST_MEGABYTES or statuses.count("added") != count:
        raise SystemExit("The server took too much memory, or a photo did not arrive.")


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(200, 12)[len(given) :])
