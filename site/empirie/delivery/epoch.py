"""What this process knows of the `Epoch` that all machines share in the database."""

import logging
import secrets
import threading
import time

from django.db import DatabaseError, InterfaceError

logger = logging.getLogger(__name__)

# For how many seconds a process believes what it read. A writer that cannot tell the others through Redis
# waits for longer than this, so that all of them have read it again.
LEASE = 1.0
WAIT = LEASE + 0.2
MARKS = ("content", "outage", "withdrawal")
_ROW = 1


class EpochUnknown(OSError):
    """The database does not answer, and it has not been asked before."""


class SharedEpoch:
    """The marks of the one row, as `{"content": …, "outage": …, "withdrawal": …}`."""

    def __init__(self):
        self.lock = threading.Lock()
        self.known = None
        self.believed_until = float("-inf")
        self.read_at = float("-inf")
        self.read_beside = None  # (run, mark) of Redis when it was read: SharedGeneration knows

    def exactly(self):
        """As the database says now: one query. Raises EpochUnknown when it does not answer."""
        asked_at = time.monotonic()
        try:
            marks = _rows().values(*MARKS).first() or _made()
        except (DatabaseError, InterfaceError) as error:
            raise EpochUnknown("The database does not tell the epoch of the content.") from error
        self._remember(marks, asked_at)
        return marks

    def lately(self):
        """As the database said at most LEASE seconds ago; while it is away, as it said last.

        Nobody can write anything while it is away, so that what was true last still is.
        """
        if time.monotonic() < self.believed_until:
            return self.known
        if not self.lock.acquire(timeout=LEASE if self.known is None else LEASE / 4):
            return self._last_known()  # another thread hangs in a database that does not answer
        try:
            if time.monotonic() >= self.believed_until:
                self.exactly()
            return self.known
        except EpochUnknown:
            if self.known is not None:
                self.believed_until = time.monotonic() + LEASE
            return self._last_known()
        finally:
            self.lock.release()

    def renew(self, *marks):
        """Give these marks new values. Raises EpochUnknown when the database does not take them."""
        values = {mark: secrets.token_hex(8) for mark in marks}
        try:
            if not _rows().update(**values):
                _made()
                _rows().update(**values)
        except (DatabaseError, InterfaceError) as error:
            raise EpochUnknown("The database does not take the new epoch of the content.") from error
        self.believed_until = float("-inf")

    def _remember(self, marks, asked_at):
        """Keep what was read, unless another thread that asked later has had its answer first."""
        if asked_at < self.read_at:
            return
        self.known, self.read_at, self.believed_until = marks, asked_at, asked_at + LEASE

    def _last_known(self):
        if self.known is None:
            raise EpochUnknown("The database has not told the epoch of the content yet.")
        return self.known


def _rows():
    from .models import Epoch

    return Epoch.objects.using("default").filter(pk=_ROW)


def _made():
    """The row as whoever came first has made it."""
    from .models import Epoch

    row = Epoch(pk=_ROW, **{mark: secrets.token_hex(8) for mark in MARKS})
    Epoch.objects.using("default").bulk_create([row], ignore_conflicts=True)
    return _rows().values(*MARKS).get()


epoch = SharedEpoch()
