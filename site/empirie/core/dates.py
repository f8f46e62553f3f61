"""Days and ranges of days in words."""

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
