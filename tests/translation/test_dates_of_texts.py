"""Dates in the translation editor; once this passes without the DATE_FORMAT of our app, that can go."""

import datetime

from django.test import SimpleTestCase
from django.utils import timezone, translation
from wagtail_localize.models import StringTranslation


class DateTests(SimpleTestCase):
    def test_a_translator_reads_no_english_month_on_a_polish_screen(self):
        when = datetime.datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())
        text = StringTranslation(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL, updated_at=when)
        with translation.override("pl"):
            self.assertEqual(text.get_comment(), "Przetłumaczono ręcznie: 04.05.2026")
