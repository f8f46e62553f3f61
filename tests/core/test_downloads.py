"""What readers learn about a file before they download it."""

from django.template.loader import render_to_string
from django.test import TestCase
from django.utils import translation
from lxml import html

from tests import factories as make


class DownloadsTests(TestCase):
    def drawn(self, language="pl", **fields):
        document = make.a_download(**fields)
        with translation.override(language):
            return html.fromstring(render_to_string("parts/downloads.html", {"documents": [document, None]}))

    def words(self, **fields):
        drawn = self.drawn(**fields).xpath("string(//li)")
        return " ".join(drawn.split()).replace("\u00a0", " ")

    def test_language_format_size_pages_and_accessibility_are_said_in_words(self):
        fields = {"name": "raport.pdf", "content": b"x" * 2048, "pages": 5, "is_accessible": True}
        self.assertEqual(
            self.words(**fields), "Poradnik Po polsku Plik PDF 2,0 KB 5 stron Plik dostępny cyfrowo"
        )
        self.assertEqual(
            self.words(language="en", **fields), "Poradnik In Polish PDF file 2.0 KB 5 pages Accessible file"
        )

    def test_pages_are_counted_rightly_in_both_languages(self):
        polish = {1: "1 strona", 2: "2 strony", 5: "5 stron", 12: "12 stron", 22: "22 strony", 25: "25 stron"}
        for number, said in polish.items():
            with self.subTest(number=number):
                self.assertIn(f" {said} ", self.words(pages=number))
                self.assertIn(
                    f" {number} page{'s' if number != 1 else ''} ", self.words(language="en", pages=number)
                )

    def test_a_file_without_pages_or_check_says_so_or_nothing(self):
        said = self.words()
        self.assertIn("nie sprawdzono", said.lower())
        self.assertNotIn("stron", said.replace("Po polsku", ""))

    def test_the_link_names_language_and_type_and_downloads_under_the_files_name(self):
        (link,) = self.drawn(name="raport.pdf").xpath("//a")
        self.assertEqual((link.get("hreflang"), link.get("type")), ("pl", "application/pdf"))
        self.assertTrue(link.get("download").endswith(".pdf"))

    def test_hostile_titles_stay_text(self):
        self.assertEqual(self.drawn(title='<img src=x onerror="a">').xpath("//img"), [])
