"""Whether this version of the site can take an archive, and the tables of the version that made it."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from empirie.core.migration_state import unapplied_migrations

from .errors import BackupError


def missing_migrations(header):
    """The migrations this version has and the archive's had not: {(app, name), …}.

    Raises BackupError when the archive comes from a version this one does not know.
    """
    loader = MigrationLoader(connection)
    on_disk = loader.disk_migrations
    squashed = {key for key, migration in on_disk.items() if migration.replaces}
    known = set(on_disk).union(*(on_disk[key].replaces for key in squashed))
    made_with = {tuple(name.split(".", 1)) for name in header["migrations"]}
    if unknown := sorted(made_with - known):
        names = ", ".join(".".join(key) for key in unknown[:3])
        raise BackupError(
            "The archive was made by a newer version of the site, or one with other applications "
            f"(unknown here: {names}). Install that version first."
        )
    return set(on_disk) - made_with - squashed


def make_tables_without(missing):
    """In an empty database, make the tables as they were before these migrations."""
    if connection.introspection.table_names():
        raise BackupError(
            "The archive was made by an older version of the site. Restore it into a database without "
            "tables: it is brought up to date here. This one has tables already."
        )
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    wanted = set(graph.nodes) - missing
    last = [key for key in wanted if not any(child.key in wanted for child in graph.node_map[key].children)]
    executor.migrate(last)


def require_tables_of_today():
    """Make the tables of this version where there are none. Raises BackupError when they are out of date."""
    if not connection.introspection.table_names():
        call_command("migrate", verbosity=0)
        return
    if not is_migrated():
        raise BackupError("The database is not up to date: run `python manage.py migrate` first.")


def is_migrated():
    """Whether every migration of this version has run."""
    return not unapplied_migrations()
