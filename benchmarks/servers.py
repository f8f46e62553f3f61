"""nginx and its one-second cache before gunicorn: `python -m benchmarks.servers`

A kept page of the site, through nginx with deploy/nginx.conf, against a Django view that does nothing but
give out the same bytes, under gunicorn with as many workers and threads. Ends with 1 when the page is given
out less than LEAST times as often. Takes the data of `make run` (or of DATA_DIR and DATABASE_URL), and wrk
where it is installed; else clients of its own, which cost more than nginx does.
"""

import multiprocessing
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from tests.project.test_front_servers import nginx_command, running
from tools import nginx
from tools.console import fail, say
from tools.processes import free_port, wait_for_port
from tools.serve import surroundings

ROOT = Path(__file__).resolve().parent.parent
LEAST = 10
ROUNDS, SECONDS, CONNECTIONS = 3, 3, 8
ENCODINGS = "gzip, deflate, br"
BARE = """
from pathlib import Path
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bare", MIDDLEWARE=[])
BODY = Path(__file__).with_name("body").read_bytes()
urlpatterns = [path("", lambda request: HttpResponse(BODY, headers={"Content-Encoding": "br"}))]
application = get_wsgi_application()
"""


def page(port):
    """The front page as sent to a browser."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/", headers={"Accept-Encoding": ENCODINGS})
    response = connection.getresponse()
    if response.status != 200:
        fail(f"/ answers {response.status}.")
    return response.read()


def count(port, length):
    """How many answers of `length` bytes one client gets over one connection."""
    asked = f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: {ENCODINGS}\r\n\r\n".encode()
    answers, end = 0, time.monotonic() + SECONDS
    with socket.create_connection(("127.0.0.1", port)) as client:
        while time.monotonic() < end:
            client.sendall(asked)
            got = client.recv(262_144)
            while (head := got.find(b"\r\n\r\n")) < 0 or len(got) < head + 4 + length:
                got += client.recv(262_144)
            answers += 1
    return answers


def answers_a_second(port, length):
    if not shutil.which("wrk"):
        with multiprocessing.Pool(CONNECTIONS) as pool:
            return sum(pool.starmap(count, [(port, length)] * CONNECTIONS)) / SECONDS
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", f"Accept-Encoding: {ENCODINGS}"]
    finished = subprocess.run([*command, f"http://127.0.0.1:{port}/"], capture_output=True, text=True)
    return float(re.search(r"Requests/sec:\s*([\d.]+)", finished.stdout)[1])


def gunicorn(environment, port, *options):
    command = [sys.executable, "-m", "gunicorn", "--workers=2", "--threads=4", f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    wait_for_port(port, 60)
    return server


def main():
    if not nginx.program():
        fail("nginx is not installed.")
    environment = surroundings()
    if not (Path(environment.get("DATA_DIR") or ROOT / "var") / "static").exists():
        fail("There is no site to measure yet: `make serve` or `make run` once, then stop it.")
    front, site, bare = free_port(), free_port(), free_port()
    with tempfile.TemporaryDirectory() as name:
        folder, servers = Path(name), []
        folder.chmod(0o755)  # nginx reads and writes under another account
        try:
            servers.append(gunicorn(environment, site, "--config=python:empirie.settings.server"))
            command, more = nginx_command(folder, front, f"127.0.0.1:{site}")
            with running(command, more, front, folder / "log"):
                page(front)
                body = page(front)
                (folder / "body").write_bytes(body)
                (folder / "bare.py").write_text(BARE)
                paths = {"PYTHONPATH": os.pathsep.join([name, str(ROOT)])}
                plain = ["--worker-class=gthread", "--log-level=warning", "bare:application"]
                servers.append(gunicorn(os.environ | paths, bare, *plain))
                page(bare)
                pairs = [
                    (answers_a_second(front, len(body)), answers_a_second(bare, len(body)))
                    for _round in range(ROUNDS)
                ]
        finally:
            for server in servers:
                server.terminate()
                server.wait()
    kept, plain = (statistics.median(figures) for figures in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    say(
        f"servers: a kept page through nginx {kept:.0f}/s, a bare view {plain:.0f}/s: "
        f"{ratio:.1f} times (at least {LEAST}), {len(body)} bytes"
    )
    sys.exit(ratio < LEAST)


if __name__ == "__main__":
    main()
