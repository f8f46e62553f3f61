"""Every block of a body explains itself to the editor and draws itself for the reader."""

from django.core.exceptions import ValidationError
from django.template.loader import get_template
from django.test import SimpleTestCase, TestCase
from wagtail import blocks
from wagtail.rich_text import RichText

from empirie.core.blocks import BodyBlock
from empirie.core.blocks.links import LinkItemBlock
from empirie.core.blocks.media import FigureBlock
from empirie.core.blocks.text import RICH_TEXT_FEATURES
from tests import factories as make
from tests.translation.steps import begin_translation, published_in_english


def body_blocks():
    return BodyBlock().child_blocks.items()


def faults_of(block):
    """What a block lacks, in words."""
    faults = []
    if not block.meta.icon or block.meta.icon == blocks.Block._meta_class.icon:
        faults.append("no icon of its own")
    if not getattr(block.meta, "description", None):
        faults.append("no description")
    if not block.is_previewable:
        faults.append("no preview")
    if not getattr(block.meta, "template", None):
        faults.append("no template")
    return faults


class BlockRulesTests(SimpleTestCase):
    def test_each_block_has_icon_description_preview_and_template(self):
        for name, block in body_blocks():
            with self.subTest(block=name):
                self.assertEqual(faults_of(block), [])
                get_template(block.meta.template)

    def test_the_rules_can_be_broken(self):
        self.assertEqual(len(faults_of(blocks.CharBlock())), 4)

    def test_the_body_offers_what_editors_were_promised(self):
        promised = {
            "heading",
            "text",
            "figure",
            "quote",
            "callout",
            "figures",
            "table",
            "accordion",
            "downloads",
            "recording",
            "gallery",
            "links",
        }
        self.assertEqual({name for name, _block in body_blocks()}, promised)


class BlockPreviewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        make.a_photo()
        make.a_download()
        make.a_recording()
        make.a_gallery(make.a_city_page())

    def test_each_preview_draws_something(self):
        for name, block in body_blocks():
            with self.subTest(block=name):
                drawn = block.render(block.normalize(block.get_preview_value()))
                self.assertGreater(len(drawn.strip()), 20)

    def test_previews_do_not_break_on_an_empty_site(self):
        from articles.models import ArticlePage
        from multimedia.models import RecordingPage

        ArticlePage.objects.all().delete()
        for recording in RecordingPage.objects.all():
            recording.delete()
        for name, block in body_blocks():
            with self.subTest(block=name):
                block.render(block.normalize(block.get_preview_value()))


class FigureBlockTests(TestCase):
    def value(self, **fields):
        block = FigureBlock()
        defaults = {"photo": make.a_photo(), "description": "", "is_decorative": False, "caption": ""}
        return block, block.normalize(defaults | fields)

    def test_a_photo_is_described_or_decorative_and_never_both(self):
        for fields in ({}, {"description": "Most", "is_decorative": True}):
            block, value = self.value(**fields)
            with self.subTest(fields=fields), self.assertRaises(ValidationError):
                block.clean(value)
        for fields in ({"description": "Most"}, {"is_decorative": True}):
            block, value = self.value(**fields)
            with self.subTest(fields=fields):
                block.clean(value)


class LinkItemBlockTests(SimpleTestCase):
    def test_a_link_leads_to_a_page_or_outside_and_never_nowhere(self):
        block = LinkItemBlock()
        with self.assertRaises(ValidationError):
            block.clean(block.normalize({"label": "Dokąd?", "page": None, "url": ""}))
        block.clean(block.normalize({"label": "Tam", "page": None, "url": "https://eeagrants.org"}))


class RaisedAndLoweredTests(TestCase):
    """m² and H₂O, from the editor through the translation to the reader."""

    def test_they_are_kept_shown_and_translated_within_their_sentence(self):
        make.a_site()
        article = make.an_article(
            body=[("text", RichText("<p>Park ma 20 m<sup>2</sup> i H<sub>2</sub>O.</p>"))]
        )
        for shown in ("m<sup>2</sup>", "H<sub>2</sub>O"):
            self.assertContains(self.client.get(article.url), shown)
        translation = begin_translation(article)
        strings = [segment.string.data for segment in translation.source.stringsegment_set.all()]
        self.assertIn("Park ma 20 m<sup>2</sup> i H<sub>2</sub>O.", strings)
        english = published_in_english(article)[0]
        self.assertContains(self.client.get(english.url), "m<sup>2</sup>")

    def test_an_editor_finds_both_in_the_text_of_a_page(self):
        self.assertLessEqual({"superscript", "subscript"}, set(RICH_TEXT_FEATURES))
