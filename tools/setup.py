"""Make .venv and put the pinned packages into it: `python3 -m tools.setup requirements.txt …`

Runs under the machine's own Python, before anything is installed: standard library only, and no
syntax newer than Python 3.7, so that an old Python can say that it is too old.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import fail, run_showing, say

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
OTHER_NAMES = ["python3.13", "python3.12", "python3.11", "python3.14"]
NEEDED = "Empirie needs Python {}.{} or newer".format(*OLDEST)


def version_of(python):
    """(3, 11) and the like; (0, 0) when the program does not start."""
    try:
        answer = subprocess.run(
            [python, "-c", "import sys; print(*sys.version_info[:2])"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=30,
        )
        major, minor = answer.stdout.split()
        return int(major), int(minor)
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0, 0


def newer_python():
    """A Python on this machine that is new enough, found by its name; None when there is none."""
    for name in OTHER_NAMES:
        path = shutil.which(name)
        if path and version_of(path) >= OLDEST:
            return path
    return None


def use_a_python_that_is_new_enough(arguments):
    """Go on when this Python is new enough; else start again with one that is, or say so and stop."""
    if sys.version_info >= OLDEST:
        return
    this = "{}.{} ({})".format(*sys.version_info[:2], sys.executable)
    if os.environ.get("PYTHON"):
        fail(f"{NEEDED}; PYTHON names version {this}.")
    other = newer_python()
    if other is None:
        fail(f"{NEEDED}; this is {this}. Name another: make run PYTHON=/path/to/python3.13")
    sys.stdout.flush()
    os.execv(other, [other, "-m", "tools.setup", *arguments])


def make_environment(folder):
    """The virtual environment, made when there is none that works."""
    python = folder / "bin" / "python"
    if version_of(str(python)) >= OLDEST and has_pip(python):
        return python
    say(f"Making the virtual environment {folder.name} with Python {sys.version.split()[0]} …")
    code, output = run_showing(
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        lambda: "  pip is put into it …",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if code == 0:
        return python
    words = output.decode(errors="replace").strip()
    if "ensurepip" in words:
        fail(
            "This Python cannot make virtual environments. On Debian and Ubuntu: "
            "apt-get install python{}.{}-venv".format(*sys.version_info[:2])
        )
    fail(f"The virtual environment {folder} could not be made: {words.splitlines()[-1] if words else '?'}")
    return None


def has_pip(python):
    """An environment whose making was interrupted has no pip yet."""
    return subprocess.run([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL).returncode == 0


def plain_name(name):
    """A package's name as all its spellings have it (packaging.python.org, "Names and normalization")."""
    return re.sub(r"[-_.]+", "-", name).lower()


def how_far(environment, lock):
    """ "31 of 72 packages": those that the lock pins, and that are installed in this version."""
    pins = re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^\s;]+)", lock.read_text(), re.MULTILINE)
    there = {folder.name for folder in environment.glob("lib/python*/site-packages/*.dist-info")}
    installed = {plain_name(name[: -len(".dist-info")]) for name in there}
    done = sum(plain_name(f"{name}-{version}") in installed for name, version in pins)
    return f"  {done} of {len(pins)} packages …"


def install(python, lock):
    """The packages of one pinned list, unless they are there already."""
    environment = python.parent.parent
    stamp = environment / f"installed-{lock.name}"
    content = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == content:
        return
    say(f"Installing the packages of {lock.name} …")
    command = [str(python), "-m", "pip", "install", "--require-hashes", "--requirement", str(lock)]
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    code, _output = run_showing(command, lambda: how_far(environment, lock), env={**os.environ, **quiet})
    if code:
        fail(f"The packages of {lock.name} could not be installed; pip says why above.", code=1)
    stamp.write_text(content)


def main(arguments):
    use_a_python_that_is_new_enough(arguments)
    folder = ROOT / ".venv"
    try:
        if not os.access(folder if folder.exists() else ROOT, os.W_OK):
            fail(f"{folder if folder.exists() else ROOT} is not writable: the packages cannot be put there.")
        python = make_environment(folder)
        for name in arguments:
            install(python, ROOT / name)
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror}.")
    except KeyboardInterrupt:
        fail("Stopped.", code=130)


if __name__ == "__main__":
    main(sys.argv[1:])
