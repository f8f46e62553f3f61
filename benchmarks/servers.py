"""gunicorn and granian, serving the same site by turns: how docs/dependencies.md came to its choice.

    python benchmarks/servers.py

Starts each on loopback with two workers of eight threads (the database and files of DATABASE_URL and
DATA_DIR, which `make run` has filled) and prints, as a ratio to gunicorn: pages out of the page cache and
drawn pages a second, megabytes of uploads a second, and cached pages a second some time after clients fell
silent in the middle of a request, more of them than there are threads. Needs both servers and wrk; granian is
in no requirements.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT = 8481
ROUNDS, SECONDS = 1, 4
SILENT_CLIENTS = 40  # more than there are threads
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sl"
HALF_A_BODY = (
    b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\na=b"
)
UPLOADS, UPLOAD_BYTES = 8, 20 * 1024 * 1024
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "empirie.settings.production",
    "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    "SECRET_KEY": "only for this measurement on loopback, 0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SITE_URL": f"http://127.0.0.1:{PORT}",
    "SECURE_SSL_REDIRECT": "0",
    "LOG_LEVEL": "ERROR",
}
APPLICATION = "empirie.wsgi:application"
SERVERS = {
    "gunicorn": [
        "gunicorn",
        "--config=python:empirie.settings.server",
        "--workers=2",
        "--threads=8",
        f"--bind=127.0.0.1:{PORT}",
    ],
    "granian": [
        "granian",
        "--interface=wsgi",
        "--workers=2",
        "--blocking-threads=8",
        "--log-level=error",
        "--host=127.0.0.1",
        f"--port={PORT}",
        APPLICATION,
    ],
}


class Running:
    """One of the servers, for as long as the block lasts."""

    def __init__(self, name, **variables):
        self.command, self.variables = SERVERS[name], variables

    def __enter__(self):
        environment = os.environ | PRODUCTION | self.variables
        self.process = subprocess.Popen([sys.executable, "-m", *self.command], cwd=ROOT, env=environment)
        for _try in range(200):
            try:
                return answer("GET", "/")
            except (OSError, HTTPException):
                time.sleep(0.2)
        raise SystemExit("The server does not answer.")

    def __exit__(self, *exception):
        self.process.terminate()
        self.process.wait()


def answer(method, path, body=None, headers=(), timeout=120):
    connection = HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    connection.request(method, path, body, dict(headers))
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def pages_a_second(connections):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "-H", "Accept-Encoding: gzip, deflate, br"]
    finished = subprocess.run(
        [*command, f"http://127.0.0.1:{PORT}/"], capture_output=True, text=True, check=True
    )
    return float(re.search(r"Requests/sec:\s*([\d.]+)", finished.stdout)[1])


def megabytes_a_second():
    """Forms with a large file, which Django reads whole before it refuses them for want of a token."""
    head = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    body = head + bytes(UPLOAD_BYTES) + b"\r\n--b--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=b", "Cookie": "csrftoken=" + "a" * 32}
    begin = time.monotonic()
    with ThreadPoolExecutor(4) as people:
        answers = [
            people.submit(answer, "POST", "/admin/login/", body, headers.items()) for _n in range(UPLOADS)
        ]
    if {one.result() for one in answers} != {403}:
        raise SystemExit("An upload was not answered as expected.")
    return UPLOADS * UPLOAD_BYTES / 1e6 / (time.monotonic() - begin)


def pages_a_second_beside_silent_clients(sent, after):
    """`after` seconds after SILENT_CLIENTS sent the beginning of a request and no more; 0 for none."""
    with ExitStack() as stack:
        for _number in range(SILENT_CLIENTS):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", PORT)))
            client.sendall(sent)
        time.sleep(after)
        try:
            answer("GET", "/", timeout=10)
        except (OSError, HTTPException):
            return 0.0
        return pages_a_second(16)


def measured(name):
    with Running(name):
        time.sleep(4)  # every worker that starts begins a new generation of the page cache
        answer("GET", "/")
        results = {
            "cached pages/s": pages_a_second(16),
            "uploads MB/s": megabytes_a_second(),
            "cached pages/s, silent in a head": pages_a_second_beside_silent_clients(HALF_A_HEAD, 25),
            "cached pages/s, silent in a body": pages_a_second_beside_silent_clients(HALF_A_BODY, 110),
        }
    with Running(name, PAGE_CACHE="0"):
        results["drawn pages/s"] = pages_a_second(4)
    print(name, {kind: round(value, 1) for kind, value in results.items()}, flush=True)
    return results


def main():
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=os.environ | PRODUCTION, check=True)
    rounds = [{name: measured(name) for name in SERVERS} for _round in range(ROUNDS)]
    for kind in rounds[0]["gunicorn"]:
        middles = {name: statistics.median(results[name][kind] for results in rounds) for name in SERVERS}
        ratio = middles["granian"] / middles["gunicorn"] if middles["gunicorn"] else float("inf")
        print(f"{kind:36} " + "  ".join(f"{n} {v:8.1f}" for n, v in middles.items()) + f"  ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
