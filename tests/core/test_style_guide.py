"""The style guide shows everything pages are made of, to staff only."""

from django.contrib.auth.models import User
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from lxml import html
from wagtail.users.models import UserProfile

from empirie.core.blocks import BodyBlock
from empirie.core.style_guide import CARD_KINDS, Contrast, colours, contrast_of, contrasts, tokens
from tests.samples import one_public_page_of_each_type


class ColourTests(SimpleTestCase):
    def test_every_pair_of_colours_has_the_contrast_it_needs(self):
        too_little = [
            (pair.front, pair.ground, pair.light, pair.dark) for pair in contrasts() if not pair.is_enough
        ]
        self.assertEqual(too_little, [])

    def test_too_little_contrast_is_found(self):
        self.assertFalse(Contrast("ink", "paper", "text", 4.5, 9.0, 4.4).is_enough)

    def test_contrast_is_measured_as_wcag_says(self):
        self.assertEqual(contrast_of("#000", "#fff"), 21)
        self.assertEqual(contrast_of("#fff", "#767676"), 4.54)  # the greyest grey that may carry text

    def test_the_colours_of_the_style_sheet_are_found(self):
        self.assertLessEqual({"ink", "paper", "brand", "focus", "night"}, set(colours()))


class StyleGuideTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        one_public_page_of_each_type()
        cls.editor = User.objects.create_superuser("administrator", "a@empirie.example", "haslo")

    def guide(self):
        self.client.force_login(self.editor)
        response = self.client.get(reverse("style_guide"))
        self.assertEqual(response.status_code, 200)
        return html.document_fromstring(response.content)

    def test_readers_get_the_sign_in_page(self):
        response = self.client.get(reverse("style_guide"))
        self.assertRedirects(response, f"{reverse('wagtailadmin_login')}?next={reverse('style_guide')}")

    def test_it_stands_in_the_menu_of_staff(self):
        self.client.force_login(self.editor)
        self.assertContains(self.client.get(reverse("wagtailadmin_home")), reverse("style_guide"))

    def test_every_block_of_a_body_is_drawn(self):
        drawn = self.guide().xpath("//*[@data-block]/@data-block")
        self.assertEqual(drawn, list(BodyBlock().child_blocks))

    def test_every_token_is_named(self):
        named = {name.removeprefix("--") for name in self.guide().xpath("//code/text()")}
        fonts = {"sans", "serif"}
        self.assertLessEqual(set(tokens()) - fonts, named)

    def test_every_kind_of_card_is_drawn(self):
        named = self.guide().xpath("//section[@id='cards']//h3//code/text()")
        self.assertEqual(named, [f"card_{kind}.html" for kind in CARD_KINDS])

    def test_it_opens_in_both_languages(self):
        for language, title in (("pl", "Księga stylu"), ("en", "Style guide")):
            UserProfile.objects.update_or_create(user=self.editor, defaults={"preferred_language": language})
            with self.subTest(language=language):
                self.assertEqual(self.guide().xpath("string(//h1)"), title)
