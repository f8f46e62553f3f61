"""Days: in words, and so many months before or after another."""

import calendar
import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from .typography import NO_BREAK_SPACE

EN_DASH = "–"


def date_range_in_words(first_day, last_day=None):
    """One day or a range in the reader's language: 23 listopada 2026, 23–25 listopada 2026."""
    month = "E" if get_language() == "pl" else "F"
    end = last_day or first_day
    if end == first_day:
        return date_format(first_day, f"j {month} Y")
    if (first_day.year, first_day.month) == (end.year, end.month):
        return f"{first_day.day}{EN_DASH}{date_format(end, f'j {month} Y')}"
    start_format = f"j {month}" if first_day.year == end.year else f"j {month} Y"
    return (
        f"{date_format(first_day, start_format)}{NO_BREAK_SPACE}{EN_DASH} {date_format(end, f'j {month} Y')}"
    )


def months_after(day, months):
    """The same day, `months` later or, if negative, earlier; the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def midnight_months_before(now, months):
    """The beginning of the day that lies so many months before a moment."""
    day = months_after(timezone.localtime(now).date(), -months)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
