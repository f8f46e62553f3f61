"""Every benchmark, or one: `make bench`, `make bench NAME=cold_pages`; `ARGUMENTS=…` are for that one.

Each works on a copy of the site that `make run` has filled here (or of DATA_DIR); without one, the demo is
made once in var/benchmarks. Its last line is its result, its exit status says whether it keeps its limit. One
alone prints all it has measured.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from tools.console import fail, say

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).parent
# Enough to tell, where all of them run.
QUICK = {
    "backup": ["100"],
    "photos": ["1"],
    "publish_under_load": ["--seconds", "30", "--publications", "60"],
    "slow_network": ["8"],
    "uploads": ["20"],
}
NEEDS = {"page_cache": "wrk", "publish_under_load": "wrk"}


def names():
    return sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_"))


def manage(environment, *arguments):
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def filled():
    """The folder of a site with content."""
    for folder in filter(None, (os.environ.get("DATA_DIR"), ROOT / "var", ROOT / "var" / "benchmarks")):
        if (Path(folder) / "empirie.sqlite3").exists() and (Path(folder) / "media").exists():
            return Path(folder)
    say("No site to measure yet: making the demo in var/benchmarks …")
    manage(os.environ | {"DATABASE_URL": "", "DATA_DIR": str(folder)}, "prepare", "--demo")
    return Path(folder)


def copied(source, folder):
    """The environment in which a copy of that site in `folder` runs."""
    for name in ("media", "originals"):
        if (source / name).exists():
            shutil.copytree(source / name, folder / name)
    one, other = (closing(sqlite3.connect(place / "empirie.sqlite3")) for place in (source, folder))
    with one as original, other as copy:
        original.backup(copy)
    environment = os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'empirie.sqlite3'}",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }
    manage(environment, "migrate", "--verbosity=0")
    manage(environment, "collectstatic", "--noinput", "--verbosity=0")
    return environment


def measured(name, arguments, environment, *, is_alone):
    """Whether it keeps its limit. Prints its result."""
    if (program := NEEDS.get(name)) and not shutil.which(program):
        say(f"{name:20} not measured: {program} is not installed")
        return False
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    if is_alone:
        return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    lines = [line for line in finished.stdout.splitlines() if line.strip()]
    errors = finished.stderr.splitlines()
    holds = finished.returncode == 0
    result = lines[-1].strip() if holds else " ".join([*lines[-1:], *errors[-1:]])
    say(f"{name:20} {'ok    ' if holds else 'FAILED'} {result}")
    return holds


def main(name="", *arguments):
    if name and name not in names():
        fail(f"There is no benchmark {name}. There are: {', '.join(names())}.")
    with tempfile.TemporaryDirectory(prefix="empirie-bench-") as folder:
        Path(folder).chmod(0o755)  # a server in front runs under another account
        environment = copied(filled(), Path(folder))
        chosen = [(name, arguments)] if name else [(each, QUICK.get(each, ())) for each in names()]
        outcomes = [measured(*each, environment, is_alone=bool(name)) for each in chosen]
    return 0 if all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
