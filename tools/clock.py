"""What has its time, where there is no systemd: `python -m tools.clock`; for containers.

Each minute what is scheduled appears and disappears; each day what may no longer be kept is erased. With
--once each is done once.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MINUTE, DAY = 60, 24 * 60 * 60
DUTIES = (
    (MINUTE, ["publish_scheduled"]),
    (DAY, ["apply_retention"]),
)


def do(command):
    """The exit code of one management command; what went wrong stands in its own output."""
    return subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT).returncode


def main(arguments):
    if arguments == ["--once"]:
        return max(do(command) for _pause, command in DUTIES)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the first process of a container ignores it else
    due = dict.fromkeys(range(len(DUTIES)), 0.0)
    while True:
        for number, (pause, command) in enumerate(DUTIES):
            if time.monotonic() >= due[number]:
                due[number] = time.monotonic() + pause
                do(command)
        time.sleep(1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
