"""Broken data about passkeys is the script's fault and refused; a fault of ours is none of the script's."""

import json
from datetime import timedelta
from unittest import mock

from django.conf import settings
from django.core import mail
from django.http import JsonResponse
from django.test import RequestFactory, SimpleTestCase
from django.urls import reverse
from django.utils import timezone
from django_otp_webauthn import views
from django_otp_webauthn.helpers import WebAuthnHelper

from empirie.people.sign_in import passkeys
from empirie.people.sign_in.factors import passkeys_of
from empirie.safekeeping.retention_rules import _erase_sessions as erase_sessions

from .people import Visitor, a_passkey
from .test_second_step import SignInCase

LOG = "empirie.people.sign_in.passkeys"
NOT_BASE64 = {
    "id": "a",
    "rawId": "YWE",
    "type": "public-key",
    "response": {
        "clientDataJSON": "YWE",
        "authenticatorData": "YWE",
        "signature": "YWE",
        "userHandle": "a",
    },
}
DEEP = "[" * 2000


class LibraryTests(SimpleTestCase):
    """What makes `refusing_malformed` necessary. When one fails, see what of it can be removed."""

    def test_it_fails_on_a_user_handle_that_is_not_base64(self):
        helper = WebAuthnHelper(RequestFactory().post("/"))
        with self.assertRaises(ValueError):
            helper.authenticate_complete(user=None, state={}, data=NOT_BASE64)

    def test_it_fails_on_extensions_that_are_no_object(self):
        with self.assertRaises(TypeError):
            WebAuthnHelper(None)._check_discoverable({"clientExtensionResults": None})

    def test_it_fails_on_text_that_is_not_utf_8(self):
        request = RequestFactory().post("/", b'"\xff"', content_type="application/json")
        with self.assertRaises(UnicodeDecodeError):
            views.BaseWebAuthnView()._parse_request_data(request)

    def test_it_fails_on_lists_in_lists_without_end(self):
        request = RequestFactory().post("/", DEEP, content_type="application/json")
        with self.assertRaises(RecursionError):
            views.BaseWebAuthnView()._parse_request_data(request)

    def test_it_raises_a_fault_from_itself(self):
        with self.assertRaises(TypeError) as raised:
            views.BaseWebAuthnView().handle_exception(TypeError())
        self.assertIs(raised.exception.__cause__, raised.exception)

    def test_it_takes_what_is_no_object(self):
        request = RequestFactory().post("/", '"{}"', content_type="application/json")
        self.assertEqual(views.BaseWebAuthnView()._parse_request_data(request), "{}")


class MalformedTests(SignInCase):
    def setUp(self):
        self.visitor = Visitor().sign_in(self.city)

    def send(self, name, data):
        return self.visitor.post(reverse(f"sign_in:{name}"), data, content_type="application/json")

    def test_it_is_refused_and_noted(self):
        self.send("begin_use", "{}")
        with self.assertLogs(LOG, "WARNING") as log:
            answer = self.send("complete_use", json.dumps(NOT_BASE64))
        self.assertEqual((answer.status_code, answer.json()["code"]), (400, "malformed_request"))
        self.assertIs(type(log.records[0].exc_info[1]).__mro__[1], ValueError)

    def test_so_is_text_that_is_not_utf_8_and_an_object_in_quotes(self):
        for data in (b'"\xff"', json.dumps(json.dumps(NOT_BASE64))):
            for name in ("complete_use", "complete_registration"):
                with self.subTest(name=name, data=data):
                    self.send(name.replace("complete", "begin"), "{}")
                    self.assertEqual(self.send(name, data).json()["code"], "malformed_request")

    def test_so_is_what_is_too_deep_or_too_large_even_from_strangers(self):
        self.visitor = Visitor()
        for data in (DEEP, json.dumps({"name": "x" * passkeys.LARGEST})):
            for name in ("begin_use", "complete_use", "begin_registration", "complete_registration"):
                with self.subTest(name=name, data=data[:9]):
                    answer = self.send(name, data)
                    self.assertEqual((answer.status_code, answer.json()["code"]), (400, "malformed_request"))


class AfterRegisteringTests(SignInCase):
    """The library has just stored a passkey; without a browser no test has a real one."""

    def setUp(self):
        self.visitor = Visitor().sign_in(self.city)

    def register(self, **data):
        def store(*request):
            return JsonResponse({"id": a_passkey(self.city, str(passkeys_of(self.city).count())).pk})

        self.send("begin_registration", {})
        with mock.patch.object(views.CompleteCredentialRegistrationView, "post", store):
            return self.send("complete_registration", data)

    def send(self, view, data):
        address = reverse(f"sign_in:{view}")
        return self.visitor.post(address, json.dumps(data), content_type="application/json")

    def fail_at(self, name):
        with (
            mock.patch.object(passkeys, name, side_effect=TypeError("ours")),
            self.assertRaisesMessage(TypeError, "ours") as raised,
        ):
            self.register()
        return raised.exception

    def test_a_fault_of_ours_is_not_called_malformed(self):
        self.assertIsNone(self.fail_at("after_adding").__cause__)

    def test_after_a_fault_there_is_no_passkey_and_the_question_is_used_up(self):
        for name in ("pass_second_step", "factor_changed", "after_adding"):
            with self.subTest(name=name):
                self.fail_at(name)
                self.assertFalse(passkeys_of(self.city).exists())
                self.assertEqual(self.send("complete_registration", {}).json()["code"], "invalid_state")

    def test_other_browsers_are_signed_out_and_a_letter_goes_out(self):
        other = Visitor("198.51.100.7").sign_in(self.city)
        with self.captureOnCommitCallbacks(execute=True):
            self.assertEqual(self.register().status_code, 200)
        self.assertFalse(other.is_in)
        self.assertEqual([letter.to for letter in mail.outbox], [[self.city.email]])

    def test_a_letter_that_fails_undoes_nothing(self):
        with (
            mock.patch("empirie.people.sign_in.letters.send_letter", side_effect=TypeError),
            self.assertLogs("django.test", "ERROR"),
            self.captureOnCommitCallbacks(execute=True),
        ):
            self.assertEqual(self.register().status_code, 200)
        self.assertTrue(passkeys_of(self.city).exists())
        self.assertTrue(self.visitor.is_in)

    def test_a_name_that_no_database_takes_is_cleaned(self):
        for given, kept in ((" Mój telefon ", "Mój telefon"), ("a\x00b\ud800c", "abc"), ("x" * 99, "x" * 64)):
            with self.subTest(given=given):
                answer = self.register(name=given).json()
                self.assertEqual(answer["redirect_url"], "/admin/sign-in/recovery-codes/?next=%2Fadmin%2F")
                self.assertTrue(passkeys_of(self.city).filter(name=kept).exists())


class AskedTests(SignInCase):
    """A stranger is asked for a passkey."""

    def setUp(self):
        self.visitor = Visitor()
        self.visitor.post(reverse("sign_in:begin_use"), "{}", content_type="application/json")

    def lasts(self):
        return self.visitor.session.get_expiry_age()

    def test_the_question_does_not_lie_in_the_database_for_a_month(self):
        self.assertLessEqual(self.lasts(), 600)
        self.assertEqual(erase_sessions(timezone.now() + timedelta(minutes=11)), 1)

    def test_whoever_signs_in_stays_as_long_as_anybody(self):
        self.visitor.sign_in(self.city)
        self.assertEqual(self.lasts(), settings.SESSION_COOKIE_AGE)

    def test_also_by_passkey(self):
        AfterUsingTests.use(self, self.visitor, a_passkey(self.city), "/admin/")
        self.assertTrue(self.visitor.is_in)
        self.assertEqual(self.lasts(), settings.SESSION_COOKIE_AGE)

    def test_and_a_reader_of_a_private_page_keeps_what_is_open(self):
        reader = Visitor()
        session = reader.session
        session["passed_page_view_restrictions"] = [1]
        session.save()
        reader.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        reader.post(reverse("sign_in:begin_use"), "{}", content_type="application/json")
        self.assertEqual(reader.session.get_expiry_age(), settings.SESSION_COOKIE_AGE)


class AfterUsingTests(SignInCase):
    """The library has just checked a passkey."""

    def use(self, visitor, passkey, next_address):
        with (
            mock.patch.object(passkeys.CompleteUse, "get_state"),
            mock.patch.object(passkeys.Helper, "authenticate_complete", return_value=passkey),
        ):
            address = f"{reverse('sign_in:complete_use')}?next={next_address}"
            return visitor.post(address, "{}", content_type="application/json")

    def test_it_leads_where_one_was_going_and_makes_the_browser_known(self):
        passkey = a_passkey(self.city)
        for next_address, kept in (("/admin/account/", "/admin/account/"), ("//evil.example", "/admin/")):
            stranger, half_signed_in = Visitor(), Visitor()
            half_signed_in.give_password("lodz")
            for visitor in (stranger, half_signed_in):
                with self.subTest(next_address=next_address):
                    answer = self.use(visitor, passkey, next_address)
                    self.assertEqual(answer.json()["redirect_url"], kept)
                    self.assertTrue(visitor.is_in)
                    self.assertIn("known_browser", visitor.cookies)
