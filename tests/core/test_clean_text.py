"""What an editor pastes from Word, and what a script sends, is stored without characters nobody sees."""

import json
import unittest

from django import forms
from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringTranslation

from articles.models import ArticleIndexPage, ArticlePage
from empirie.core.clean_text import clean_json, clean_text
from tests import factories as make
from tests.translation.steps import begin_translation

FROM_WORD = "Święto\x0bmiasta"
BROKEN = "\x00\x07Świę\x7fto\ud800 \x9fmia\ufffesta\uffff"
# A joined emoji, Hindi with a non-joiner, a soft hyphen, a no-break space, a tab and a line feed.
KEPT = "👩\u200d🚒 नमस्\u200cते Wy\u00addział\u00a0w\tŁodzi\n"


class CleanTextTests(unittest.TestCase):
    def test_what_readers_need_stays(self):
        self.assertEqual(clean_text(KEPT), KEPT)

    def test_what_nobody_sees_goes(self):
        self.assertEqual(clean_text(BROKEN), "Święto miasta")

    def test_unusual_line_ends_become_a_space_or_a_line_end(self):
        for mark in "\x0b\x0c\x85\u2028\u2029":
            self.assertEqual(clean_text(f"a{mark}b"), "a b")
            self.assertEqual(clean_text(f"a{mark}b", "\n"), "a\nb")

    def test_texts_in_json_are_cleaned_at_every_depth(self):
        dirty = [{"value": {"data": [["a\x0bb", 1, None]]}}]
        clean = [{"value": {"data": [["a b", 1, None]]}}]
        self.assertEqual(clean_json(dirty), clean)
        self.assertEqual(json.loads(clean_json(json.dumps(dirty))), clean)

    def test_a_form_keeps_lines_where_there_are_several(self):
        self.assertEqual(forms.CharField().clean(FROM_WORD), "Święto miasta")
        self.assertEqual(forms.CharField(widget=forms.Textarea).clean(FROM_WORD), "Święto\nmiasta")
        self.assertEqual(forms.CharField(max_length=3).clean("a\0b\ud800c"), "abc")

    def test_a_password_stays_as_it_was_typed(self):
        field = forms.CharField(widget=forms.PasswordInput)
        self.assertEqual(field.clean("łąka\x7f"), "łąka\x7f")


class DoorsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = make.an_editor()

    def setUp(self):
        self.client.force_login(self.editor)

    def test_a_page_of_a_script_is_stored_clean_and_so_are_its_revisions(self):
        body = [("heading", {"text": FROM_WORD, "level": "h2"}), ("text", {"text": "<p>a\x0bb</p>"})]
        article = make.an_article(title=FROM_WORD, lead=FROM_WORD)
        article.title, article.lead = BROKEN, FROM_WORD
        article.body = json.dumps([{"type": kind, "value": value} for kind, value in body])
        revision = article.save_revision()
        stored = ArticlePage.objects.get(pk=article.pk)
        self.assertEqual((stored.title, stored.lead), ("Święto miasta", "Święto\nmiasta"))
        revision.refresh_from_db()
        draft = revision.as_object()
        self.assertEqual(draft.title, "Święto miasta")
        self.assertEqual(draft.body[0].value["text"], "Święto miasta")
        draft.save()
        self.assertEqual(ArticlePage.objects.get(pk=article.pk).body[0].value["text"], "Święto miasta")

    def test_the_page_editor_takes_a_title_and_blocks_pasted_from_word(self):
        parent = make.polish(ArticleIndexPage)
        blocks = [
            ("heading", {"text": f"{FROM_WORD}\0", "level": "h2"}),
            ("text", rich_text("<p>Święto\x0bmiasta</p>")),
            ("table", json.dumps({"data": [["Rok\x0b2026"]], "table_header_choice": "row"})),
        ]
        fields = {
            "title": f"{FROM_WORD}\0",
            "slug": "swieto",
            "date": "2026-05-14",
            "lead": FROM_WORD,
            "body": streamfield(blocks),
            "comments": inline_formset([]),
        }
        address = reverse("wagtailadmin_pages:add", args=["articles", "articlepage", parent.pk])
        self.client.post(address, nested_form_data(fields))
        article = ArticlePage.objects.get(slug="swieto").get_latest_revision_as_object()
        self.assertEqual((article.title, article.lead), ("Święto miasta", "Święto\nmiasta"))
        self.assertEqual(article.body[0].value["text"], "Święto miasta")
        self.assertIn("Święto miasta", article.body[1].value.source)
        self.assertEqual(article.body[2].value["data"], [["Rok 2026"]])

    def test_a_photo_and_a_record_are_stored_clean(self):
        self.assertEqual(make.a_photo(title=FROM_WORD).title, "Święto miasta")
        self.assertEqual(make.a_city(name="Żary\x0b", slug="zary").name, "Żary ")

    def test_a_translation_from_any_source_is_stored_clean(self):
        translation = begin_translation(make.an_article())
        segment = translation.source.stringsegment_set.first()
        string = StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=f"City{BROKEN[0]}\x0bday",
        )
        string.refresh_from_db()
        self.assertIn(string.data, ("City day", "City\nday"))
