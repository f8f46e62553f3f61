"""Locks among the processes of one machine and their threads, held in files.

A process that is killed holds none any more: the kernel gives them back.
"""

import fcntl
import hashlib
import time
from contextlib import contextmanager


@contextmanager
def file_lock(path, timeout, poll=0.02):
    """Hold the lock of the file `path`; yields whether it was taken within `timeout` seconds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        yield wait_for(lambda: _take(file), timeout, poll)


def slot(folder, key, slots):
    """The one of `slots` files in a folder that stands for `key`: the folder does not grow with the keys."""
    return folder / f"{int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) % slots:03x}"


def wait_for(take, timeout, poll):
    """Try `take` until it says that it took; whether it did within `timeout` seconds."""
    end = time.monotonic() + timeout
    while not take():
        if time.monotonic() > end:
            return False
        time.sleep(poll)
    return True


def _take(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
