"""A backup of the whole site: `manage.py backup [DESTINATION]`."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from empirie.safekeeping import sealing
from empirie.safekeeping.archive import names_of
from empirie.safekeeping.errors import BackupError
from empirie.safekeeping.keeping import Keep, forget_old_ones
from empirie.safekeeping.making import write_to_file, write_to_stream


class Command(BaseCommand):
    help = (
        "Writes database, uploads and the photos' originals into one archive, reads it back and checks it. "
        "No secrets, sign-ins or caches are in it. The site goes on meanwhile."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "destination",
            nargs="?",
            help="a folder, a file that does not exist, or - for standard output (default: DATA_DIR/backups)",
        )
        parser.add_argument(
            "--recipient",
            action="append",
            metavar="KEY",
            help="encrypt for this public key, age1… or ssh-…; may be repeated (default: BACKUP_RECIPIENTS)",
        )
        parser.add_argument(
            "--keep",
            metavar="D,W,M",
            help="then delete older backups of the folder, but for so many daily, weekly, monthly ones",
        )
        parser.add_argument(
            "--new-key", metavar="FILE", help="only make a private key in FILE, for encryption"
        )

    def handle(self, *, destination, recipient, keep, new_key, **options):
        try:
            if new_key:
                self.stdout.write(sealing.write_new_key(new_key))
                self.stderr.write(f"The private key is in {new_key}. Keep it away from the server, twice.")
                return
            recipients = sealing.recipients_of(recipient or settings.BACKUP_RECIPIENTS)
            keep = keep or settings.BACKUP_KEEP
            if destination == "-":
                missing = write_to_stream(sys.stdout.buffer, recipients)
                self.stderr.write("Written. Not verified: read it back with `check_backup` where it arrived.")
                if missing:
                    raise BackupError(f"Not complete: {names_of(missing)}.")
                return
            self._write(
                destination or settings.DATA_DIR / "backups", recipients, keep and Keep.from_text(keep)
            )
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _write(self, destination, recipients, keep):
        path, found = write_to_file(Path(destination), recipients)
        sealed = "encrypted" if recipients else "not encrypted"
        self.stdout.write(
            f"{path}: {found.rows} rows of {len(found.tables)} tables, {found.files} files "
            f"({found.file_bytes / 1e6:.1f} MB), {sealed}, read back and right."
        )
        if found.missing:
            raise BackupError(
                f"Not complete: {names_of(found.missing)}. Is DATA_DIR right? No archive was deleted."
            )
        if keep:
            for old in forget_old_ones(path.parent, keep):
                self.stdout.write(f"No longer needed, deleted: {old.name}")
