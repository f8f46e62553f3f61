"""Where the page cache keeps answers on one machine: in each process, and in files for the others."""

import hashlib
import logging
import os
import shutil
import tempfile
import threading
from collections import OrderedDict
from pathlib import Path

from empirie.core.locks import file_lock, slot

from .answers import Answer

logger = logging.getLogger(__name__)

LOCKS = 1024
FOLDERS = 256  # that the files of a generation lie in, by the first two digits of their names
MOST, MOST_OTHERS = 25_600, 1_024  # answers of a generation: found pages; redirects and pages not found
LONGEST_WAIT = 10  # seconds for which a reader waits while another draws the same page
PATIENCE = 0.005


class Memory:
    """The answers a process used last, of one generation. Bounded by number and by bytes."""

    def __init__(self, most=2_000, most_bytes=64 * 1024 * 1024):
        self.most, self.most_bytes = most, most_bytes
        self.lock = threading.Lock()
        self.generation, self.answers, self.bytes = None, OrderedDict(), 0

    def get(self, generation, key):
        if generation != self.generation:
            return None
        return self.answers.get(key)

    def put(self, generation, key, answer):
        with self.lock:
            if generation != self.generation:
                self.generation, self.answers, self.bytes = generation, OrderedDict(), 0
            replaced = self.answers.pop(key, None)
            self.bytes += answer.size - (replaced.size if replaced else 0)
            self.answers[key] = answer
            while len(self.answers) > self.most or self.bytes > self.most_bytes:
                _key, oldest = self.answers.popitem(last=False)
                self.bytes -= oldest.size


class Files:
    """Answers in files, a folder for each generation; shared by every process of the machine.

    A generation keeps about `most` found pages, and others, such as a 404, only while there are fewer than
    `most_others` files: nobody fills the disk with made-up addresses.
    """

    def __init__(self, folder, most=MOST, most_others=MOST_OTHERS):
        self.folder, self.most, self.most_others = Path(folder), most, most_others
        self.generation = None

    def get(self, generation, key):
        """The answer, or None. A file that is damaged counts as missing."""
        try:
            return Answer.from_bytes(self._path(generation, key).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError):
            logger.warning("A page in the cache could not be read", exc_info=True)
            return None

    def put(self, generation, key, answer):
        """Keep an answer for the other processes, whole or not at all."""
        if generation != self.generation:
            self.generation = generation
            self._remove_older(generation)
        path = self._path(generation, key)
        if path.exists() or self._has_room(path.parent, answer):
            write_whole(path, answer.to_bytes())

    def _has_room(self, folder, answer):
        """Whether this one of the FOLDERS has less than its share; counted, for processes come and go."""
        most = self.most if answer.status == 200 else self.most_others
        try:
            return len(os.listdir(folder)) < most // FOLDERS  # noqa: PTH208 (names are enough)
        except FileNotFoundError:
            return True

    def _remove_older(self, generation):
        """First answer of a new generation here: what the older ones left is of no use to anybody."""
        for old in (self.folder / "answers").glob("*"):
            if old.name != generation:
                shutil.rmtree(old, ignore_errors=True)

    def _path(self, generation, key):
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / "answers" / generation / name[:2] / name

    def lock(self, key):
        """Hold the lock for drawing the page `key`; others wait here, at most LONGEST_WAIT seconds.

        After that they go on without it: slow is better than never.
        """
        return file_lock(slot(self.folder / "locks", key, LOCKS), LONGEST_WAIT, PATIENCE)


def write_whole(path, content):
    """Write a file that others find whole or not at all. Raises OSError and leaves nothing behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
