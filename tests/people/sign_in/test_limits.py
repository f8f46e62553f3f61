"""How often somebody may try: guessing is stopped, and nobody is locked out by a stranger alone."""

import datetime
from unittest import mock

from django.conf import settings
from django.core import mail
from django.test import TestCase, override_settings
from django.utils import timezone
from django_tasks import task_backends

from empirie.people.retention_rules import erase_old_sign_in_attempts
from empirie.people.sign_in.limits import LETTER, LIMITS, PASSWORD, SECOND_STEP
from empirie.people.sign_in.models import Attempt
from tests import factories as make
from tests.queries import CountQueries

from .people import PASSWORD as RIGHT
from .people import Visitor, an_app, an_editor, code_of

HERE = LIMITS[PASSWORD].person_here.times
NETWORK = LIMITS[PASSWORD].network.times
EVERYWHERE = LIMITS[PASSWORD].person.times
NOT_YET = {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
WAIT = "To było zbyt wiele prób"


def later(**time):
    moment = timezone.now() + datetime.timedelta(**time)
    return mock.patch("django.utils.timezone.now", return_value=moment)


class LimitsCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.person = an_editor()

    def guess(self, times, name="redakcja", address="203.0.113.5"):
        visitor = Visitor(address)
        for number in range(times):
            answer = visitor.give_password(name, f"zgadywane-haslo-{number}")
        return answer


class GuessingAPasswordTests(LimitsCase):
    def test_after_a_few_wrong_passwords_even_the_right_one_waits(self):
        self.assertNotContains(self.guess(HERE), WAIT)
        visitor = Visitor()
        self.assertContains(visitor.give_password(), WAIT)
        self.assertFalse(visitor.is_in)

    def test_the_message_says_from_when_one_may_try_again_and_keeps_to_it(self):
        moment = datetime.datetime(2026, 5, 14, 10, 0, 20, tzinfo=datetime.UTC)
        with mock.patch("django.utils.timezone.now", return_value=moment):
            self.guess(HERE)
            self.assertContains(Visitor().give_password(), "od 12:16")
        with mock.patch("django.utils.timezone.now", return_value=moment.replace(minute=16, second=0)):
            self.assertEqual(Visitor().give_password().status_code, 302)

    def test_waiting_is_not_made_longer_by_trying(self):
        self.guess(HERE)
        with later(minutes=10):
            self.assertContains(self.guess(20), WAIT)
        with later(minutes=16):
            self.assertTrue(Visitor().sign_in(self.person).is_in)

    def test_a_refused_attempt_is_never_noted(self):
        self.guess(HERE)
        with mock.patch.object(Attempt.objects, "create") as create:
            self.assertContains(self.guess(1), WAIT)
        create.assert_not_called()

    def test_a_neighbour_in_the_same_office_is_not_stopped(self):
        other = an_editor("sasiadka")
        self.guess(HERE + 1)
        self.assertTrue(Visitor().sign_in(other).is_in)

    def test_a_stranger_who_guesses_does_not_lock_the_person_out(self):
        self.guess(HERE + 1, address="198.51.100.7")
        self.assertTrue(Visitor().sign_in(self.person).is_in)

    def test_the_name_counts_however_it_is_typed(self):
        for name in ("redakcja", " Redakcja", "REDAKCJA ", "redakcja", "Redakcja"):
            self.guess(1, name)
        self.assertContains(Visitor().give_password(), WAIT)

    def test_names_that_do_not_exist_are_treated_alike(self):
        self.guess(HERE, "nie-ma-takiej")
        self.assertContains(Visitor().give_password("nie-ma-takiej"), WAIT)

    def test_many_accounts_tried_from_one_network_end_at_its_limit(self):
        for number in range(NETWORK):
            self.guess(1, f"osoba-{number}", f"203.0.113.{number}")
        self.assertContains(Visitor("203.0.113.200").give_password(), WAIT)
        self.assertEqual(Visitor("198.51.100.7").give_password().status_code, 302)

    def test_guessing_from_everywhere_ends_too_but_not_for_a_browser_the_person_knows(self):
        known = Visitor("192.0.2.1").sign_in(self.person)
        known.post("/admin/logout/")
        for number in range(EVERYWHERE):
            self.guess(1, address=f"10.{number}.0.1")
        self.assertContains(Visitor().give_password(), WAIT)
        self.assertTrue(known.sign_in(self.person).is_in)

    def test_a_known_browser_of_one_person_opens_nothing_for_another(self):
        known = Visitor("192.0.2.1").sign_in(an_editor("sasiadka"))
        known.post("/admin/logout/")
        for number in range(EVERYWHERE):
            self.guess(1, address=f"10.{number}.0.1")
        self.assertContains(known.give_password(), WAIT)

    def test_signing_in_forgets_the_own_mistakes_only(self):
        self.guess(HERE - 1)
        self.guess(2, "osoba-1")
        Visitor().sign_in(self.person)
        self.assertEqual(Attempt.objects.count(), 2)

    @override_settings(BEHIND_PROXY=True)
    def test_behind_our_proxy_the_network_is_the_one_the_proxy_noted(self):
        for number in range(HERE):
            headers = {"x-forwarded-for": f"10.0.{number}.9, 203.0.113.5"}
            self.client.post("/admin/login/", {"username": "redakcja", "password": "x"}, headers=headers)
        answer = self.client.post(
            "/admin/login/",
            {"username": "redakcja", "password": RIGHT},
            headers={"x-forwarded-for": "203.0.113.9"},
        )
        self.assertContains(answer, WAIT)

    def test_many_attempts_at_once_do_not_slip_through_together(self):
        """A second process counted its attempts between our look and our note."""
        self.guess(HERE - 1)
        create = Attempt.objects.create

        def crowd(**fields):
            for _other in range(3):
                create(**fields)
            return create(**fields)

        with mock.patch.object(Attempt.objects, "create", crowd):
            self.assertContains(Visitor().give_password(), WAIT)

    def test_the_password_of_a_signed_in_person_cannot_be_guessed_either(self):
        visitor = Visitor().sign_in(self.person)
        for number in range(HERE):
            visitor.post("/admin/sign-in/confirm/", {"password": f"zgaduje-{number}"})
        self.assertContains(visitor.post("/admin/sign-in/confirm/", {"password": RIGHT}), WAIT)


class GuessingACodeTests(LimitsCase):
    def test_after_a_few_wrong_codes_even_the_right_one_waits(self):
        app = an_app(self.person)
        visitor = Visitor()
        visitor.give_password()
        for _number in range(LIMITS[SECOND_STEP].person_here.times):
            self.assertNotContains(visitor.give_code("000000"), WAIT)
        self.assertContains(visitor.give_code(code_of(app)), WAIT)
        self.assertFalse(visitor.is_in)


class AskingForLettersTests(LimitsCase):
    def ask(self, times=1, email="redakcja@empirie.example", address="203.0.113.5"):
        for _number in range(times):
            answer = Visitor(address).post("/admin/password_reset/", {"email": email})
        return answer

    def test_letters_are_not_sent_without_end(self):
        count = LIMITS[LETTER].person_here.times
        self.ask(count)
        self.assertContains(self.ask(), WAIT)
        self.assertEqual(len(mail.outbox), count)

    def test_the_answer_is_the_same_for_an_address_without_an_account(self):
        self.ask(LIMITS[LETTER].person_here.times, "nikt@empirie.example")
        self.assertContains(self.ask(email="nikt@empirie.example"), WAIT)
        self.assertEqual(mail.outbox, [])

    @override_settings(TASKS=settings.TASKS | {"letters": NOT_YET})
    def test_the_answer_waits_for_no_letter_and_costs_the_same_without_an_account(self):
        with CountQueries() as with_account:
            self.ask()
        with CountQueries() as without:
            self.ask(email="nikt@empirie.example", address="198.51.100.7")
        self.assertEqual(with_account.number, without.number)
        self.assertEqual(len(task_backends["letters"].results), 2)
        self.assertEqual(mail.outbox, [])

    def test_somebody_elsewhere_still_gets_a_letter(self):
        self.ask(LIMITS[LETTER].person_here.times)
        self.assertEqual(self.ask(address="198.51.100.7").status_code, 302)


class WhatIsKeptTests(LimitsCase):
    def test_neither_address_nor_name_is_kept(self):
        self.guess(1)
        kept = str(Attempt.objects.values().get())
        self.assertNotIn("203.0.113", kept)
        self.assertNotIn("redakcja", kept)

    def test_after_a_day_nothing_is_left(self):
        self.guess(3)
        self.assertEqual(erase_old_sign_in_attempts(timezone.now()), 0)
        self.assertEqual(erase_old_sign_in_attempts(timezone.now() + datetime.timedelta(days=1)), 3)

    def test_the_next_attempt_clears_what_is_old(self):
        self.guess(3)
        with later(days=1, minutes=1):
            self.guess(1, "osoba-1")
        self.assertEqual(Attempt.objects.count(), 1)
