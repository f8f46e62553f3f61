"""What a password must be: long, and not one that everybody knows."""

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.test import TestCase
from django.utils import translation

from tests import factories as make

from .people import Visitor, an_editor


class PasswordTests(TestCase):
    def refusals(self, password):
        try:
            validate_password(password, User(username="bronislawa"))
        except ValidationError as error:
            return {found.code for found in error.error_list}
        return set()

    def test_length_is_what_counts_and_no_kind_of_character_is_asked_for(self):
        for password in ("tylko male litery", "żółć gęślą jaźń!", "🐦" * 12, "kot" * 4, "w9" * 128):
            self.assertEqual(self.refusals(password), set(), password)

    def test_short_ones_are_refused(self):
        self.assertEqual(self.refusals("jedenascie1"), {"password_too_short"})

    def test_known_from_breaches(self):
        self.assertIn("password_too_common", self.refusals("qwertyuiop123"))

    def test_the_own_name(self):
        self.assertEqual(self.refusals("bronislawa12"), {"password_too_similar"})

    def test_a_long_password_is_not_cut_off(self):
        make.a_site()
        person = an_editor()
        person.set_password("a" * 2000)
        person.save()
        visitor = Visitor()
        visitor.give_password(password="a" * 1999)
        self.assertFalse(visitor.is_in)
        visitor.give_password(password="a" * 2000)
        self.assertTrue(visitor.is_in)

    def test_help_and_refusals_are_plain_polish(self):
        with translation.override("pl"):
            self.assertIn("co najmniej 12 znaków", password_validators_help_texts()[0])
            with self.assertRaisesMessage(ValidationError, "do danych Twojego konta (nazwa użytkownika)"):
                validate_password("bronislawa12", User(username="bronislawa"))
