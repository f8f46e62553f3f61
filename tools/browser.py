"""Run a command with CHROMIUM naming a browser that starts: `python -m tools.browser -- command…`

The browser is the one in CHROMIUM; else one that the machine has; else one that is installed here.
"""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.console import command_after_dashes, fail, say, wait_for

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
PLAYWRIGHT_FOLDERS = ["~/.cache/ms-playwright", "~/Library/Caches/ms-playwright"]
PLAYWRIGHT_PATTERNS = [
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
]


def main(arguments):
    command = command_after_dashes(arguments, "Usage: python -m tools.browser -- command…")
    path, source = find() or install() or (None, None)
    if path is None:
        fail(
            "Browser: no Chromium, and none could be installed. Install one, or name it: CHROMIUM=/path/to/it"
        )
    say(f"Browser: {version_of(path)}, {source} ({path}).")
    return wait_for(command, env={**os.environ, "CHROMIUM": path})


def version_of(path):
    """What the browser says of itself; empty when it does not start (a stub, say)."""
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return ""
    return " ".join(answer.stdout.split()) if answer.returncode == 0 else ""


def find():
    """(path, where it is from) of a browser that starts; None when there is none."""
    named = os.environ.get("CHROMIUM", "").strip()
    if named:
        if not version_of(named):
            fail(f"Browser: CHROMIUM names {named}, which does not start.")
        return named, "named by CHROMIUM"
    for path in [*filter(None, map(shutil.which, NAMES)), *PLACES]:
        if version_of(path):
            return path, "found on this machine"
    folders = [os.environ.get("PLAYWRIGHT_BROWSERS_PATH", ""), *map(os.path.expanduser, PLAYWRIGHT_FOLDERS)]
    for folder in filter(None, folders):
        for pattern in PLAYWRIGHT_PATTERNS:
            for path in sorted(glob.glob(str(Path(folder) / pattern)), reverse=True):
                if version_of(path):
                    return path, "installed by Playwright"
    return None


def install():
    """The same after installing one: from the system's packages as root, else with Playwright."""
    root = os.geteuid() == 0
    if root and shutil.which("apt-get"):
        say("Browser: none on this machine; installing Chromium with apt-get …")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        wanted = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium"]
        steps = [["apt-get", "update", "--quiet"], wanted]
        if all(subprocess.run(step, env=quiet, stdin=subprocess.DEVNULL).returncode == 0 for step in steps):
            found = find()
            if found:
                return found[0], "installed with apt-get"
    say("Browser: none on this machine; installing Chromium with Playwright …")
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", *(["--with-deps"] if root else []), "chromium"]
    )
    return find()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
