"""The Polish catalogues: bring them up to date (`--update`), or say what they lack (`--check`).

The texts of the interface are written in English and translated in site/locale/pl/; those of other
packages that lack Polish, or say it wrongly, in site/locale_packages/pl/ (tools/package_catalogues.py).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

from tools import package_catalogues
from tools.console import fail, say
from tools.entries import has_other_placeholders, key

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = Path("site", "locale", "pl", "LC_MESSAGES")
DOMAINS = ["django", "djangojs"]
IGNORED = [".venv", "var", "tests", "tools", "benchmarks", "docs", "node_modules", "requirements*"]
# What other programs write, and take away, while the code is copied.
WRITTEN_MEANWHILE = {"__pycache__", ".pytest_cache", ".ruff_cache"}


def extract(root):
    """Write the texts of the code into the catalogues of a folder, with Django's own command."""
    if not shutil.which("xgettext"):
        fail("This needs gettext: apt-get install gettext, or brew install gettext.")
    (root / CATALOGUES).mkdir(parents=True, exist_ok=True)
    ignored = [word for pattern in IGNORED for word in ("--ignore", pattern)]
    for domain in DOMAINS:
        command = [sys.executable, "manage.py", "makemessages", "--locale", "pl", "--domain", domain]
        command += ["--add-location", "file", "--no-wrap", "--no-obsolete", *ignored]
        environment = {**os.environ, "DATABASE_URL": "sqlite://:memory:"}
        answer = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
        if answer.returncode:
            fail(f"makemessages failed: {(answer.stderr or answer.stdout).strip()}", code=1)


def copy_of_the_code(root, copy):
    """The project without its data, its packages and its history."""
    skipped = {root / name for name in (".git", ".venv", "var")}

    def ignore(folder, names):
        return [name for name in names if Path(folder, name) in skipped or name in WRITTEN_MEANWHILE]

    shutil.copytree(root, copy, ignore=ignore, symlinks=True)


def problems_of(name, committed, extracted):
    """What one catalogue lacks: `committed` as it is, `extracted` as the code asks for now."""
    there = {key(entry): entry for entry in committed if not entry.obsolete}
    asked = {key(entry): entry for entry in extracted if not entry.obsolete}
    found = [f"{name}: not extracted: {entry.msgid!r}" for k, entry in asked.items() if k not in there]
    found += [
        f"{name}: no longer in the code: {entry.msgid!r}" for k, entry in there.items() if k not in asked
    ]
    for entry in there.values():
        if entry.fuzzy:
            found.append(f"{name}: fuzzy: {entry.msgid!r}")
        elif not entry.translated():
            found.append(f"{name}: untranslated: {entry.msgid!r}")
        elif has_other_placeholders(entry):
            found.append(f"{name}: other placeholders than the original: {entry.msgid!r}")
    return found


def problems(root):
    """What the catalogues of a folder lack, one line each."""
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary, "copy")
        copy_of_the_code(root, copy)
        extract(copy)
        found = []
        for domain in DOMAINS:
            name = CATALOGUES / f"{domain}.po"
            if (copy / name).exists():
                committed = polib.pofile(str(root / name)) if (root / name).exists() else []
                found += problems_of(name.name, committed, polib.pofile(str(copy / name)))
    return found


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        extract(ROOT)
        say(f"Brought up to date: {CATALOGUES}")
    elif sys.argv[1:] == ["--check"]:
        found = problems(ROOT) + package_catalogues.problems(ROOT)
        if found:
            fail("\n".join([*found, f"{len(found)} to put right. `make messages` extracts."]), code=1)
        say("Every text of the interface stands translated in the catalogue.")
    else:
        fail("Usage: python -m tools.catalogues --check | --update")
