"""A read replica of the database: for what anonymous readers ask that no cache keeps, which is the search.

Nothing drawn from it is ever kept, for a replica lags behind. And it is asked only when it has replayed what
the main database had written when the present generation of the content was known: never older than what the
page cache shows.
"""

import logging
import time
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import DatabaseError, InterfaceError, connections

logger = logging.getLogger(__name__)

REPLICA = "replica"
PAUSE = 5  # seconds for which a replica that failed is left alone
ASKED_BY = "q"  # the parameter of a search

_is_reading = ContextVar("reads_from_replica", default=False)


class ReplicaRouter:
    """For DATABASE_ROUTERS: reads within `reading_from_replica` go there, everything else does not."""

    def db_for_read(self, model, **hints):
        """The replica within the block; None leaves the choice to Django."""
        return REPLICA if _is_reading.get() else None

    def db_for_write(self, model, **hints):
        """Never the replica, which takes no writes."""
        return "default"

    def allow_relation(self, one, other, **hints):
        """Both hold the same rows, so what was read from one may be tied to what the other gave."""
        return True

    def allow_migrate(self, database, app_label, **hints):
        """The replica gets its tables from the main database."""
        return database == "default"


@contextmanager
def reading_from_replica():
    token = _is_reading.set(True)
    try:
        yield
    finally:
        _is_reading.reset(token)


class Replica:
    """Whether the replica may be asked, and asking it."""

    def __init__(self):
        self.caught_up_with, self.position = None, (None, None)
        self.left_alone_until = float("-inf")

    def may_answer(self, request):
        """Whether this is a request the replica is for."""
        return ASKED_BY in request.GET and time.monotonic() > self.left_alone_until

    def response_to(self, request, generation, get_response):
        """Drawn from the replica; None when it lags, fails or is away."""
        if not self._has_caught_up(generation):
            return None
        with reading_from_replica():
            response = get_response(request)
            if hasattr(response, "render") and not response.is_rendered:
                response = response.render()
        if response.status_code >= 500:
            self._leave_alone("it gave no page")
            return None
        return response

    def _has_caught_up(self, generation):
        if generation == self.caught_up_with:
            return True
        try:
            if self.position[0] != generation:
                self.position = generation, _one("default", "SELECT pg_current_wal_lsn()::text")
            # One tuple, read and replaced whole: another thread may know a newer generation by now, and this
            # position must not be taken for that one's.
            of, position = self.position
            if _one(REPLICA, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", position):
                self.caught_up_with = of
        except (DatabaseError, InterfaceError) as error:
            self._leave_alone(type(error).__name__)
        return generation == self.caught_up_with

    def _leave_alone(self, reason):
        self.left_alone_until = time.monotonic() + PAUSE
        logger.warning("The read replica is left alone for %s seconds: %s", PAUSE, reason)


def _one(database, sql, *values):
    with connections[database].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]
