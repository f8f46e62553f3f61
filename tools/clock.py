"""What has its time, where there is no systemd: `python -m tools.clock`; for containers.

Each minute what is scheduled appears and disappears; each day what may no longer be kept is erased, and with
BACKUP_KEEP, which says how many stay, a backup is made. With --once each is done once.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MINUTE, DAY = 60, 24 * 60 * 60
# How often, how long after the start for the first time, and what.
DUTIES = (
    (MINUTE, 0, ["publish_scheduled"]),
    (DAY, 0, ["apply_retention"]),
)
# After retention: what has just been erased is not in the new archive.
BACKUP = (DAY, 10 * MINUTE, ["backup"])


def duties():
    return (*DUTIES, BACKUP) if os.environ.get("BACKUP_KEEP", "").strip() else DUTIES


def begin(command):
    """Start one management command; what goes wrong stands in its own output."""
    return subprocess.Popen([sys.executable, "manage.py", *command], cwd=ROOT)


def main(arguments):
    if arguments == ["--once"]:
        return max(begin(command).wait() for _pause, _first, command in duties())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the first process of a container ignores it else
    start = time.monotonic()
    due = [start + first for _pause, first, _command in duties()]
    running = [None] * len(due)
    while True:
        for number, (pause, _first, command) in enumerate(duties()):
            # Nothing is done twice at once, and publishing does not wait for a long backup.
            is_running = running[number] and running[number].poll() is None
            if time.monotonic() >= due[number] and not is_running:
                due[number] = time.monotonic() + pause
                running[number] = begin(command)
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
