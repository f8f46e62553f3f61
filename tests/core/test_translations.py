"""A translation whose text is at hand goes through wagtail-localize's own records."""

import json

from django.test import TestCase
from wagtail_localize.models import Translation

from empirie.core.translations import UnequalTexts
from tests import factories as make

TABLE = {
    "table_caption": "Spotkania",
    "data": [["Miasto", "Rok"], ["Krosno", ""]],
    "first_row_is_table_header": True,
    "first_col_is_header": False,
    "table_header_choice": "row",
}


def body(*blocks):
    return json.dumps(
        [{"type": kind, "value": value, "id": str(place)} for place, (kind, value) in enumerate(blocks)]
    )


class PublishTranslationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def test_the_english_page_is_published_with_its_own_words(self):
        article = make.an_article(body=body(("text", "<p>Pierwszy.</p><p>Drugi.</p>")))
        english = make.in_english(
            article, title="New homes", slug="new-homes", body=body(("text", "<p>First.</p><p>Second.</p>"))
        )
        self.assertTrue(english.live)
        self.assertEqual((english.title, english.slug), ("New homes", "new-homes"))
        self.assertIn("Second.", str(english.body[0].value))
        article.refresh_from_db()
        self.assertIn("Pierwszy.", str(article.body[0].value))

    def test_the_translation_editor_has_nothing_left_to_translate(self):
        article = make.an_article(body=body(("text", "<p>Pierwszy.</p>")))
        make.in_english(article, lead="It began.", body=body(("text", "<p>First.</p>")))
        total, done = Translation.objects.get(source__object_id=article.translation_key).get_progress()
        self.assertEqual(total, done)

    def test_table_cells_and_caption_are_translated_one_by_one(self):
        article = make.an_article(body=body(("table", TABLE)))
        words = TABLE | {"table_caption": "Meetings", "data": [["City", "Year"], ["Krosno", ""]]}
        english = make.in_english(article, body=body(("table", words)))
        table = english.body[0].value
        self.assertEqual(table["table_caption"], "Meetings")
        self.assertEqual(table["data"], [["City", "Year"], ["Krosno", ""]])
        self.assertTrue(table["first_row_is_table_header"])

    def test_a_missing_paragraph_is_refused_and_nothing_is_published(self):
        article = make.an_article(body=body(("text", "<p>Pierwszy.</p><p>Drugi.</p>")))
        with self.assertRaises(UnequalTexts):
            make.in_english(article, body=body(("text", "<p>First.</p>")))
        self.assertFalse(article.has_translation(make.english_locale()))

    def test_repeating_replaces_the_words(self):
        article = make.an_article()
        make.in_english(article, title="New homes")
        self.assertEqual(make.in_english(article, title="New flats").title, "New flats")

    def test_a_draft_translation_is_not_live_and_the_polish_page_stays_as_it_is(self):
        from wagtail_localize.operations import translate_object

        article = make.an_article()
        with self.captureOnCommitCallbacks(execute=True):
            translate_object(article, [make.english_locale()])
        self.assertFalse(article.get_translation(make.english_locale()).live)
