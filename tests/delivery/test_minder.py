"""gunicorn with the site's hooks: a stuck request is named and its worker replaced, a slow upload is not."""

import os
import signal
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from types import SimpleNamespace

import pytest
from structlog.contextvars import get_contextvars

from empirie.delivery import minder
from tests.project.shell import PRODUCTION, ROOT
from tools.processes import free_port, wait_for_port

pytestmark = pytest.mark.own_database
APPLICATION = """
import threading
import django
django.setup()

def application(environ, start_response):
    if environ["PATH_INFO"] == "/stuck/jan@example.org/":
        threading.Event().wait()
    read = 0
    while part := environ["wsgi.input"].read(1024):
        read += len(part)
    start_response("200 OK", [("Content-Length", "5")])
    return [b"%5d" % read]
"""
LONGEST = 2


@pytest.fixture
def server(tmp_path):
    """(port, the file of its log): one worker of four threads, whose requests may stand still for LONGEST."""
    port, log = free_port(), tmp_path / "log"
    (tmp_path / "stand_in.py").write_text(APPLICATION)
    variables = PRODUCTION | {
        "DATA_DIR": str(tmp_path),
        "LONGEST_REQUEST_SECONDS": str(LONGEST),
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "WEB_THREADS": "4",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site"), str(tmp_path)]),
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:empirie.settings.server"]
    command += ["--graceful-timeout", "1", "stand_in:application"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stderr=output)
    try:
        wait_for_port(port, 30)
        yield port, log
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def ask(port, path):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    return connection.getresponse().read()


def test_an_upload_that_goes_on_slowly_is_left_alone_and_a_request_that_stands_still_is_not(server):
    port, log = server
    ask(port, "/")
    phone = HTTPConnection("127.0.0.1", port, timeout=20)
    phone.putrequest("POST", "/")
    phone.putheader("Content-Length", "12288")
    phone.endheaders()
    for _piece in range(12):
        time.sleep(LONGEST / 4)
        phone.send(b"x" * 1024)
    assert phone.getresponse().read() == b"12288"
    assert "stuck" not in log.read_text()

    with pytest.raises((OSError, HTTPException)):
        ask(port, "/stuck/jan@example.org/")
    told = log.read_text()
    assert "is stuck in /stuck/…/" in told
    assert "stand_in.py:8 application" in told
    assert "jan@" not in told
    deadline = time.monotonic() + 20
    while True:  # the next worker
        try:
            assert ask(port, "/") == b"    0"
            return
        except (OSError, HTTPException):
            assert time.monotonic() < deadline
            time.sleep(0.2)


@pytest.fixture
def begin():
    """A function that lets a request with these headers begin, and gives what the site is told of it."""

    def beginning(path="/", **headers):
        named = [(name.replace("_", "-"), value) for name, value in headers.items()]
        request = SimpleNamespace(path=path, headers=named, body=None)
        minder.pre_request(None, request)
        return dict(request.headers) | get_contextvars()

    yield beginning
    minder.post_request(None, None, {}, None)
    assert get_contextvars() == {}
    assert threading.get_ident() not in minder.under_way


@pytest.mark.parametrize("given", ["", "x", "a b c d e f g", "ą" * 10, "a" * 65, "good-id-\r\nA: x"])
def test_a_number_from_outside_that_is_none_is_replaced(begin, settings, given):
    settings.BEHIND_PROXY = True
    assert len(begin(X_REQUEST_ID=given)["request"]) == 16


def test_a_number_from_outside_counts_only_behind_a_proxy_of_our_own(begin, settings):
    assert begin(X_REQUEST_ID="from-the-proxy-1")["request"] != "from-the-proxy-1"
    settings.BEHIND_PROXY = True
    assert begin(X_REQUEST_ID="from-the-proxy-1")["request"] == "from-the-proxy-1"


def test_a_probe_may_ask_by_the_address_of_a_machine_and_a_reader_may_not(begin, settings):
    settings.ALLOWED_HOSTS = [".empirie.example"]
    assert begin("/health/ready", HOST="10.1.2.3")["HOST"] == "empirie.example"
    assert begin("/", HOST="10.1.2.3")["HOST"] == "10.1.2.3"
