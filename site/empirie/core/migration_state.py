"""Whether the database has had the migrations of this code."""

import functools

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def unapplied_migrations():
    """The newest migrations of this code that the database has not had, as {(app, name)}.

    A newer database has had them all: code may be rolled back.
    """
    return newest_migrations() - set(MigrationRecorder(connection).applied_migrations())


@functools.cache
def newest_migrations():
    """The newest migration of each app, as {(app, name)}; the files do not change while the process lives."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
