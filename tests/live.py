"""The site as a process of its own, which can be killed, and a person of a city who talks to it."""

import copy
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import uuid
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import psycopg

from tests.once import SHARED
from tests.project.shell import OWN, ROOT
from tools.processes import free_port, wait_for_answer

PASSWORD = "haslo-do-testu-12"
EDITOR = "redakcja"
PEOPLE = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Locale
from empirie.core.translations import publish_translation
from empirie.people.roles import COMMUNICATIONS, sync_roles
from empirie.people.workspaces import ensure_workspace
from empirie.subjects.models import City
from galleries.models import CityPage
from home.tree import build_tree

def a_person(name, group):
    person = get_user_model().objects.create_user(name, name + "@empirie.example", {password!r})
    person.groups.add(group)

build_tree()
sync_roles()
a_person({editor!r}, Group.objects.get(name=COMMUNICATIONS))
for name, slug in {cities!r}:
    place = {{"voivodeship": "podkarpackie", "latitude": 49.69, "longitude": 21.77}}
    city = City.objects.create(name=name, slug=slug, **place)
    a_person(slug, ensure_workspace(city).group)
    page = CityPage.objects.get(city=city)
    page.save_revision().publish()
    publish_translation(page, {{"slug": slug}}, Locale.objects.get(language_code="en"))
"""


class Site:
    """A site in `folder`, with an editor and these cities, each public in both languages and with a person.

    On SQLite in that folder, or in the database of that address.

    What the run of the tests has made is copied; without it, the migrations run, which takes a minute.
    """

    def __init__(self, folder, database_url=None, cities=(("Krosno", "krosno"),), tables=None, services=None):
        """`services` are more environment variables, as of Redis or object storage."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
        self.environment = kept | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'site.sqlite3'}",
            **(services or {}),
        }
        self.process, self.folder = None, folder
        self.find_a_port()
        if not database_url and (tables := SHARED.path_of("site") or tables):
            shutil.copyfile(tables, folder / "site.sqlite3")
        elif not (database_url and has_tables(database_url)):
            self.manage("migrate", "-v0")
        self.ask(PEOPLE.format(cities=cities, editor=EDITOR, password=PASSWORD))

    def find_a_port(self):
        self.address = f"http://127.0.0.1:{free_port()}"

    def another_machine(self, folder):
        """The same site on a machine with a disk of its own: database and services are shared."""
        other = copy.copy(self)
        other.environment = self.environment | {"DATA_DIR": str(folder)}
        other.process, other.folder = None, folder
        other.find_a_port()
        return other

    def manage(self, *arguments):
        command = [sys.executable, "manage.py", *arguments]
        finished = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    def ask(self, code):
        """What the last line that `code` prints says, as JSON; None when it prints nothing."""
        lines = self.manage("shell", "-v0", "-c", code).strip().splitlines()
        return json.loads(lines[-1]) if lines else None

    @property
    def host_and_port(self):
        return self.address.removeprefix("http://")

    @property
    def log(self):
        """What the production server has written."""
        return Path(self.environment["DATA_DIR"]) / "log"

    def serve(self, **variables):
        """Start the production server, as `make serve` does, under the settings of a trial."""
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "empirie.settings.trial",
            "SECRET_KEY": "for a test, 0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
            "SITE_URL": self.address,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "BIND": "127.0.0.1",
            "PORT": self.address.rpartition(":")[2],
            "WEB_WORKERS": "2",
            "LEAST_FREE_MEGABYTES": "1",
            **variables,
        }
        if not (Path(self.environment["DATA_DIR"]) / "static").exists():
            self.manage("collectstatic", "--noinput", "-v0")
        command = [sys.executable, "-m", "gunicorn", "--config", "python:empirie.settings.server"]
        with self.log.open("a") as log:
            self.start(*command, log=log)

    def workers(self):
        """The process ids of the production server's workers."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return [int(number) for number in found.stdout.split()]

    def start(self, *command, log=subprocess.DEVNULL):
        """Start the server, Django's own unless `command` names another, and wait until it answers."""
        self.process = subprocess.Popen(
            command or [sys.executable, "manage.py", "runserver", "--noreload", self.host_and_port],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=log,
            start_new_session=True,
        )
        address = f"{self.address}/admin/login/"
        wait_for_answer(lambda: build_opener().open(address, timeout=10).close(), seconds=90)

    def read(self, path):
        """What a reader gets at this path."""
        return build_opener().open(f"{self.address}{path}", timeout=60).read()

    def kill(self):
        """As a power cut would: no time to tidy up."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)  # its workers too
            self.process.wait()


@contextmanager
def a_database(purpose="live", template=None):
    """The address of a database of the kind the tests run on, a copy of `template`; None for SQLite.

    Without a template it is what the run of the tests has made, or empty.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith(("postgres://", "postgresql://")):
        yield None
        return
    name = f"empirie_{purpose}_{os.getpid()}"
    template = template or SHARED.database_of("site") or "template1"
    address, _slash, rest = url.rpartition("/")
    query = rest.partition("?")[2]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield f"{address}/{name}{'?' + query if query else ''}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def has_tables(url):
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT to_regclass('wagtailcore_page')").fetchone()[0] is not None


class Person:
    """Somebody of a city at work, without a screen. Raises OSError while the server is away."""

    def __init__(self, site, name="krosno"):
        self.site, self.cookies = site, CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))
        self.get("/admin/login/")
        self.post("/admin/login/", {"username": name, "password": PASSWORD})

    def get(self, path):
        return self.opener.open(f"{self.site.address}{path}", timeout=60).read().decode()

    def post(self, path, fields):
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        body = urlencode({"csrfmiddlewaretoken": token} | fields).encode()
        return self.opener.open(Request(f"{self.site.address}{path}", body), timeout=60)

    def begin(self, title="Otwarcie łąki"):
        """Begin a gallery; returns its id."""
        answer = self.post("/admin/city-galleries/new/", {"title": title, "date": "2026-05-14"})
        return int(re.search(r"/city-galleries/(\d+)/", answer.url)[1])

    def declaration(self, gallery):
        screen = self.get(f"/admin/city-galleries/{gallery}/")
        return re.search(r'name="declaration"\s+value="([^"]+)"', screen)[1]

    def send(self, gallery, declaration, name, content):
        """Send one file as the script does; returns the server's answer."""
        fields = {
            "declaration": declaration,
            "mark": f"{name}|{len(content)}|1",
            "common-author": "Jan Nowak",
            "common-licence": "CC-BY-4.0",
            "common-rights_basis": "own-staff",
        }
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
            for field, value in fields.items()
        ]
        parts += [
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            f"Content-Type: image/jpeg\r\n\r\n".encode(),
            content,
            f"\r\n--{boundary}--\r\n".encode(),
        ]
        token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "X-CSRFToken": token,
            "X-Requested-With": "XMLHttpRequest",
        }
        path = f"{self.site.address}/admin/city-galleries/{gallery}/upload/"
        answer = self.opener.open(Request(path, b"".join(parts), headers), timeout=120).read()
        if not answer:
            raise ConnectionResetError("The server died between the head of its answer and the body.")
        return json.loads(answer)
