"""The generation of the content: a token that changes with every write a reader could see.

What the page cache keeps is filed under it, so nothing has to know which pages a write changes.
"""

import logging
import os
import secrets
import threading
import time
from pathlib import Path

from django.apps import apps
from django.db import Error

from .kept import write_whole

logger = logging.getLogger(__name__)

# For so many seconds a process believes the mark it read: docs/caching.md promises below one. While a thread
# reads it the others wait for PATIENCE; a database that takes longer counts as away.
LEASE, PATIENCE = 0.7, 1.0
ROW = 1


class FileGeneration:
    """A generation shared by every process of one machine: the state of a file, to which writers append.

    Appending one byte is a single system call that needs no lock and no database. The number of the file, its
    length and the moment of the last change make the token: the length alone could be had again, by a file
    made anew with the same number or after a power cut.
    """

    def __init__(self, path):
        self.path, self.name = Path(path), str(path)

    def current(self):
        """The token. Raises OSError when it cannot be known: then nothing may be taken from the cache.

        That is so as well where this process could not change it: a disk that has become read-only, a file of
        another user. Its writes would go unnoticed.
        """
        try:
            known = os.stat(self.name)  # noqa: PTH116 (asked for every page: half the time of Path.stat)
        except FileNotFoundError:
            self._grow()
            known = self.path.stat()
        if not os.access(self.name, os.W_OK):
            raise PermissionError(f"The generation in {self.name} cannot be changed by this process.")
        return f"{known.st_ino:x}-{known.st_size:x}-{known.st_mtime_ns:x}"

    def bump(self):
        """Everything that was kept is old from now on, in every process.

        On a full disk the file is removed instead: pages are drawn anew until there is room for another.
        """
        try:
            self._grow()
        except OSError:
            self.path.unlink(missing_ok=True)

    def _grow(self):
        try:
            file = os.open(self.name, os.O_WRONLY | os.O_APPEND)
        except FileNotFoundError:
            # Whole or not at all: an empty file would be the same token each time that one is left behind.
            write_whole(self.path, secrets.token_bytes(1 + secrets.randbelow(256)))
            return
        try:
            os.write(file, b".")
        finally:
            os.close(file)


class SharedMark:
    """The one row of `Epoch`. It gets a new value after every write that a reader could see."""

    def __init__(self):
        self.lock = threading.Lock()
        self.known = None, None, 0.0  # the mark, beside which state of this machine, believed until when
        self.is_owed = False  # a new value that the database did not take

    def read(self, beside):
        """The mark of LEASE seconds ago at most; read anew when `beside`, the machine's own state, changes.

        While the database is away the last one known goes on to count: nobody can write either. Raises
        OSError when there is none.
        """
        if not self._is_believed(beside) and self.lock.acquire(timeout=PATIENCE):
            try:
                if not self._is_believed(beside):
                    self._ask(beside)
            finally:
                self.lock.release()
        if self.known[0] is None:
            raise OSError("The database has not told yet what machines share.")
        return self.known[0]

    def renew(self):
        """Give the row a new value: at once, or when this process reaches the database again."""
        epoch = apps.get_model("delivery", "Epoch")
        row = epoch(pk=ROW, content=secrets.token_hex(8))
        self.is_owed = True
        try:
            epoch.objects.bulk_create(
                [row], update_conflicts=True, unique_fields=["pk"], update_fields=["content"]
            )
            self.is_owed = False
        except Error:
            logger.warning("Other machines do not know yet that something was written", exc_info=True)

    def _is_believed(self, beside):
        _mark, read_beside, until = self.known
        return read_beside == beside and time.monotonic() < until

    def _ask(self, beside):
        if self.is_owed:
            self.renew()
        rows, until = apps.get_model("delivery", "Epoch").objects, time.monotonic() + LEASE
        try:
            mark = rows.get_or_create(pk=ROW, defaults={"content": secrets.token_hex(8)})[0].content
        except Error:
            mark, until = self.known[0], time.monotonic() + LEASE
        self.known = mark, beside, until


shared_mark = SharedMark()


class SharedGeneration(FileGeneration):
    """The same on each of several machines, with the mark in the database that all of them share."""

    def current(self):
        own = super().current()
        return f"{own}-{shared_mark.read(own)}"

    def bump(self):
        """Begin with the mark: who then sees the file changed reads it anew, and draws pages only once."""
        shared_mark.renew()
        super().bump()
