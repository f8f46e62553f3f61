"""The account's screen: neither guessing the password there, nor taking the account over by a new address."""

from django.core import mail
from django.test import TestCase
from django.urls import reverse

from empirie.people.sign_in.limits import LIMITS, PASSWORD
from empirie.people.sign_in.models import Attempt
from tests import factories as make

from .people import PASSWORD as OLD
from .people import Visitor, an_editor, of_a_city
from .test_limits import WAIT, later

HERE = LIMITS[PASSWORD].person_here.times
NEW = "inne-slowa-o-sloncu"
SCREEN = "/admin/account/"


class AccountCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor, cls.city = an_editor(), of_a_city()
        for person in (cls.editor, cls.city):
            person.email = f"{person.username}@empirie.example"
            person.save()

    def setUp(self):
        self.visitor = Visitor().sign_in(self.editor)

    def change(self, visitor=None, email="redakcja@empirie.example", language="pl", **fields):
        form = {
            "name_email-first_name": "Łucja",
            "name_email-last_name": "Żak",
            "name_email-email": email,
            "locale-preferred_language": language,
            "locale-current_time_zone": "Europe/Warsaw",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            **{f"password-{name}": text for name, text in fields.items()},
        }
        with self.captureOnCommitCallbacks(execute=True):
            return (visitor or self.visitor).post(SCREEN, form)

    def new_password(self, old, **fields):
        return self.change(old_password=old, new_password1=NEW, new_password2=NEW, **fields)

    def kept(self, person=None):
        person = person or self.editor
        person.refresh_from_db()
        return person.first_name, person.email


class OldPasswordTests(AccountCase):
    def test_after_a_few_wrong_ones_even_the_right_one_waits(self):
        for number in range(HERE):
            self.assertContains(self.new_password(f"zgaduje-{number}"), "To nie jest Twoje hasło", count=1)
        self.assertContains(self.new_password(OLD), WAIT)
        self.editor.refresh_from_db()
        self.assertTrue(self.editor.check_password(OLD))

    def test_the_right_one_changes_it_and_the_mistakes_are_forgotten(self):
        self.new_password("zgaduje")
        self.assertRedirects(self.new_password(OLD), SCREEN)
        self.assertFalse(Attempt.objects.exists())
        visitor = Visitor()
        visitor.give_password(password=NEW)
        self.assertTrue(visitor.is_in)

    def test_an_empty_field_is_no_attempt(self):
        self.assertContains(self.new_password(""), "To nie jest Twoje hasło")
        self.assertFalse(Attempt.objects.exists())


class AddressTests(AccountCase):
    NEW = "nowy@empirie.example"

    def test_without_a_recent_proof_one_confirms_first_and_finds_the_changes_again(self):
        with later(minutes=20):
            answer = self.change(email=self.NEW)
            self.assertRedirects(answer, f"{reverse('sign_in:confirm')}?next=%2Fadmin%2Faccount%2F")
            self.assertNotIn(self.NEW, self.kept())
            answer = self.visitor.post(answer.url, {"password": OLD}, follow=True)
            self.assertContains(answer, f'value="{self.NEW}"')
            self.assertContains(answer, "Jeszcze nie zapisano")
            self.assertRedirects(self.change(email=self.NEW), SCREEN)
        self.assertEqual(self.kept(), ("Łucja", self.NEW))

    def test_the_old_password_given_with_it_is_a_proof(self):
        with later(minutes=20):
            self.assertIn("confirm", self.new_password("zgaduje", email=self.NEW).url)
            self.assertRedirects(self.new_password(OLD, email=self.NEW), SCREEN)
        self.assertEqual(self.kept(), ("Łucja", self.NEW))

    def test_the_old_address_is_told_in_the_persons_language(self):
        for person, language, subject in (
            (self.editor, "pl", "Twoje konto ma nowy adres e-mail"),
            (self.city, "en", "Your account has a new e-mail address"),
        ):
            with self.subTest(language=language):
                old = person.email
                self.change(Visitor().sign_in(person), f"nowy-{language}@empirie.example", language)
                letter = mail.outbox[-1]
                self.assertEqual((letter.to, letter.subject), ([old], subject))
                self.assertIn(person.username, letter.body)
        self.assertEqual(len(mail.outbox), 2)

    def test_anything_else_is_changed_without_questions_and_letters(self):
        with later(minutes=20):
            self.assertRedirects(self.change(), SCREEN)
        self.assertEqual(self.kept(), ("Łucja", "redakcja@empirie.example"))
        self.assertEqual(mail.outbox, [])

    def test_an_address_that_is_none_is_refused_before_any_question(self):
        with later(minutes=20):
            self.assertContains(self.change(email="nic"), "name_email-email")
        self.assertEqual(mail.outbox, [])
