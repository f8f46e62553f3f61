"""The generation of the content: a token that changes with every write a reader could see.

What the page cache keeps is filed under it, so nothing has to know which pages a write changes.
"""

import os
from pathlib import Path


class FileGeneration:
    """A generation shared by every process of one machine: the length of a file, which only grows.

    Appending one byte is a single system call that needs no lock, no clock and no database; asking is one
    `stat`.
    """

    def __init__(self, path):
        self.path, self.name = Path(path), str(path)

    def current(self):
        """The token. Raises OSError when it cannot be known: then nothing may be taken from the cache."""
        known = os.stat(self.name)  # noqa: PTH116 (asked for every page: half the time of Path.stat)
        return f"{known.st_ino:x}-{known.st_size:x}"

    def bump(self):
        """Everything that was kept is old from now on, in every process.

        When the disk is full the file is removed instead, which needs no room: nobody then knows the
        generation, and pages are drawn anew until the next bump succeeds. Raises OSError only if that fails
        too.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._grow()
        except OSError:
            self.path.unlink(missing_ok=True)

    def recover(self):
        """Nobody knows the generation: begin one. Raises OSError while there is no room for it."""
        self.bump()

    def _grow(self):
        # A file made anew starts at a length of its own, lest it repeat a token it had before.
        is_new = not self.path.exists()
        with self.path.open("ab", buffering=0) as file:
            file.write(os.urandom(1) * (1 + int.from_bytes(os.urandom(1))) if is_new else b".")
