"""One unchanging view of the database, however much is written to it meanwhile."""

import copy
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

SNAPSHOT = "snapshot"


@contextmanager
def snapshot():
    """The alias of a connection that sees the database as it is now until the block ends.

    Nobody waits for it: on SQLite it is a reader of the write-ahead log, on PostgreSQL a transaction with
    REPEATABLE READ. Nothing can be written through it.
    """
    settings = copy.deepcopy(connections[DEFAULT_DB_ALIAS].settings_dict)
    is_sqlite = settings["ENGINE"].endswith("sqlite3")
    settings["CONN_MAX_AGE"] = 0
    settings["DISABLE_SERVER_SIDE_CURSORS"] = False  # the rows of a table come in portions, not all at once
    options = settings["OPTIONS"]
    options.pop("pool", None)
    if is_sqlite:
        options["transaction_mode"] = "DEFERRED"  # a reader; the site's own transactions begin as writers
    else:
        options["isolation_level"] = _repeatable_read()
    connections.databases[SNAPSHOT] = settings
    try:
        with transaction.atomic(using=SNAPSHOT):
            _begin(connections[SNAPSHOT], is_sqlite)
            yield SNAPSHOT
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT]
        del connections.databases[SNAPSHOT]


def _repeatable_read():
    from psycopg import IsolationLevel

    return IsolationLevel.REPEATABLE_READ


def _begin(connection, is_sqlite):
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("PRAGMA query_only = ON")
        else:
            cursor.execute("SET TRANSACTION READ ONLY")
            for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
                cursor.execute(f"SET LOCAL {limit} = 0")  # the reader of a slow stream is no fault
        cursor.execute("SELECT count(*) FROM django_migrations")  # the view begins with the first look
