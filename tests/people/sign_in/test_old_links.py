"""What is older than the present version or too old: sessions, links and cookies end in clear words."""

from datetime import datetime, timedelta
from unittest import mock

from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.models import Session
from django.test import TestCase
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from empirie.core.request_data import BACK
from tests import factories as make

from .people import LOGIN, PASSWORD, Visitor, a_passkey, an_app, an_editor, code_of, of_a_city
from .test_limits import later

GONE = "empirie.people.gone.Backend"
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
RESET = "wagtailadmin_password_reset_confirm"


class OldCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor, cls.city = an_editor(), of_a_city()


class OldSessionTests(OldCase):
    # What a session may hold that a present one does not: key and value; None for a key that is missing.
    LEADING_TO_THE_SIGN_IN = (
        ("_auth_user_backend", GONE),
        ("_auth_user_id", "999999"),
        ("_auth_user_hash", None),
        ("_auth_user_hash", "from another key"),
        ("browser", None),
        ("browser", 999999),
    )
    GOING_ON = (
        ("otp_device_id", "otp_static.staticdevice/1"),
        ("otp_device_id", "otp_totp.totpdevice/999999"),
        ("otp_device_id", "nonsense"),
        ("confirmed_at", None),
        ("name_and_address", {"phone": "1"}),
        ("otp_webauthn_authentication_state", {}),
    )

    def signed_in_with(self, key, value):
        visitor = Visitor(**ENGLISH).sign_in(self.city)
        session = visitor.session
        session.pop(key, None)
        if value is not None:
            session[key] = value
        session.save()
        return visitor

    def test_one_that_is_good_no_more_leads_to_the_sign_in_and_back_to_where_one_was_going(self):
        for key, value in self.LEADING_TO_THE_SIGN_IN:
            with self.subTest(key=key, value=value):
                visitor = self.signed_in_with(key, value)
                answer = visitor.get("/admin/account/")
                self.assertRedirects(answer, f"{LOGIN}?{BACK}=/admin/account/", fetch_redirect_response=False)
                self.assertContains(visitor.get(answer.url), 'lang="en"')
                visitor.give_password("lodz")
                self.assertTrue(visitor.is_in)

    def test_one_that_ended_says_so_in_the_browsers_language(self):
        answer = self.signed_in_with("browser", 999999).get("/admin/", follow=True)
        self.assertContains(answer, "Sign in")
        self.assertContains(answer, 'lang="en"')

    def test_one_that_holds_what_a_former_version_kept_goes_on(self):
        for key, value in self.GOING_ON:
            with self.subTest(key=key, value=value):
                visitor = self.signed_in_with(key, value)
                self.assertTrue(visitor.is_in)
                for name in ("overview", "set_up", "confirm", "codes"):
                    self.assertLess(visitor.get(reverse(f"sign_in:{name}"), follow=True).status_code, 400)

    def test_a_device_that_is_gone_asks_for_the_second_step_again(self):
        app = an_app(self.editor)
        visitor = Visitor().sign_in(self.editor, app)
        a_passkey(self.editor)
        app.delete()
        self.assertIn("/second-step/", visitor.get("/admin/pages/", follow=True).redirect_chain[-1][0])

    def test_one_that_cannot_be_read_is_none(self):
        visitor = Visitor().sign_in(self.city)
        Session.objects.update(session_data="nonsense")
        self.assertIn(LOGIN, visitor.get("/admin/").url)
        self.assertTrue(visitor.sign_in(self.city).is_in)

    def test_a_mark_of_a_known_browser_that_is_none_counts_for_nothing(self):
        visitor = Visitor()
        for value in ("", "nonsense", "a:b:c"):
            visitor.cookies["known_browser"] = value
            self.assertTrue(visitor.sign_in(self.city).is_in)

    def test_an_answer_to_a_passkeys_question_of_before_is_refused_in_words(self):
        visitor = self.signed_in_with("otp_webauthn_authentication_state", None)
        answer = visitor.post(reverse("sign_in:complete_use"), "{}", content_type="application/json")
        self.assertEqual(answer.status_code, 400)
        self.assertTrue(answer.json()["detail"])

    def test_an_app_is_set_up_with_the_key_that_was_shown_though_the_session_is_older(self):
        visitor = Visitor().sign_in(self.city)
        self.assertContains(visitor.get(reverse("sign_in:add_app")), "<svg")
        key = visitor.session["new_app_key"]
        form = {"code": code_of(type("App", (), {"key": key})), "name": "Telefon"}
        with later(minutes=20):
            answer = visitor.post(reverse("sign_in:add_app"), form)
            self.assertIn(reverse("sign_in:confirm"), answer.url)
            visitor.post(answer.url, {"password": PASSWORD})
        self.assertEqual(visitor.session["new_app_key"], key)


class OldLinkTests(OldCase):
    WORDS = {"en": "This link works no more", "pl": "Ten odnośnik już nie działa"}

    def link(self, person=None, uid=None, token=None):
        uid = uid or urlsafe_base64_encode(force_bytes(person.pk))
        return reverse(RESET, args=(uid, token or default_token_generator.make_token(person)))

    def links(self):
        gone = make.a_person("odeszla")
        yield "of an account that is gone", self.link(gone)
        gone.delete()
        yield "used already", self.link(self.city)
        self.city.set_password("zupelnie-inne-slowa-2")
        self.city.save()
        yield "with a token of another kind", self.link(self.city, token="1-abc")
        yield "with a token cut off", self.link(self.city, token="x")
        yield "of the second page, without the first", self.link(self.city, token="set-password")
        for uid in ("x", "MQ", "LTE", "4pyT", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"):
            yield f"of {uid}", self.link(uid=uid, token="abc-def")

    def test_a_link_of_an_invitation_or_a_letter_that_is_good_no_more_says_so_and_offers_a_new_one(self):
        for what, link in list(self.links()):
            for language, words in self.WORDS.items():
                for method in ("get", "post"):
                    with self.subTest(link=what, language=language, method=method):
                        answer = getattr(self.client, method)(
                            link, HTTP_ACCEPT_LANGUAGE=language, follow=True
                        )
                        self.assertContains(answer, words)
                        self.assertContains(answer, reverse("wagtailadmin_password_reset"))

    def test_one_that_is_too_old_too(self):
        link = self.link(self.city)
        self.assertNotContains(self.client.get(link, follow=True), self.WORDS["pl"])
        then = datetime.now() + timedelta(days=365)
        with mock.patch.object(default_token_generator, "_now", return_value=then):
            self.assertContains(self.client.get(link, follow=True), self.WORDS["pl"])

    def test_a_form_for_the_password_of_a_page_that_is_private_no_more_is_not_found(self):
        page = make.an_information_page()
        for name, place in (
            ("wagtailcore_authenticate_with_password", (999, page.pk)),
            ("wagtailcore_authenticate_with_password", (999, 999)),
            ("wagtaildocs_authenticate_with_password", (999,)),
        ):
            for method in (self.client.get, self.client.post):
                self.assertEqual(method(reverse(name, args=place)).status_code, 404)
