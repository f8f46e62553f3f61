"""The generation of the content: a token that changes with every write a reader could see.

What the page cache keeps is filed under it, so nothing has to know which pages a write changes.
"""

import os
import secrets
from pathlib import Path

from .epoch import shared_mark
from .kept import write_whole


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
        known = os.stat(self.name)  # noqa: PTH116 (asked for every page: half the time of Path.stat)
        if not os.access(self.name, os.W_OK):
            raise PermissionError(f"The generation in {self.name} cannot be changed by this process.")
        return f"{known.st_ino:x}-{known.st_size:x}-{known.st_mtime_ns:x}"

    def bump(self):
        """Everything that was kept is old from now on, in every process.

        When the disk is full the file is removed instead, which needs no room: nobody then knows the
        generation, and pages are drawn anew until the next bump succeeds. Raises OSError only if that fails
        too.
        """
        try:
            self._grow()
        except OSError:
            self.path.unlink(missing_ok=True)

    def recover(self):
        """Nobody knows the generation: begin one. Raises OSError while there is no room for it."""
        FileGeneration.bump(self)

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


class SharedGeneration(FileGeneration):
    """The same on each of several machines, with the mark in the database that all of them share."""

    def current(self):
        own = super().current()
        return f"{own}-{shared_mark.read(own)}"

    def bump(self):
        """The mark comes first: whoever then sees the file changed reads it anew, and draws pages only once."""
        shared_mark.renew()
        super().bump()
