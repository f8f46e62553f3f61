"""Names stand in the order of the Polish alphabet, on every database."""

import random

from django.test import SimpleTestCase, TestCase

from empirie.core.sorting import polish_sort_key
from empirie.subjects.models import City
from tests import factories as make

IN_ORDER = [
    "Cieszyn",
    "Ćmielów",
    "Jarosław",
    "Jasło",
    "Jelenia Góra",
    "Krosno",
    "Lublin",
    "Łomża",
    "Łódź",
    "Ostrowiec Świętokrzyski",
    "Ostrów Wielkopolski",
    "Ósmy",
    "Sopot",
    "Stalowa Wola",
    "Starachowice",
    "Śrem",
    "zebra",
    "Zgierz",
    "Złotów",
    "źródło",
    "Żary",
    "Żywiec",
]


class PolishSortKeyTests(SimpleTestCase):
    def test_words_sort_as_in_a_polish_dictionary(self):
        shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
        self.assertEqual(sorted(shuffled, key=polish_sort_key), IN_ORDER)

    def test_a_space_comes_before_every_letter(self):
        self.assertLess(polish_sort_key("Nowa Sól"), polish_sort_key("Nowak"))

    def test_numbers_sort_before_letters_and_foreign_letters_after(self):
        self.assertLess(polish_sort_key("3 Maja"), polish_sort_key("Aleja"))
        self.assertLess(polish_sort_key("Żory"), polish_sort_key("Øvre Eiker"))


class CityOrderTests(TestCase):
    def test_the_database_gives_cities_in_polish_order(self):
        for number, name in enumerate(random.Random(7).sample(IN_ORDER, len(IN_ORDER))):
            make.a_city(name=name, slug=f"miasto-{number}")
        self.assertEqual(list(City.objects.values_list("name", flat=True)), IN_ORDER)
