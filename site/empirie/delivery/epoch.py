"""The mark in the database by which a machine learns what was written on another one."""

import logging
import secrets
import threading
import time

from django.apps import apps
from django.db import Error

logger = logging.getLogger(__name__)

# For so many seconds a process believes what it read. Who finds another thread asking waits for PATIENCE, then
# goes by what was read last: together less than the second that docs/caching.md promises.
LEASE, PATIENCE = 0.7, 0.25
_ROW = 1


class MarkUnknown(OSError):
    """The database does not answer, and has told this process no mark yet."""


class SharedMark:
    """The one row of `Epoch`. It gets a new value after every write that a reader could see."""

    def __init__(self):
        self.lock = threading.Lock()
        self.known = None, None, 0.0  # the mark, beside which state of this machine, believed until when
        self.is_owed = False  # a new value that the database did not take

    def read(self, beside):
        """The mark as it was at most LEASE seconds ago; read anew when `beside`, the machine's own state, changes.

        While the database is away the last one known goes on to count: nobody can write either. Raises
        MarkUnknown when there is none.
        """
        if (mark := self._believed(beside)) is not None:
            return mark
        if not self.lock.acquire(timeout=PATIENCE):
            return self._last_known()
        try:
            if (mark := self._believed(beside)) is None:
                asked_at = time.monotonic()
                mark = self._ask()
                self.known = mark, beside, asked_at + LEASE
            return mark
        except Error:
            mark = self._last_known()
            self.known = mark, beside, time.monotonic() + LEASE
            return mark
        finally:
            self.lock.release()

    def renew(self):
        """Give the row a new value: at once, or when this process reaches the database again."""
        try:
            self._renew()
        except Error:
            self.is_owed = True
            logger.warning("Other machines do not know yet that something was written", exc_info=True)

    def _believed(self, beside):
        mark, read_beside, until = self.known
        return mark if read_beside == beside and time.monotonic() < until else None

    def _last_known(self):
        if self.known[0] is None:
            raise MarkUnknown("The database has not told yet what machines share.")
        return self.known[0]

    def _ask(self):
        if self.is_owed:
            self._renew()
        return _rows().get_or_create(pk=_ROW, defaults={"content": secrets.token_hex(8)})[0].content

    def _renew(self):
        if not _rows().filter(pk=_ROW).update(content=secrets.token_hex(8)):
            _rows().get_or_create(pk=_ROW, defaults={"content": secrets.token_hex(8)})
        self.is_owed = False


def _rows():
    return apps.get_model("delivery", "Epoch").objects


shared_mark = SharedMark()
