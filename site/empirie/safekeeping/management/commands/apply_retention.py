"""Erase personal data that is no longer needed. To be run every day."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from empirie.core.retention import rules


class Command(BaseCommand):
    help = "Erases what is older than the rules of docs/privacy.md allow. Safe to repeat."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say how many would be erased")

    def handle(self, *, dry_run, **options):
        failed = []
        for rule in rules():
            try:
                with transaction.atomic():
                    count = rule.erase(timezone.now())
                    transaction.set_rollback(dry_run)
            except Exception as error:  # the other rules are applied all the same
                failed.append(rule.what)
                self.stderr.write(f"FAILED  {rule.what}: {error}")
                continue
            self.stdout.write(f"{count:6}  {rule.what}, kept: {rule.kept}")
        if failed:
            raise CommandError(f"These rules were not applied: {'; '.join(failed)}.")
        if dry_run:
            self.stdout.write("Nothing was erased: this was a dry run.")
