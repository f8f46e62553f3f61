"""Restore a backup: `manage.py restore ARCHIVE`."""

from django.core.management.base import BaseCommand, CommandError

from empirie.safekeeping import sealing
from empirie.safekeeping.archive import names_of
from empirie.safekeeping.errors import BackupError
from empirie.safekeeping.restoring import restore


class Command(BaseCommand):
    help = (
        "Restores a backup into an empty site, on SQLite or PostgreSQL, whichever it was made on. "
        "All of it or nothing. Stop the server meanwhile, and start it again afterwards."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("archive")
        parser.add_argument("--identity", metavar="FILE", help="the file of the private key")
        parser.add_argument(
            "--replace", action="store_true", help="replace a site that holds something: all of it is lost"
        )

        parser.add_argument(
            "--with-missing-files",
            action="store_true",
            help="restore an archive although files were missing when it was made; those here stay",
        )

    def handle(self, *, archive, identity, replace, with_missing_files, **options):
        try:
            identities = sealing.identities_in(identity) if identity else []
            found = restore(archive, identities, may_replace=replace, may_lack_files=with_missing_files)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Restored: {found.rows} rows of {len(found.tables)} tables, {found.files} files. "
            "Every table was compared with the archive. Start the server anew."
        )
        if found.missing:
            self.stderr.write(f"Since before the backup {names_of(found.missing)}.")
