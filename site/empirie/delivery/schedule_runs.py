"""When `publish_scheduled` last did its work, and whether that is too long ago."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page, Revision

from .models import ScheduleRun

LONGEST_PAUSE = timedelta(hours=1)  # the calendar of docs/operations.md says every minute


def note_run():
    ScheduleRun.objects.update_or_create(pk=1, defaults={"finished_at": timezone.now()})


def is_overdue():
    """Whether nothing has published what is due for an hour.

    A site on which it never ran is new, until a page has been due for as long.
    """
    earliest = timezone.now() - LONGEST_PAUSE
    last = ScheduleRun.objects.values_list("finished_at", flat=True).first()
    if last is not None:
        return last < earliest
    return (
        Revision.objects.filter(approved_go_live_at__lt=earliest).exists()
        or Page.objects.filter(live=True, expire_at__lt=earliest).exists()
    )
