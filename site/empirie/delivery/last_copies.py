"""The last good copy of each page, for the minutes in which the database is away.

Nothing that was taken from readers is among them: when a page is unpublished, deleted or made private, or a
photo hidden, all of them are forgotten (`withdrawals`). A sentence that was changed may still be there.
"""

import time

from django.db import DatabaseError, InterfaceError, connection

from .generation import FileGeneration
from .kept import Files

MARK = "stale"
MOST = 5_120
FRESH = 60  # seconds
PAUSE = 2  # seconds between two tries of a database that is away
# A browser may show it once; nobody in between keeps it.
CONTROL = "public, max-age=0, s-maxage=5"


class LastCopies:
    """Files of this machine, one for each address, filed under the mark of the last withdrawal."""

    def __init__(self, folder, seconds, withdrawals):
        self.seconds, self.withdrawals = seconds, withdrawals
        self.files = Files(folder, "last", most=MOST, most_others=0)
        self.away_since = self.away_until = None

    def mark(self):
        """What a copy is filed under; to be asked before the page is drawn. None when it is not known."""
        try:
            return self.withdrawals.current()
        except OSError:
            pass
        try:
            self.withdrawals.recover()
            return self.withdrawals.current()
        except OSError:
            return None

    def put(self, mark, key, answer):
        """Keep what was just drawn well. Raises OSError."""
        self.away_since = self.away_until = None
        if mark is not None:
            self.files.put(mark, key, answer)

    def at_once(self, key):
        """The copy, if the database was found away a moment ago: the next readers need not wait to see it."""
        until = self.away_until
        if until is None or time.monotonic() > until:
            return None
        return self._copy(key)

    def get(self, key):
        """The copy, or None: there is none, or the database has been away for too long to answer for it."""
        now = time.monotonic()
        self.away_since = self.away_since or now
        self.away_until = now + PAUSE
        return self._copy(key)

    def _copy(self, key):
        since = self.away_since
        if since is None:  # another thread has just found the database there again
            return None
        try:
            if time.monotonic() - since > self.seconds or not self.withdrawals.known_since(since):
                return None
            mark = self.withdrawals.current()
        except OSError:
            return None
        copy = self.files.get(mark, key)
        return copy and copy.with_header("Cache-Control", CONTROL)


class OwnWithdrawals(FileGeneration):
    """The mark of the last withdrawal, where all processes are on one machine."""

    def known_since(self, moment):
        """Whether it is known what was withdrawn until this moment: always, it is a file."""
        return True


class SharedWithdrawals:
    """The same for several machines: in the database, as far as it is known while that is away."""

    def __init__(self, epoch, generation):
        self.epoch, self.generation = epoch, generation

    def current(self):
        return self.epoch.lately()["withdrawal"]

    def known_since(self, moment):
        """Whether nothing was written on another machine since this one asked the database last.

        Redis says so, whose mark changes with every write. Where it is away as well, nobody does.
        """
        return self.epoch.read_at > moment - FRESH and self.generation.is_as_seen()

    def bump(self):
        self.epoch.renew("withdrawal")

    def recover(self):
        """Nothing to do: the row is made by whoever asks first."""


def database_is_away():
    """Whether nothing can be read at all now: not that a query failed, but that no connection can be had."""
    if connection.in_atomic_block:
        return False
    try:
        connection.close()
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError):
        return True
    return False
