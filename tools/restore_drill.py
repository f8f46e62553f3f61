"""Prove that backups come back: `make restore-drill`.

Backs up the site of this machine, then goes from database to database with the copy, each time backing up
while somebody writes, and compares every row and every file. Never writes to the site itself.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tools.console import fail, say

ROOT = Path(__file__).resolve().parent.parent
WRITE = "from tools.drill_writer import write_until; print(write_until({stop!r}))"
LOOK = "import json; from tools.drill_writer import halves; print(json.dumps(halves()))"


class Site:
    """A site that is reached through manage.py, with this environment."""

    def __init__(self, name, **environment):
        self.name = name
        self.environment = {**os.environ, **environment}

    def manage(self, *arguments):
        """What the command prints; the drill ends when it fails."""
        command = [sys.executable, "manage.py", *map(str, arguments)]
        begin = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            fail(
                f"{self.name}: {arguments[0]} failed: {(done.stderr or done.stdout).strip()[-2000:]}", code=1
            )
        say(f"{self.name:22} {arguments[0]:13} {time.monotonic() - begin:6.1f} s  {done.stdout.strip()}")
        return done.stdout.strip()

    def shell(self, code):
        """The started process of a piece of Python in this site."""
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def answer(self, process):
        """The last line a process prints."""
        printed, errors = process.communicate()
        if process.returncode:
            fail(f"{self.name}: {errors.strip()[-2000:]}", code=1)
        return printed.strip().splitlines()[-1]

    def backup(self, folder):
        """The path of a new backup."""
        return self.manage("backup", folder).split(": ")[0]

    @contextmanager
    def somebody_writing(self, stop):
        """Write to this site for as long as the block lasts."""
        writer = self.shell(WRITE.format(stop=str(stop)))
        while writer.poll() is None and not Path(f"{stop}.begun").exists():
            time.sleep(0.1)
        try:
            yield
        finally:
            stop.touch()
            say(f"{self.name:22} {'written to':13} {self.answer(writer):>6} transactions meanwhile")


def go(site, other, folder, step):
    """Back up a site while it is written to, restore it into the other one, compare; returns the archive."""
    with site.somebody_writing(folder / f"stop{step}"):
        archive = site.backup(folder / f"backups{step}")
    other.manage("restore", archive)
    other.manage("check_backup", archive, "--against-site")
    whole, half = json.loads(other.answer(other.shell(LOOK)))
    if half:
        fail(f"{other.name}: of these transactions only a part came: {half}", code=1)
    say(f"{other.name:22} {'consistent':13} {whole:6} transactions of the writer came, each of them whole")
    return archive


def main():
    postgres = os.environ.get("DATABASE_URL", "")
    if not postgres.startswith("postgres"):
        fail("Usage: make restore-drill (it brings the throw-away PostgreSQL along)")
    with tempfile.TemporaryDirectory(prefix="empirie-drill-") as name:
        folder = Path(name)
        here = Site("This site", DATABASE_URL=os.environ.get("DRILL_DATABASE_URL", ""))
        first = folder / "sqlite", folder / "again"
        for path in first:
            path.mkdir()
        sqlite = Site("Throw-away SQLite", DATABASE_URL="", DATA_DIR=str(first[0]))
        other = Site("Throw-away PostgreSQL", DATABASE_URL=postgres, DATA_DIR=str(folder / "postgresql"))
        again = Site("Another SQLite", DATABASE_URL="", DATA_DIR=str(first[1]))
        archive = here.backup(folder / "backups0")
        sqlite.manage("restore", archive)
        sqlite.manage("check_backup", archive, "--against-site")
        go(sqlite, other, folder, 1)
        go(other, again, folder, 2)
    say("Every row and every file came back, on both databases, and nothing half-written with them.")


if __name__ == "__main__":
    main()
