"""Erase readers' personal data when it is no longer needed. To be run every day."""

import datetime

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from empirie.photos.reports import erase_settled_before, months_after


class Command(BaseCommand):
    help = (
        "Erases message and e-mail address of reports about photos that were decided more than "
        "PHOTO_REPORT_MONTHS months ago. What was decided, when and by whom stays. Safe to repeat."
    )

    def handle(self, *args, **options):
        day = months_after(timezone.localdate(), -settings.PHOTO_REPORT_MONTHS)
        midnight = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
        erased = erase_settled_before(midnight)
        self.stdout.write(f"Reports whose personal data was erased: {erased}.")
