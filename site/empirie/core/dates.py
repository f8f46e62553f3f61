"""Days: in words, and so many months before or after another."""

import calendar
import datetime
import re
from functools import cache

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language

from .typography import NO_BREAK_SPACE

EN_DASH = "–"
LANGUAGES_OF_DATES = ("pl", "en")


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


def dates_in_words(text):
    """`text` with each day it holds in words ("4 May 2024", "4 maja 2024") said in the reader's language."""
    return _day_in_words().sub(_in_readers_language, text)


@cache
def _months():
    """{name of a month, in Polish as it follows a day or in English: its number}."""
    names = {}
    for code in LANGUAGES_OF_DATES:
        with translation.override(code):
            for number in range(1, 13):
                names[date_format(datetime.date(2024, number, 1), "E" if code == "pl" else "F").lower()] = (
                    number
                )
    return names


@cache
def _day_in_words():
    return re.compile(
        rf"\b(?P<day>\d{{1,2}})[ \u00a0](?P<month>{'|'.join(_months())})[ \u00a0](?P<year>\d{{4}})\b",
        re.IGNORECASE,
    )


def _in_readers_language(match):
    try:
        day = datetime.date(int(match["year"]), _months()[match["month"].lower()], int(match["day"]))
    except ValueError:  # 31 June
        return match[0]
    return date_range_in_words(day)


def months_after(day, months):
    """The same day, `months` later or, if negative, earlier; the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def midnight_months_before(now, months):
    """The beginning of the day that lies so many months before a moment."""
    day = months_after(timezone.localtime(now).date(), -months)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
