"""Restoring a backup: all of it or nothing, on SQLite and PostgreSQL alike."""

from contextlib import closing

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Revision, Site
from wagtailmedia.models import get_media_model

from . import versions
from .archive import inspect, lines_of, members_of, names_of
from .comparing import differing_tables
from .errors import BackupError
from .files import FileReturn, forget_what_was_broken_off
from .ledger import Ledger
from .rows import from_line
from .tables import files_of_rows, managed_models, rows_of

# A trigger keeps this one in step with its table.
KEPT_BY_TRIGGER = {"wagtailsearch.SQLiteFTSIndexEntry"}


def restore(path, identities=(), may_replace=False, may_lack_files=False):
    """Put the archive's rows and files in the place of the site's; returns Found.

    The archive is read to its end first. Rows come in one transaction, in which every table is compared
    with its checksum before it is committed. Raises BackupError; then rows and files are as they were
    before, unless it says otherwise.
    """
    with closing(Ledger()) as ledger:
        found = inspect(path, identities, ledger)
        if found.missing and not may_lack_files:
            raise BackupError(
                f"When this archive was made, {names_of(found.missing)}. "
                "--with-missing-files restores it all the same."
            )
        missing = versions.missing_migrations(found.header)
        if missing:
            versions.make_tables_without(missing)
        else:
            versions.require_tables_of_today()
            if not may_replace and is_filled():
                raise BackupError(
                    "This site holds accounts, photos or files already. Restore into an empty one, or say "
                    "--replace: then everything in it is lost."
                )
        _put_everything(path, identities, found, FileReturn(ledger, may_replace))
    try:
        _tidy_up(bool(missing))
    except Exception as error:  # a cache or search server that is away, a migration that fails
        raise BackupError(
            f"Rows and files are restored, but not what follows from them: {error}. Put that right, then run "
            "migrate, rebuild_references_index and update_index, and empty the cache, before starting."
        ) from error
    return found


def is_filled():
    """Whether anybody has worked on this site yet."""
    models = get_user_model(), get_image_model(), get_document_model(), get_media_model(), Revision
    return any(model._base_manager.exists() for model in models)


def _put_everything(path, identities, found, files):
    tables = {table.label: table for table in found.tables}
    try:
        forget_what_was_broken_off()
        with transaction.atomic():
            replaced = list(files_of_rows()) if files.may_replace else []
            _empty_tables(found.tables)
            with members_of(path, identities) as members:
                for name, _size, file in members:
                    if name.startswith("rows/"):
                        _insert(tables[name.split("/")[1]], file.read())
                    elif name.startswith("files/"):
                        files.put(name, file)
            _reset_numbering(found.tables)
            connection.check_constraints()
            if differing := list(differing_tables(found, DEFAULT_DB_ALIAS)):
                raise BackupError(f"What was restored is not what the archive holds: {differing[0]}.")
    except (DatabaseError, OSError, ValueError, LookupError) as error:
        files.undo()
        raise BackupError(f"Nothing was restored: {error}") from error
    except BaseException:
        files.undo()
        raise
    try:
        files.finish(replaced)
    except Exception as error:  # of a disk, or of object storage
        raise BackupError(
            f"The rows are replaced already, but not every file: {error}. Put that right, then run the same "
            "command again with --replace."
        ) from error


def _empty_tables(tables):
    """Delete every row, also of what is not in backups: it is about the rows that go."""
    names = {table.name for table in tables}
    names |= {model._meta.db_table for model in managed_models() if model._meta.label not in KEPT_BY_TRIGGER}
    with connection.cursor() as cursor:
        for name in sorted(names & set(connection.introspection.table_names(cursor))):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 (our own names)


def _insert(table, portion):
    rows = rows_of(table)
    try:
        rows.objects.bulk_create(rows(*from_line(table, line)) for line in lines_of(portion))
    except (DatabaseError, ValueError) as error:
        raise BackupError(
            f"Nothing was restored: {table.label} does not fit into this database: {error}"
        ) from error


def _reset_numbering(tables):
    """New rows are numbered after the ones that came."""
    counted = [rows_of(table) for table in tables if table.is_counted]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), counted):
            cursor.execute(statement)


def _tidy_up(is_older):
    """Forget what is remembered of rows that are gone, and make what is not in a backup.

    The page cache notices the writes by itself.
    """
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    for cache in caches.all(initialized_only=False):
        cache.clear()
    if is_older:
        call_command("migrate", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
