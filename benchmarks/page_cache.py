"""A page from the page cache against a bare Django view that returns the same bytes, under the same server.

    make bench NAME=page_cache [ARGUMENTS=address]

Starts gunicorn twice on loopback (the site with the demo, and a project of one view) and lets `wrk` ask both
in turns. Prints requests a second and their ratio: design.md asks for at least 0.75. Needs gunicorn and wrk.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
SITE_PORT, BARE_PORT = 8471, 8472
ROUNDS, SECONDS, CONNECTIONS = 5, 4, 16
LEAST = 0.75
WORKERS = ["--workers", "2", "--threads", "2"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "empirie.settings.production",
    "SECRET_KEY": "only for this measurement on loopback, 0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_URL": f"http://127.0.0.1:{SITE_PORT}",
    "SECURE_SSL_REDIRECT": "0",
    "LOG_FORMAT": "json",  # its line is a part of what a page costs; to nowhere, as the disk is none of it
}
BARE = """
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bare", MIDDLEWARE=[])
BODY = Path(__file__).with_name("body").read_bytes()
urlpatterns = [path("", lambda request: HttpResponse(BODY, headers={"Content-Encoding": "br"}))]
application = get_wsgi_application()
"""


def get(url):
    """(bytes as sent, mark of the page cache) of an address, asked for as browsers do."""
    asked = urlsplit(url)
    connection = HTTPConnection(asked.hostname, asked.port, timeout=60)
    connection.request("GET", asked.path, headers={"Accept-Encoding": "gzip, deflate, br"})
    response = connection.getresponse()
    return response.read(), response.getheader("X-Page-Cache")


def serve(port, folder, *options, **variables):
    command = [sys.executable, "-m", "gunicorn", *WORKERS, "--bind", f"127.0.0.1:{port}", *options]
    paths = os.pathsep.join([str(folder), str(ROOT), str(ROOT / "site")])
    environment = os.environ | {"PYTHONPATH": paths} | variables
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL)


def wait_for(url):
    for _try in range(150):
        try:
            return get(url)
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"{url} does not answer.")


def requests_a_second(url):
    finished = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip, deflate, br", url],
        capture_output=True,
        text=True,
        check=True,
    )
    if failures := re.search(r"Non-2xx.*|Socket errors.*", finished.stdout):
        raise SystemExit(failures.group(0))
    return float(re.search(r"Requests/sec:\s*([\d.]+)", finished.stdout).group(1))


def main():
    address = sys.argv[1] if len(sys.argv) > 1 else "/"
    page, bare = f"http://127.0.0.1:{SITE_PORT}{address}", f"http://127.0.0.1:{BARE_PORT}/"
    servers = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
            subprocess.run(collect, cwd=ROOT, env=os.environ | PRODUCTION, check=True)
            servers.append(serve(SITE_PORT, ROOT, "--config=python:empirie.settings.server", **PRODUCTION))
            wait_for(page)
            time.sleep(5)  # until every worker has started
            get(page)
            body, mark = get(page)
            if mark != "hit":
                raise SystemExit(f"{address} is not kept by the page cache.")
            (Path(folder) / "body").write_bytes(body)
            (Path(folder) / "bare.py").write_text(BARE)
            servers.append(
                serve(BARE_PORT, folder, "--worker-class=gthread", "--log-level=warning", "bare:application")
            )
            wait_for(bare)
            pairs = [(requests_a_second(page), requests_a_second(bare)) for _round in range(ROUNDS)]
        finally:
            for server in servers:
                server.terminate()
                server.wait()
    for cached, plain in pairs:
        print(f"cached {cached:8.0f}/s   bare {plain:8.0f}/s   ratio {cached / plain:.2f}")
    ratio = statistics.median(cached / plain for cached, plain in pairs)
    print(f"{address}, {len(body)} bytes: {ratio:.2f} of a bare view (at least {LEAST})")
    sys.exit(ratio < LEAST)


if __name__ == "__main__":
    main()
