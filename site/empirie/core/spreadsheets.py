"""Write exports that no spreadsheet program runs or refuses (OWASP ASVS 5.0, 1.2.10).

Wagtail 8.0.1 writes a title that begins with "=" to CSV as it is, and fails with IllegalCharacterError for a
title with a control character. This can go when it escapes both: tests/core/test_spreadsheets.py tells.
"""

import re

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from .clean_text import clean_text

# The full-width forms are formulas too, to programs set to Japanese; spaces in front are skipped by some.
_BEGINS_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")


def safe_cell(value):
    """Return `value` as a cell may hold it; numbers, days and truth values as they are."""
    if not isinstance(value, str):
        return value
    text = clean_text(value)
    # A tab or NUL in front may be hidden behind what was cleaned away, so the cleaned text is looked at.
    return f"'{text}" if _BEGINS_FORMULA.match(text) else text


def _safe(method):
    """Wrap a method that returns what is written into a cell."""

    def safe_method(view, *args, **kwargs):
        return safe_cell(method(view, *args, **kwargs))

    return safe_method


def install():
    """Make every export of the admin safe; called once, when the app is ready."""
    for name in ("preprocess_field_value", "get_heading"):
        setattr(SpreadsheetExportMixin, name, _safe(getattr(SpreadsheetExportMixin, name)))
