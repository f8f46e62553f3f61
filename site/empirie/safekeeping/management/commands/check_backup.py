"""Is an archive whole, and does it say the same as the site? `manage.py check_backup ARCHIVE`."""

from contextlib import closing

from django.core.management.base import BaseCommand, CommandError

from empirie.safekeeping import sealing
from empirie.safekeeping.archive import inspect, names_of
from empirie.safekeeping.comparing import differences
from empirie.safekeeping.errors import BackupError
from empirie.safekeeping.ledger import Ledger


class Command(BaseCommand):
    help = "Reads an archive to its end and compares every checksum; changes nothing."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("archive")
        parser.add_argument("--identity", metavar="FILE", help="the file of the private key")
        parser.add_argument(
            "--against-site",
            action="store_true",
            help="also compare every row and every file of this site with those of the archive",
        )

    def handle(self, *, archive, identity, against_site, **options):
        try:
            identities = sealing.identities_in(identity) if identity else []
            with closing(Ledger()) as ledger:
                found = inspect(archive, identities, ledger)
                self.stdout.write(
                    f"Whole: made {found.header['made_at']} of {found.header['versions']['database']}, "
                    f"{found.rows} rows of {len(found.tables)} tables, {found.files} files "
                    f"({found.file_bytes / 1e6:.1f} MB)."
                )
                if found.missing:
                    self.stderr.write(f"When it was made, {names_of(found.missing)}.")
                if against_site:
                    self._compare(found, ledger)
        except BackupError as error:
            raise CommandError(str(error)) from error

    def _compare(self, found, ledger):
        lines = list(differences(found, ledger))
        for line in lines[:50]:
            self.stderr.write(line)
        if lines:
            raise CommandError(f"The site differs from the archive in {len(lines)} places.")
        self.stdout.write("The site is equal to the archive: every row of every table, every file.")
