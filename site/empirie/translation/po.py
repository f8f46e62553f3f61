"""PO files: a page's texts for a translator's own program, and back.

What a machine translated leaves marked "fuzzy", and what comes back fuzzy is not taken over: a person removes
the mark, in whatever program, when they have read the text.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import polib
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.models import StringTranslation

from .unconfirmed import machine_strings

LARGEST = 5 * 1024 * 1024  # bytes; the longest page of the site makes some 100 kB
LINE = re.compile(
    r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d\])?)\s+)?"([^"\\]|\\.)*"\s*)?',
)
HEADER = "X-WagtailLocalize-TranslationID"


class UnusablePoFile(ValidationError):
    """The file cannot be taken over; the message says why. Nothing was changed."""


@dataclass(frozen=True)
class Imported:
    """What became of the texts of a file."""

    taken: int  # translated, and on the page
    fuzzy: int  # marked as not finished, left out
    unknown: int  # of a text that the page does not have (any more), left out
    faulty: int  # kept, but marked in the editor: a link or a tag was lost


def exported(translation):
    """The page's texts as a polib.POFile, the machine's unconfirmed ones marked fuzzy."""
    file = translation.export_po()
    unconfirmed = {
        (string.translation_of.data, string.context.path)
        for string in machine_strings(translation).select_related("translation_of", "context")
    }
    for entry in file:
        if (entry.msgid, entry.msgctxt) in unconfirmed:
            entry.flags.append("fuzzy")
    return file


@transaction.atomic
def import_file(translation, upload, user):
    """Take over an uploaded file; returns what became of its texts. Raises UnusablePoFile."""
    file = _read(upload)
    _check_origin(file, translation)
    fuzzy = [entry for entry in file if entry.fuzzy]
    for entry in fuzzy:
        file.remove(entry)
    finished = [entry for entry in file if entry.msgstr and not entry.obsolete]
    before = _faulty(translation)
    warnings = translation.import_po(file, user=user, tool_name=_("PO file"))
    _confirm_read(translation, finished, user)
    unknown = len(warnings)
    return Imported(
        taken=max(len(finished) - unknown, 0),
        fuzzy=len(fuzzy),
        unknown=unknown,
        faulty=len(_faulty(translation) - before),
    )


def _read(upload):
    if upload is None:
        raise UnusablePoFile(_("Choose a PO file first."))
    if upload.size > LARGEST:
        raise UnusablePoFile(_("This file is too large to be the PO file of a page (5 MB at most)."))
    content = upload.read()
    if b"\0" in content:
        raise UnusablePoFile(_("This is not a PO file."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusablePoFile(_("The file is not in UTF-8. Save it as UTF-8 and try again.")) from error
    _check_lines(text)
    # polib takes a short text for the name of a file and would open it: give it a file of its own.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "upload.po")
        path.write_text(text, encoding="utf-8")
        try:
            file = polib.pofile(str(path), encoding="utf-8")
        except OSError as error:  # polib has no exception of its own
            raise UnusablePoFile(_("This is not a PO file, or it is damaged.")) from error
    if not len(file):
        raise UnusablePoFile(_("There are no texts in this file."))
    return file


def _check_lines(text):
    """Every line is a comment, a keyword with a quoted text, or a quoted text that goes on.

    polib 1.2 cuts the first and the last letter off a text whose quotation marks are missing.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        if not LINE.fullmatch(line):
            raise UnusablePoFile(
                _("This is not a PO file, or it is damaged: look at line %(number)d.") % {"number": number}
            )


def _check_origin(file, translation):
    origin = file.metadata.get(HEADER)
    if not origin:
        raise UnusablePoFile(
            _("The file does not say which page it belongs to. Download it anew and translate that.")
        )
    if origin != str(translation.uuid):
        raise UnusablePoFile(_("This file belongs to another page or another language."))


def _faulty(translation):
    return set(
        StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale, has_error=True
        ).values_list("pk", flat=True)
    )


def _confirm_read(translation, finished, user):
    """A machine's text that comes back without its mark was read by a person, changed or not."""
    read = {(entry.msgid, entry.msgctxt) for entry in finished}
    strings = machine_strings(translation).select_related("translation_of", "context")
    confirmed = [s.pk for s in strings if (s.translation_of.data, s.context.path) in read]
    StringTranslation.objects.filter(pk__in=confirmed).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, last_translated_by=user
    )
