"""Running the project's own commands from a test, as a person would."""

import os
import subprocess
import sys
from pathlib import Path

from tools import processes

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCTION = processes.PRODUCTION | {"DATABASE_URL": "sqlite://:memory:"}
# What would make a command behave differently on the machine of the person who runs the tests.
OWN = (
    "DJANGO_",
    "DATABASE_URL",
    "DATA_DIR",
    "SECRET_",
    "ALLOWED_",
    "SITE_URL",
    "CSRF_",
    "EMAIL_",
    "PYTEST",
    "MAKE",
    "MFLAGS",
    "REDIS_",
    "AWS_",
    "OPENSEARCH_",
    "CDN_",
    "CLOUDFLARE_",
    "CLOUDFRONT_",
    "DATABASE_",
)


def run(*command, cwd=ROOT, **variables):
    """The finished command, with its output, in an environment that sets only `variables`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OWN)}
    return subprocess.run(
        command, cwd=cwd, env=kept | variables, capture_output=True, text=True, timeout=120, check=False
    )


def manage(*arguments, **variables):
    """One management command, in a process of its own."""
    return run(sys.executable, "manage.py", *arguments, **variables)


def assert_one_line(finished, *words):
    """The command failed, and said why in one line with these words in it, without a traceback."""
    assert finished.returncode != 0
    lines = finished.stderr.strip().splitlines()
    assert len(lines) == 1, finished.stderr
    for word in words:
        assert word in lines[0]
