"""Whoever waits for the packages sees how far it is, also where the output is no terminal."""

import subprocess
import sys

from tools.console import run_showing
from tools.setup import how_far


def test_a_command_that_says_nothing_for_long_does_not_leave_people_without_a_word(capfd):
    command = [sys.executable, "-c", "import time; time.sleep(0.5); print('done'); raise SystemExit(3)"]
    code, output = run_showing(command, lambda: "still at it", pause=0.1, stdout=subprocess.PIPE)
    assert (code, output) == (3, b"done\n")
    assert "still at it\n" in capfd.readouterr().out


def test_of_the_packages_those_count_that_are_there_in_the_version_that_is_pinned(tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text(
        "django-tasks==0.12.0 \\\n    --hash=sha256:0\nPillow==13.0.0 \\\n    --hash=sha256:1\n"
        "psycopg[binary]==3.2.1 ; python_version > '3'\nwagtail==8.0.1 \\\n    # via modelcluster==6.5\n"
    )
    packages = tmp_path / "lib" / "python3.11" / "site-packages"
    for name in ("django_tasks-0.12.0", "pillow-13.0.0", "psycopg-3.2.1", "wagtail-8.0", "pip-24.0"):
        (packages / f"{name}.dist-info").mkdir(parents=True)
    assert how_far(tmp_path, lock) == "  3 of 4 packages …"
