"""Every counted text of the site is right for every number, in both languages."""

from pathlib import Path

import polib
from django.conf import settings
from django.test import SimpleTestCase
from django.utils import translation
from django.utils.translation import ngettext, npgettext

# Polish: 1 zdjęcie, 2 zdjęcia, 5 zdjęć; 22 goes with 2, 12 and 25 with 5.
POLISH_FORM = {0: 2, 1: 0, 2: 1, 5: 2, 12: 2, 22: 1, 25: 2}
ENGLISH_FORM = {0: 1, 1: 0, 2: 1, 5: 1, 12: 1, 22: 1, 25: 1}


OURS, OF_PACKAGES = settings.LOCALE_PATHS


def counted_texts(*folders):
    """Every entry of these folders' catalogues that has a plural."""
    catalogues = [polib.pofile(str(Path(folder, "pl", "LC_MESSAGES", "django.po"))) for folder in folders]
    return [
        entry for catalogue in catalogues for entry in catalogue if entry.msgid_plural and not entry.obsolete
    ]


def said(entry, number):
    if entry.msgctxt:
        return npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, number)
    return ngettext(entry.msgid, entry.msgid_plural, number)


class PluralsTests(SimpleTestCase):
    def test_there_are_counted_texts(self):
        self.assertGreater(len(counted_texts(OURS)), 3)
        self.assertGreater(len(counted_texts(OF_PACKAGES)), 3)

    def test_every_counted_text_has_its_polish_form_for_every_number(self):
        with translation.override("pl"):
            for entry in counted_texts(OURS, OF_PACKAGES):
                for number, form in POLISH_FORM.items():
                    with self.subTest(text=entry.msgid, number=number):
                        self.assertEqual(said(entry, number), entry.msgstr_plural[form])

    def test_every_counted_text_has_its_english_form_for_every_number(self):
        with translation.override("en"):
            for entry in counted_texts(OURS, OF_PACKAGES):
                for number, form in ENGLISH_FORM.items():
                    with self.subTest(text=entry.msgid, number=number):
                        self.assertEqual(said(entry, number), (entry.msgid, entry.msgid_plural)[form])

    def test_one_thing_is_called_otherwise_than_several(self):
        # Two forms may be the same word: 2 sieci, 5 sieci.
        for entry in counted_texts(OURS):
            with self.subTest(text=entry.msgid):
                one, *several = (entry.msgstr_plural[form] for form in (0, 1, 2))
                self.assertNotIn(one, several)
