"""Sites in folders and databases of their own, on which commands run as the person who runs the site does."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests.live import a_database
from tests.project.shell import OWN, ROOT

CONTENT = """
from django.contrib.sessions.backends.db import SessionStore
from empirie.photos.models import Photo
from empirie.photos.models import PhotoReport
from tests import factories as make
make.a_site()
make.a_topic()
page = make.a_city_page(make.a_city(latitude="51.776543", longitude="19.454321"))
gallery = make.a_gallery(page)
make.in_english(page)
text = "<p>Zażółć gęślą jaźń \\u2028 i \\U0001f60a</p>"
article = make.an_article(body=[("paragraph", text)], lead="Zażółć gęślą jaźń")
article.save_revision(user=make.an_editor()).publish()
Photo.objects.first().get_rendition("width-40")
make.a_download(content=b"Poradnik" * 1000)
photo = Photo.objects.first()
PhotoReport.objects.create(photo=photo, photo_title="x", address="/", email="jan@empirie.example")
session = SessionStore()
session["_auth_user_id"] = "1"
session.create()
"""


class Place:
    """A site: a folder for its files, and a database. `run` runs a command of manage.py in it."""

    def __init__(self, folder, database_url=None):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith((*OWN, "BACKUP_"))}
        self.environment = kept | {
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'empirie.sqlite3'}",
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *arguments, **options):
        command = [sys.executable, "manage.py", *map(str, arguments)]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=1200, **options
        )

    def manage(self, *arguments):
        finished = self.run(*arguments)
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    def ask(self, code):
        lines = self.manage("shell", "-v0", "-c", code).strip().splitlines()
        return json.loads(lines[-1]) if lines else None

    def refuses(self, *arguments):
        """The one line in which a command says why it does nothing."""
        finished = self.run(*arguments)
        assert finished.returncode == 1, finished.stdout
        lines = finished.stderr.strip().splitlines()
        assert len(lines) == 1, finished.stderr
        return lines[0]

    def backup(self, *options):
        """The path of a new backup."""
        return Path(self.manage("backup", self.folder / "backups", *options).split(": ")[0])

    def files(self):
        """The names of all uploaded files."""
        folders = self.folder / "media", self.folder / "originals"
        return sorted(
            str(path.relative_to(self.folder))
            for folder in folders
            for path in folder.rglob("*")
            if path.is_file()
        )


class Places:
    """Makes empty sites that are migrated already, on the database the tests run on.

    `tables` is an SQLite file that is migrated already, where there is one: it saves a minute.
    """

    def __init__(self, folder, tables=None):
        self.folder, self.stack, self.number = folder, ExitStack(), 0
        self.tables, self.shared_tables = None, tables

    def empty(self):
        """A migrated site without content."""
        if self.tables is None:
            self.tables = self.bare()
            if self.shared_tables and "postgres" not in self.tables.environment["DATABASE_URL"]:
                shutil.copyfile(self.shared_tables, self.tables.folder / "empirie.sqlite3")
            else:
                self.tables.manage("migrate", "-v0")
        self.number += 1
        folder = self.folder / f"site{self.number}"
        folder.mkdir()
        url = self.stack.enter_context(a_database(f"site{self.number}", f"empirie_tables_{os.getpid()}"))
        if url is None:
            shutil.copyfile(self.tables.folder / "empirie.sqlite3", folder / "empirie.sqlite3")
        return Place(folder, url)

    def bare(self):
        """A site without tables: the one the others are copies of, or another one."""
        name = "tables" if self.tables is None else f"bare{self.number}"
        self.number += 1
        url = self.stack.enter_context(a_database(name, "template1"))
        return Place(self.folder / name, url)

    def bare_on_sqlite(self):
        self.number += 1
        return Place(self.folder / f"sqlite{self.number}")
