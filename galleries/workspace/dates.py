"""When a gallery's photos were taken: its proposed date, and their order in time."""

from collections import Counter
from datetime import datetime, time

from django.utils import timezone


def date_of_photos(rows):
    """The day on which most of the photos were taken, the earliest of several; None when no photo tells."""
    days = Counter(row.photo.taken_on for row in rows if row.photo.taken_on)
    latest = timezone.localdate()
    return min((day for day in days if day <= latest), key=lambda day: (-days[day], day), default=None)


def follow_photos(draft):
    """Give the gallery of a Draft the date of its photos, unless somebody has chosen another."""
    day = draft.gallery.date_is_proposed and date_of_photos(draft.rows)
    if day:
        draft.gallery.date = day


def suggested_date(draft):
    """The date of the photos where the gallery has another one; else None."""
    day = date_of_photos(draft.rows)
    return day if day != draft.gallery.date else None


def in_order_of_time(rows):
    """The rows by the moment at which their photos were taken; those that do not tell stay at the end."""
    dated = [row for row in rows if _moment(row.photo)]
    return [*sorted(dated, key=lambda row: _moment(row.photo)), *(row for row in rows if row not in dated)]


def undated(rows):
    """How many of the rows' photos do not tell when they were taken."""
    return sum(not _moment(row.photo) for row in rows)


def _moment(photo):
    """The camera's moment, unless a person has said that the photo is of another day."""
    day = photo.taken_on
    if photo.taken_at and day in (None, timezone.localtime(photo.taken_at).date()):
        return photo.taken_at
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
