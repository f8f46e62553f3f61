"""A page's address is made of its words, whatever signs stand in its title and whoever makes it."""

import re
from pathlib import Path

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase
from django.urls import reverse
from lxml import html
from wagtail import admin

from articles.models import ArticleIndexPage, ArticlePage
from empirie.core.slugs import BEFORE_THE_FIRST_LETTER, slug_from
from empirie.subjects.models import City, Network, Topic
from galleries.approval.english import publish_in_english
from galleries.models import GalleryPage
from tests import factories as make

TITLES = {
    "🎉 Święto": "swieto",
    "Święto 🎉": "swieto",
    "🎉Święto🎉 w 🏙️ mieście": "swieto-w-miescie",
    "– Łódź, a co?": "lodz-a-co",
    "„Ćma” i #żaba": "cma-i-zaba",
    "__Święto__": "swieto",
    "👩‍👩‍👧 Rodzina": "rodzina",
    "100 drzew": "100-drzew",
    "🎉": "",
    "---": "",
}


class WordsTests(SimpleTestCase):
    def test_signs_leave_no_hyphen_at_the_ends(self):
        self.assertEqual({title: slug_from(title) for title in TITLES}, TITLES)


class PageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = User.objects.create_superuser("redakcja", "redakcja@empirie.example", "haslo")

    def an_article(self, **fields):
        return make.polish(ArticleIndexPage).add_child(instance=ArticlePage(date=make.DAY, **fields))

    def test_a_page_that_comes_without_a_slug_gets_one_of_its_title(self):
        for title, slug in TITLES.items():
            with self.subTest(title=title):
                article = self.an_article(title=title)
                self.assertEqual(article.slug, slug or "artykul")
                article.delete()

    def test_a_slug_that_begins_with_a_hyphen_loses_it_and_is_still_alone(self):
        article = self.an_article(title="Święto", slug="-swieto-")
        self.assertEqual(article.slug, "swieto")
        with self.assertRaises(ValidationError):
            self.an_article(title="Święto", slug="-swieto")

    def test_the_editor_gets_a_field_that_begins_no_slug_with_a_hyphen(self):
        self.client.force_login(self.editor)
        parent, article = make.polish(ArticleIndexPage), make.an_article()
        screens = [
            ("wagtailadmin_pages:add", ["articles", "articlepage", parent.pk], "slug"),
            ("wagtailadmin_pages:copy", [article.pk], "new_slug"),
            (City.snippet_viewset.get_url_name("add"), [], "slug"),
            (Network.snippet_viewset.get_url_name("add"), [], "slug"),
            (Topic.snippet_viewset.get_url_name("add"), [], "slug_pl"),
            (Topic.snippet_viewset.get_url_name("add"), [], "slug_en"),
        ]
        for name, arguments, field in screens:
            with self.subTest(screen=name, field=field):
                screen = html.document_fromstring(self.client.get(reverse(name, args=arguments)).content)
                (said,) = screen.xpath(f"//input[@name='{field}']/@data-w-slug-formatters-value")
                self.assertIn(r"\\u0370-\\u1fff", said)

    def test_a_copy_under_a_slug_with_a_hyphen_loses_it(self):
        self.client.force_login(self.editor)
        article = make.an_article()
        self.client.post(
            reverse("wagtailadmin_pages:copy", args=[article.pk]),
            {"new_title": "Kopia", "new_slug": "-kopia", "new_parent_page": article.get_parent().pk},
        )
        self.assertEqual(ArticlePage.objects.get(title="Kopia").slug, "kopia")

    def test_the_english_version_of_a_gallery_is_named_in_the_letters_of_its_title(self):
        city_page = make.a_city_page()
        make.in_english(city_page)
        gallery = make.a_gallery(city_page, title="🎉 Święto Łodzi", slug="")
        self.assertEqual(gallery.slug, "swieto-lodzi")
        publish_in_english(gallery, {"title": "🎉 Łódź celebrates"})
        english = GalleryPage.objects.get(locale=make.english_locale())
        self.assertEqual(english.slug, "lodz-celebrates")


class RecordTests(TestCase):
    def test_records_lose_the_hyphen_too_and_a_slug_of_hyphens_alone_is_refused(self):
        topic = Topic(name_pl="Święto", name_en="Day", slug_pl="-swieto", slug_en="day-")
        topic.full_clean()
        self.assertEqual((topic.slug_pl, topic.slug_en), ("swieto", "day"))
        city = City(name="Łódź", slug="---", voivodeship="łódzkie", latitude=51.77, longitude=19.46)
        with self.assertRaises(ValidationError) as refused:
            city.full_clean()
        self.assertIn("slug", refused.exception.error_dict)


class ScriptOfWagtailTests(SimpleTestCase):
    def test_the_script_of_wagtail_leaves_a_hyphen_at_the_beginning(self):
        """What TidySlugInput is for: Wagtail cuts hyphens off the end of a slug and nowhere else."""
        script = (Path(admin.__file__).parent / "static/wagtailadmin/js/core.js").read_text(encoding="utf-8")
        self.assertIn('replace(/-+$/g,"")', script)
        self.assertNotRegex(script, r"replace\(/\^-\+")

    def test_what_is_taken_away_before_is_never_a_polish_letter_or_a_digit(self):
        for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻaZ09öřЖλ":
            self.assertIsNone(re.match(BEFORE_THE_FIRST_LETTER, letter), letter)
        for sign in "🎉 –„#-_×":
            self.assertTrue(re.match(BEFORE_THE_FIRST_LETTER, sign), sign)
