"""How long one stays signed in, and where; cookies."""

import datetime

from django.conf import settings
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from empirie.people.retention_rules import erase_ended_sessions
from empirie.people.sign_in.models import Browser
from empirie.people.sign_in.sessions import name_of
from tests import factories as make

from .people import PASSWORD, Visitor, an_app, an_editor, code_of, of_a_city
from .test_limits import later

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


class SessionCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = an_editor()
        cls.city = of_a_city()


class LimitsOfASessionTests(SessionCase):
    def test_staff_are_signed_out_after_half_a_day_without_doing_anything(self):
        visitor = Visitor().sign_in(self.editor)
        with later(hours=11):
            self.assertTrue(visitor.is_in)
        with later(hours=22):
            self.assertTrue(visitor.is_in)
        with later(hours=35):
            self.assertFalse(visitor.is_in)

    def test_and_after_a_week_however_busy(self):
        visitor = Visitor().sign_in(self.editor)
        for hour in range(10, 168, 10):
            with later(hours=hour):
                self.assertTrue(visitor.is_in, hour)
        with later(hours=169):
            self.assertContains(visitor.get("/admin/login/"), "Wylogowaliśmy Cię")

    def test_a_page_left_open_that_asks_by_itself_is_not_somebody_at_work(self):
        visitor = Visitor().sign_in(self.editor)
        ping = reverse("wagtailadmin_dismissibles")
        for hour in (6, 11):
            with later(hours=hour):
                self.assertEqual(visitor.get(ping).status_code, 200)
        with later(hours=13):
            self.assertFalse(visitor.is_in)

    def test_people_of_a_city_stay_signed_in_on_their_phones(self):
        visitor = Visitor().sign_in(self.city)
        with later(days=13):
            self.assertTrue(visitor.is_in)
        with later(days=26):
            self.assertTrue(visitor.is_in)
        with later(days=31):
            self.assertFalse(visitor.is_in)

    def test_ended_ones_are_erased(self):
        Visitor().sign_in(self.city)
        now = timezone.now()
        self.assertEqual(erase_ended_sessions(now + datetime.timedelta(days=13)), 0)
        self.assertEqual(erase_ended_sessions(now + datetime.timedelta(days=15)), 1)


class WhereOneIsSignedInTests(SessionCase):
    def setUp(self):
        self.here = Visitor(HTTP_USER_AGENT=FIREFOX).sign_in(self.editor)
        self.there = Visitor("198.51.100.7").sign_in(self.editor)
        self.other = Visitor().sign_in(self.city)

    def test_the_screen_names_the_own_browsers_and_which_is_this_one(self):
        screen = self.here.get(reverse("sign_in:overview"))
        self.assertContains(screen, "Firefox, Windows")
        self.assertEqual(len(screen.context["browsers"]), 2)
        self.assertContains(screen, "Ta przeglądarka", count=1)

    def test_one_signs_out_there_from_here(self):
        row = Browser.objects.filter(user=self.editor).exclude(name="Firefox, Windows").get()
        self.here.post(reverse("sign_in:sign_out"), {"browser": row.pk})
        self.assertEqual((self.here.is_in, self.there.is_in), (True, False))

    def test_one_signs_out_everywhere_else_but_signs_nobody_else_out(self):
        self.here.post(reverse("sign_in:sign_out"))
        self.assertEqual([who.is_in for who in (self.here, self.there, self.other)], [True, False, True])
        row = Browser.objects.get(user=self.city)
        self.assertEqual(self.here.post(reverse("sign_in:sign_out"), {"browser": row.pk}).status_code, 404)
        self.assertEqual(self.here.post(reverse("sign_in:sign_out"), {"browser": "²"}).status_code, 404)

    def test_a_new_password_ends_all_others(self):
        new = "inne-slowa-o-sloncu"
        form = {
            "name_email-first_name": "Łucja",
            "name_email-last_name": "Żak",
            "name_email-email": self.editor.email,
            "locale-preferred_language": "pl",
            "locale-current_time_zone": "Europe/Warsaw",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "password-old_password": PASSWORD,
            "password-new_password1": new,
            "password-new_password2": new,
        }
        answer = self.here.post(reverse("wagtailadmin_account"), form)
        self.assertEqual(answer.status_code, 302)
        self.assertEqual((self.here.is_in, self.there.is_in), (True, False))
        self.assertEqual(len(self.here.get(reverse("sign_in:overview")).context["browsers"]), 1)

    def test_so_does_a_new_second_step(self):
        self.here.get("/admin/sign-in/set-up/app/")
        app = type("App", (), {"key": self.here.session["new_app_key"]})
        self.here.post("/admin/sign-in/set-up/app/", {"code": code_of(app), "name": "Telefon"})
        self.assertEqual([who.is_in for who in (self.here, self.there, self.other)], [True, False, True])

    def test_and_removing_one(self):
        app = an_app(self.editor)
        here, there = Visitor(), Visitor()
        here.sign_in(self.editor, app)
        there.give_password()
        there.give_code(code_of(app, steps=1))
        self.assertTrue(there.is_in)
        here.remove(app)
        self.assertEqual((here.is_in, there.is_in), (True, False))

    def test_signing_out_leaves_no_row(self):
        self.here.post(reverse("wagtailadmin_logout"))
        self.assertEqual(Browser.objects.filter(user=self.editor).count(), 1)

    def test_a_new_secret_key_ends_them_unless_the_old_one_still_counts(self):
        rotated = {"SECRET_KEY": "inny-klucz-witryny", "SECRET_KEY_FALLBACKS": [settings.SECRET_KEY]}
        with override_settings(**rotated):
            self.assertTrue(self.here.is_in)
        with override_settings(**rotated | {"SECRET_KEY_FALLBACKS": []}):
            self.assertTrue(self.here.is_in)  # used meanwhile, so signed with the new key
            self.assertFalse(self.there.is_in)

    def test_a_locked_account_is_out_at_once(self):
        self.city.is_active = False
        self.city.save()
        self.assertFalse(self.other.is_in)


class NamesOfBrowsersTests(SimpleTestCase):
    def test_the_family_and_the_system_are_told_and_nothing_else(self):
        agents = {
            FIREFOX: "Firefox, Windows",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/26.0 Mobile/15E148 Safari/604.1": "Safari, iPhone",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 "
            "Mobile Safari/537.36": "Chrome, Android",
            "Mozilla/5.0 (Windows NT 10.0) Chrome/145.0.0.0 Safari/537.36 Edg/145.0": "Edge, Windows",
            "curl/8": "",
            "": "",
        }
        for agent, name in agents.items():
            self.assertEqual(name_of(agent), name)


class CookiesTests(SessionCase):
    def test_no_script_reads_them_and_no_other_site_sends_them(self):
        visitor = Visitor()
        visitor.get("/admin/login/")
        self.assertTrue(visitor.sign_in(self.editor).is_in)
        self.assertEqual({"csrftoken", "known_browser", "sessionid"}, set(visitor.cookies))
        for cookie in visitor.cookies.values():
            with self.subTest(cookie=cookie.key):
                self.assertTrue(cookie["httponly"])
                self.assertEqual(cookie["samesite"], "Lax")
                self.assertEqual(cookie["domain"], "")

    def test_the_public_site_sets_none(self):
        self.assertEqual(self.client.get("/").cookies, {})
        self.assertFalse(RequestFactory().get("/").COOKIES)
