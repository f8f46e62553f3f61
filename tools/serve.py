"""Serve the site as the public gets it: `python -m tools.serve`

With SECRET_KEY, SITE_URL, ALLOWED_HOSTS and DATABASE_URL it is the real thing. With none of them it is a
trial of the same server on this machine alone, with the data of `make run`. With some of them it
says what is missing.
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tools.console import fail, say
from tools.port import problem_with

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = {
    "SECRET_KEY": "at least 50 random characters, kept secret",
    "SITE_URL": "the address of the site: https://www.example.org",
    "ALLOWED_HOSTS": "the names of the site: www.example.org,example.org",
    "DATABASE_URL": "postgres://user:password@host:5432/name, or sqlite:////path/to/file.sqlite3",
}
# Settings of earlier versions, and what stands in their place.
GONE = {
    "LARGEST_REQUEST_MEGABYTES": "nginx and Caddy limit requests: client_max_body_size, max_size (deploy/)"
}
# For glibc: the threads share two pools of memory in the place of eight for each processor, and blocks of a
# megabyte, as of pictures, are given back at once. Figures: docs/gallery-workspace.md.
MEMORY = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": str(1024 * 1024)}
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
TRIAL = """
*** A TRIAL of the production server, for this machine only: {address}
*** Its secret and its data lie in {folder}. For the public set {names};
*** docs/serving.md says how.
"""


def is_set(name):
    return bool(os.environ.get(name, "").strip())


def surroundings():
    """The environment to serve with. Ends with one line for each variable that is missing."""
    paths = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    environment = {**MEMORY, **os.environ, "PYTHONPATH": paths}
    for name in filter(is_set, GONE):
        say(f"{name} is no longer read: {GONE[name]}.")
    missing = [name for name in REQUIRED if not is_set(name)]
    if not missing:
        environment.setdefault("DJANGO_SETTINGS_MODULE", "empirie.settings.production")
        return environment
    if len(missing) < len(REQUIRED):
        fail("\n".join(f"Set {name}: {REQUIRED[name]} (README.md, 'Settings')." for name in missing))
    host = os.environ.get("BIND", "").strip() or "127.0.0.1"
    if host not in LOOPBACK:
        fail(f"BIND={host} lets others in. For that, set {', '.join(REQUIRED)} (docs/serving.md).")
    return {**environment, **trial(os.environ.get("PORT", "").strip() or "8000")}


def trial(port):
    """What stands in for the variables that a newcomer has not set."""
    folder = Path(os.environ.get("DATA_DIR", "").strip() or ROOT / "var")
    address = f"http://127.0.0.1:{port}"
    say(TRIAL.format(address=address, folder=folder, names=", ".join(REQUIRED)))
    return {
        "DJANGO_SETTINGS_MODULE": "empirie.settings.trial",
        "SECRET_KEY": secret_in(folder),
        "SITE_URL": address,
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": f"sqlite:///{(folder / 'empirie.sqlite3').resolve()}",
    }


def secret_in(folder):
    """The trial's own secret, made once, in a file that only its owner may read."""
    path = folder / "trial-secret-key"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}. See DATA_DIR in README.md, 'Settings'.")
    return path.read_text()


def main():
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    environment = surroundings()
    port = os.environ.get("PORT", "").strip() or "8000"
    bind = os.environ.get("BIND", "").strip() or "127.0.0.1"
    if bind in LOOPBACK and (problem := problem_with(port)):
        fail(problem)
    is_trial = environment["DJANGO_SETTINGS_MODULE"].endswith("trial")
    for command in (["prepare", *(["--demo"] if is_trial else [])], ["collectstatic", "--noinput", "-v0"]):
        finished = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment)
        if finished.returncode:
            sys.exit(finished.returncode)
    # The counts of an earlier run are over (METRICS_DIR).
    folder = Path(environment.get("DATA_DIR", "").strip() or ROOT / "var")
    shutil.rmtree(folder / "cache" / "metrics", ignore_errors=True)
    say("Serving. Stop with Ctrl-C; `kill -HUP` starts new code without losing a request.")
    os.chdir(ROOT)
    command = [sys.executable, "-m", "gunicorn", "--config", "python:empirie.settings.server"]
    os.execve(sys.executable, command, environment)  # signals reach the server itself


if __name__ == "__main__":
    main()
