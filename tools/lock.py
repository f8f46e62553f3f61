"""Pin the packages of requirements*.in (`--update`), or say whether the pins still fit (`--check`).

Pins are resolved against one package index alone, the one of PIP_INDEX_URL or pip's default: the hash of
a wheel that some machine has built for itself would be worth nothing anywhere else.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.console import fail, say

ROOT = Path(__file__).resolve().parent.parent
# In this order: each is bound by those before it.
LOCKS = ["requirements", "requirements-scale", "requirements-dev", "requirements-postgres"]
OPTIONS = ["--quiet", "--generate-hashes", "--strip-extras", "--allow-unsafe"]
OPTIONS += ["--no-emit-index-url", "--no-emit-find-links", "--no-emit-trusted-host"]
# The very first 3.11: a package may ask for a later one, and Debian 12 has 3.11.2.
OLDEST_PYTHON = "3.11.0"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)((?: \\\n +--hash=sha256:[0-9a-f]{64})*)", re.MULTILINE)
PYTHON = re.compile(r"with Python ([\d.]+)")


def compile_in(folder, *options):
    """Run pip-compile on every list in a folder; the pins already there are kept where they fit."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL")}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "CUSTOM_COMPILE_COMMAND": "make lock"}
    for name in LOCKS:
        say(f"Resolving {name}.in …")
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options]
        command += ["--output-file", f"{name}.txt", f"{name}.in"]
        answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        if answer.returncode:
            sys.stderr.write(answer.stderr)
            fail(f"{name}.in cannot be resolved; pip says why above.", code=1)


def problems(name, committed, resolved):
    """What is wrong with one list of pins: `committed` is its text, `resolved` what it should be now."""
    pins = {package: version for package, version, _ in PIN.findall(committed)}
    wanted = {package: version for package, version, _ in PIN.findall(resolved)}
    found = [f"{name}: {package} has no hash" for package, _, hashes in PIN.findall(committed) if not hashes]
    found += [
        f"{name}: {package}=={version} is wanted, {pins.get(package, 'nothing')} is pinned"
        for package, version in wanted.items()
        if pins.get(package) != version
    ]
    # Another version of Python may need fewer packages than the one the pins were made with.
    if PYTHON.findall(committed) == PYTHON.findall(resolved):
        found += [
            f"{name}: {package} is pinned, but nothing needs it"
            for package in sorted(set(pins) - set(wanted))
        ]
    found += [
        f"{name}: names a package index" for option in ("--index-url", "--find-links") if option in committed
    ]
    return found


def problems_with_the_oldest_python(lock):
    """The packages of one list that cannot be installed with the oldest Python that is promised."""
    with tempfile.TemporaryDirectory() as target:
        command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps"]
        command += ["--ignore-installed", "--target", target, "--only-binary", ":all:"]
        command += ["--python-version", OLDEST_PYTHON, "--require-hashes", "--requirement", str(lock)]
        answer = subprocess.run(command, capture_output=True, text=True)
    missing = re.findall(r"No matching distribution found for (\S+)", answer.stderr)
    if answer.returncode and not missing:
        missing = [answer.stderr.strip().splitlines()[-1]]
    return [f"{lock.name}: not for Python {OLDEST_PYTHON}: {name}" for name in missing]


def check(root=ROOT):
    """Resolve anew in a copy, starting from the pins that are there, and compare."""
    with tempfile.TemporaryDirectory() as copy:
        for name in LOCKS:
            for suffix in (".in", ".txt"):
                shutil.copy(root / (name + suffix), copy)
        compile_in(copy)
        resolved = {name: Path(copy, f"{name}.txt").read_text() for name in LOCKS}
    found = []
    for name in LOCKS:
        lock = root / f"{name}.txt"
        found += problems(lock.name, lock.read_text(), resolved[name])
        found += problems_with_the_oldest_python(lock)
    return found


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        compile_in(ROOT, "--upgrade")
    elif sys.argv[1:] == ["--check"]:
        found = check()
        if found:
            advice = "Put requirements*.in right, run `make lock` and commit what it writes."
            fail("\n".join([*found, advice]), code=1)
        say("The pinned packages fit requirements*.in.")
    else:
        fail("Usage: python -m tools.lock --check | --update")
