"""The name of a file is no description of what it shows."""

from django.test import SimpleTestCase

from empirie.photos.file_names import describes

NAMES = (
    "IMG_20260001.jpg",
    "IMG_2041",
    "img 2041",
    "IMG-20260514-WA0007",
    "DSC_0012",
    "DSCF1234.JPG",
    "P1010203",
    "PXL_20260514_101112345",
    "20260514_101112",
    "WhatsApp Image 2026-05-14 at 10.11.12",
    "łąka przy szkole.jpeg",
    "  rynek.HEIC ",
)
WORDS = (
    "Rynek 2026",
    "Dzieci sieją trawę",
    "1 maja",
    "P. Nowak sadzi drzewo",
    "Zdjęcie nr 2041",
    "Park",
    "Dworzec PKP, 14.05.2026",
)


class FileNameTests(SimpleTestCase):
    def test_the_name_of_a_file_describes_nothing(self):
        for name in (*NAMES, "", "  "):
            with self.subTest(name=name):
                self.assertFalse(describes(name))

    def test_words_of_a_person_do_even_with_numbers_in_them(self):
        for words in WORDS:
            with self.subTest(words=words):
                self.assertTrue(describes(words))
