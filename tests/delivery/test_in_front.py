"""gunicorn behind the real nginx and the real Caddy of deploy/: slow clients, one-second cache, outages."""

import re
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.live import EDITOR, Person
from tests.project.test_front_servers import SERVERS, running
from tools.processes import free_port

from .live import ask, figures, site  # noqa: F401 (site is a fixture)

pytestmark = pytest.mark.django_db  # for the tables, of which the site gets a copy
THREADS = 16  # two workers of eight
HALF_A_HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sl"
# With the cookie without which Django does not read a body.
HALF_A_BODY = (
    b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\na=b"
)
GALLERY = """
import json
from tests import factories as make
from tests.renditions import make_what_is_shown
from django.urls import reverse
from galleries.models import CityPage
gallery = make.a_gallery(CityPage.objects.get(slug="krosno", locale__language_code="pl"), photos=2)
photo = gallery.photos.all()[0].photo
make_what_is_shown(photo)
print(json.dumps({"page": gallery.url, "photo": f"{gallery.url}zdjecie/{photo.pk}/",
    "name": photo.file.name.rpartition("/")[2][:14], "hide": reverse("photo_reports:hide", args=[photo.pk])}))
"""


class Front:
    """A server in front, asked as `live.ask` asks a site."""

    def __init__(self, port):
        self.port, self.host_and_port = port, f"127.0.0.1:{port}"


@contextmanager
def a_front(name, site, folder):  # noqa: F811
    program, command_of = SERVERS[name]
    if not program:
        pytest.skip(f"{name} is not on this machine")
    port = free_port()
    media = Path(site.environment["DATA_DIR"]) / "media"
    command, environment = command_of(folder, port, site.host_and_port, media)
    with running(command, environment, port, folder / "log"):
        yield Front(port)


@pytest.fixture(scope="module", params=SERVERS)
def front(request, site, tmp_path_factory):  # noqa: F811
    """Each of the servers in front, before the site."""
    if not site.process:
        site.serve(BEHIND_PROXY="1")
    with a_front(request.param, site, tmp_path_factory.mktemp(request.param)) as server:
        yield server


@pytest.fixture(scope="module")
def nginx(site, tmp_path_factory):  # noqa: F811
    if not site.process:
        site.serve(BEHIND_PROXY="1")
    with a_front("nginx", site, tmp_path_factory.mktemp("nginx")) as server:
        yield server


def soon(is_true):
    """Wait for what the log says: a line is written after its answer has been sent."""
    deadline = time.monotonic() + 10
    while not (found := is_true()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def times_asked(site, path):  # noqa: F811
    """How often the site itself was asked for a path."""
    return len(re.findall(rf" path={re.escape(path)} ", site.log.read_text()))


def test_readers_are_served_beside_clients_that_fall_silent_and_clients_that_trickle(front):
    ask(front, "/")
    over = threading.Event()
    with ExitStack() as stack:
        stack.callback(over.set)

        def connect(sent):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", front.port)))
            client.sendall(sent)
            return client

        for sent in (HALF_A_HEAD, HALF_A_BODY):
            for _client in range(20):
                connect(sent)
        slow = [connect(HALF_A_BODY) for _client in range(40)]

        def trickle():
            while not over.wait(0.2):
                for client in slow:
                    client.sendall(b"x")

        threading.Thread(target=trickle, daemon=True).start()
        time.sleep(2)
        begin = time.monotonic()
        with ThreadPoolExecutor(4) as readers:
            paths = [f"/szukaj/?q={number}" for number in range(THREADS)] + ["/"] * THREADS
            statuses = set(readers.map(lambda path: ask(front, path).status, paths))
        figures("Beside 80 slow clients", answers=len(paths), seconds=round(time.monotonic() - begin, 2))
        assert statuses == {200}


def test_a_page_comes_from_the_site_once_a_second_and_for_somebody_every_time(site, nginx):  # noqa: F811
    path = "/miasta/krosno/"
    begin, before = time.monotonic(), times_asked(site, path)
    for _time in range(200):
        assert ask(nginx, path).status == 200
    asked = times_asked(site, path) - before
    assert asked <= 2 * (time.monotonic() - begin) + 2
    for headers in ({"Cookie": "a=b; __Host-sessionid=x"}, {"Authorization": "Basic eDp5"}):
        time.sleep(1)
        before = times_asked(site, path)
        for _time in range(3):
            ask(nginx, path, **headers)
        assert soon(lambda before=before: times_asked(site, path) == before + 3)


def test_a_withdrawn_photo_and_its_page_are_gone_after_a_second(site, nginx):  # noqa: F811
    told = site.ask(GALLERY)
    (file,) = set(re.findall(rf'src="(/media/images/{told["name"]}[^" ]+)"', ask(nginx, told["photo"]).text))
    assert ask(nginx, file).status == 200
    assert told["name"] in ask(nginx, told["page"]).text
    editor = Person(site, EDITOR)
    over = threading.Event()

    def read():
        while not over.is_set():
            ask(nginx, told["page"])
            ask(nginx, told["photo"])

    reading = threading.Thread(target=read)
    reading.start()
    try:
        editor.post(told["hide"], {"reason": "Prośba"})
        time.sleep(1)
        gone = ask(nginx, told["page"]), ask(nginx, told["photo"]), ask(nginx, file)
    finally:
        over.set()
        reading.join()
    assert [answer.status for answer in gone] == [200, 404, 404]
    assert not [answer for answer in gone if told["name"] in answer.text]


def test_while_the_site_is_away_readers_get_what_they_read_last_and_others_a_plain_word(site, front):  # noqa: F811
    def status(path):
        answer = ask(front, path)
        return answer.status, "Spróbuj ponownie" in answer.text and "try again" in answer.text

    is_nginx = "nginx" in ask(front, "/").headers["Server"]
    time.sleep(1)
    site.process.send_signal(signal.SIGTERM)
    site.process.wait(40)
    try:
        assert status("/") == ((200, False) if is_nginx else (503, True))
        for path in ("/nie-bylo-czytane/", "/admin/"):
            answer = ask(front, path)
            assert status(path) == (503, True)
            assert (answer.headers["Retry-After"], answer.headers["Cache-Control"]) == ("30", "no-store")
    finally:
        site.serve()
    assert ask(front, "/").status == 200


def test_each_answer_has_the_number_by_which_the_log_names_it(site, front):  # noqa: F811
    connection = HTTPConnection(front.host_and_port, timeout=20)
    connection.request("GET", "/szukaj/?q=numer", headers={"X-Request-ID": "chosen-by-a-stranger"})
    (number,) = connection.getresponse().headers.get_all("X-Request-ID")
    connection.close()
    assert soon(lambda: f"request={number} " in site.log.read_text())
