"""What runs on PostgreSQL asks it everything that any test asks."""

from django.test import SimpleTestCase

from tests.statements import chosen, kind


class ChoiceTests(SimpleTestCase):
    def test_every_kind_of_statement_is_asked_by_one_that_is_chosen(self):
        record = {"a": (9, [1, 2, 3]), "b": (0.1, [1, 2]), "c": (0.1, [3]), "d": (5, [4]), "e": (0.1, [])}
        self.assertEqual(chosen(record), {"b", "c", "d"})
        self.assertEqual(chosen({}), set())

    def test_values_and_their_number_make_no_other_kind(self):
        self.assertEqual(kind("SELECT a IN (%s, %s)", (1, 2)), kind("SELECT a IN (%s, %s, %s)", (1, 2, "ź")))
        self.assertEqual(kind("SELECT a LIMIT 21", ()), kind("SELECT a LIMIT 1", None))
        self.assertNotEqual(kind("SELECT a", ()), kind("SELECT b", ()))

    def test_values_that_only_postgresql_refuses_do(self):
        usual = kind("SELECT %s", ("a",))
        for value in ("a\0b", "a" * 300, 2**40):
            with self.subTest(value=value):
                self.assertNotEqual(kind("SELECT %s", (value,)), usual)
