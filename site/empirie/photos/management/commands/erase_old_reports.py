"""Erase readers' personal data when it is no longer needed. `apply_retention` does it too."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from empirie.photos.reports import erase_settled_before, midnight_months_before


class Command(BaseCommand):
    help = (
        "Erases message and e-mail address of reports about photos that were decided more than "
        "PHOTO_REPORT_MONTHS months ago. What was decided, when and by whom stays. Safe to repeat."
    )

    def handle(self, *args, **options):
        erased = erase_settled_before(midnight_months_before(timezone.now(), settings.PHOTO_REPORT_MONTHS))
        self.stdout.write(f"Reports whose personal data was erased: {erased}.")
