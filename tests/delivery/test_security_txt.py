"""Who finds a weakness learns whom to tell, as long as somebody has promised to listen (RFC 9116)."""

import datetime

from django.test import TestCase, override_settings
from django.utils import timezone

from empirie.delivery.security_txt import contact_is_looked_after
from tests.project.shell import PRODUCTION, assert_one_line, manage

ADDRESS = "/.well-known/security.txt"


def in_days(number):
    return timezone.now().date() + datetime.timedelta(days=number)


class SecurityTxtTests(TestCase):
    def told(self, contact="bezpieczenstwo@empirie.example", days=100):
        with override_settings(SECURITY_CONTACT=contact, SECURITY_CONTACT_UNTIL=in_days(days)):
            return self.client.get(ADDRESS)

    def test_it_names_the_contact_and_its_last_day(self):
        response = self.told()
        self.assertEqual(response["Content-Type"], "text/plain; charset=utf-8")
        self.assertEqual(
            response.content.decode().splitlines(),
            [
                "Contact: mailto:bezpieczenstwo@empirie.example",
                f"Expires: {in_days(100)}T23:59:59Z",
                "Preferred-Languages: pl, en",
                "Canonical: http://127.0.0.1:8000/.well-known/security.txt",
            ],
        )
        self.assertContains(self.told("https://empirie.example/x"), "Contact: https://empirie.example/x\n")

    def test_without_a_contact_or_after_the_day_there_is_none(self):
        self.assertEqual(self.client.get(ADDRESS).status_code, 404)
        self.assertEqual(self.told(days=-1).status_code, 404)
        self.assertEqual(self.told(days=0).status_code, 200)
        self.assertIn("no-store", self.told()["Cache-Control"])  # the day comes without a write

    def test_the_operator_is_warned_in_time(self):
        for days, words in ((400, "longer than a year"), (29, "runs out in 29 days"), (-1, "has run out")):
            with override_settings(SECURITY_CONTACT="a@b.example", SECURITY_CONTACT_UNTIL=in_days(days)):
                self.assertIn(words, contact_is_looked_after(None)[0].msg)
        with override_settings(SECURITY_CONTACT="a@b.example", SECURITY_CONTACT_UNTIL=in_days(200)):
            self.assertEqual(contact_is_looked_after(None), [])
        self.assertEqual(contact_is_looked_after(None), [])


def test_the_check_of_production_settings_fails_for_a_contact_that_has_run_out():
    variables = PRODUCTION | {"SECURITY_CONTACT": "a@b.example", "SECURITY_CONTACT_UNTIL": "2020-01-01"}
    finished = manage("check", "--deploy", "--fail-level", "WARNING", **variables)
    assert finished.returncode == 1
    assert "delivery.W001" in finished.stderr


def test_a_contact_that_makes_no_sense_is_named_in_one_line():
    for name, value in (
        ("SECURITY_CONTACT", "a@b.example"),
        ("SECURITY_CONTACT_UNTIL", "soon"),
    ):
        assert_one_line(manage("check", **PRODUCTION, **{name: value}), "SECURITY_CONTACT_UNTIL")
    variables = {"SECURITY_CONTACT": "javascript:alert(1)", "SECURITY_CONTACT_UNTIL": "2027-01-01"}
    assert_one_line(manage("check", **PRODUCTION, **variables), "SECURITY_CONTACT")
