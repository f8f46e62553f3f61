"""The second step: staff must have one, cities may, and between the steps nobody is signed in."""

from io import StringIO

from asgiref.sync import async_to_sync
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.urls import reverse
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from empirie.people.sign_in.factors import codes_left, has_factor
from empirie.people.sign_in.hooks import HINT
from empirie.people.sign_in.models import RecoveryCodes
from tests import factories as make

from .people import LOGIN, PASSWORD, STEP, Visitor, a_passkey, an_app, an_editor, code_of, of_a_city
from .test_limits import later

SET_UP = "/admin/sign-in/set-up/"
REQUIRED = override_settings(SECOND_FACTOR_REQUIRED=True)


class SignInCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = an_editor()
        cls.city = of_a_city()


class WithAnAppTests(SignInCase):
    def setUp(self):
        self.app = an_app(self.editor)
        self.visitor = Visitor()

    def test_after_the_password_nobody_is_signed_in_yet(self):
        answer = self.visitor.give_password(next_address="/admin/pages/")
        self.assertEqual(answer.url, f"{STEP}?next=%2Fadmin%2Fpages%2F")
        self.assertFalse(self.visitor.is_in)
        for address in ("/admin/", "/admin/pages/", "/admin/api/main/pages/", "/admin/sign-in/", "/kontakt/"):
            self.visitor.get(address)
            self.assertFalse(self.visitor.get(address).wsgi_request.user.is_authenticated, address)

    def test_nor_is_anybody_for_an_asynchronous_view(self):
        self.visitor.give_password()
        request = self.visitor.get("/kontakt/").wsgi_request
        self.assertFalse(async_to_sync(request.auser)().is_authenticated)
        self.visitor.give_code(code_of(self.app))
        request = self.visitor.get("/kontakt/").wsgi_request
        self.assertEqual(async_to_sync(request.auser)(), self.editor)

    def test_the_code_of_the_app_lets_in_and_leads_where_one_was_going(self):
        self.visitor.give_password()
        answer = self.visitor.post(STEP, {"code": code_of(self.app), "next": "/admin/pages/"})
        self.assertRedirects(answer, "/admin/pages/", fetch_redirect_response=False)
        self.assertTrue(self.visitor.is_in)

    def test_a_code_with_a_space_is_the_same_code(self):
        self.visitor.give_password()
        code = code_of(self.app)
        self.visitor.give_code(f"{code[:3]} {code[3:]}")
        self.assertTrue(self.visitor.is_in)

    def test_a_wrong_code_a_used_one_and_nonsense_do_not(self):
        used = code_of(self.app)
        Visitor().sign_in(self.editor, self.app)
        self.visitor.give_password()
        for code in (used, "000000", "", "abc", "²²²²²²", "1" * 5000, "\x00", code_of(an_app(self.city))):
            self.assertEqual(self.visitor.give_code(code).status_code, 200, code)
            self.assertFalse(self.visitor.is_in, code)

    def test_the_key_of_the_session_changes_with_each_step(self):
        keys = {self.visitor.session.session_key}
        self.visitor.give_password()
        keys.add(self.visitor.session.session_key)
        self.visitor.give_code(code_of(self.app))
        keys.add(self.visitor.session.session_key)
        self.assertEqual(len(keys), 3)

    def test_who_waits_too_long_gives_the_password_again(self):
        self.visitor.give_password()
        with later(minutes=16):
            self.assertIn(LOGIN, self.visitor.give_code(code_of(self.app)).url)

    def test_who_has_an_app_cannot_add_another_before_the_second_step(self):
        self.visitor.give_password()
        for address in (SET_UP, f"{SET_UP}app/"):
            self.assertIn(STEP, self.visitor.get(address).url)
            self.assertNotEqual(self.visitor.post(address, {"code": "1"}).status_code, 200)
        answer = self.visitor.post(f"{SET_UP}passkey/begin/", "{}", content_type="application/json")
        self.assertEqual(answer.status_code, 403)

    def test_one_may_leave_and_sign_in_as_somebody_else(self):
        self.visitor.give_password()
        self.visitor.post("/admin/sign-in/leave/")
        self.assertIn(LOGIN, self.visitor.get(STEP).url)
        self.assertTrue(self.visitor.sign_in(self.city).is_in)

    def test_a_citys_app_is_asked_for_as_well(self):
        app = an_app(self.city)
        self.visitor.give_password("lodz")
        self.assertFalse(self.visitor.is_in)
        self.visitor.give_code(code_of(app))
        self.assertTrue(self.visitor.is_in)

    def test_a_new_password_by_letter_does_not_replace_the_second_step(self):
        an_app(self.city)
        self.visitor.post(reverse("wagtailadmin_password_reset"), {"email": self.city.email})
        link = mail.outbox[0].body.split("http://127.0.0.1:8000")[1].split()[0]
        form = self.visitor.get(link, follow=True)
        new = "zupelnie-inne-slowa-2"
        self.visitor.post(form.request["PATH_INFO"], {"new_password1": new, "new_password2": new})
        self.assertFalse(self.visitor.is_in)


@REQUIRED
class RequiredTests(SignInCase):
    def setUp(self):
        self.visitor = Visitor()

    def test_staff_without_a_second_step_open_nothing_but_its_set_up(self):
        self.assertIn(STEP, self.visitor.give_password().url)
        self.assertIn(SET_UP, self.visitor.get(STEP).url)
        self.assertContains(self.visitor.get(SET_UP), "Twoje konto potrzebuje drugiego kroku")
        self.assertFalse(self.visitor.is_in)

    def test_after_the_set_up_they_are_in_and_come_to_their_recovery_codes(self):
        self.visitor.give_password()
        answer = self.set_up_an_app()
        self.assertIn("/admin/sign-in/recovery-codes/", answer.url)
        self.assertTrue(self.visitor.is_in)
        self.assertIn("drug", mail.outbox[-1].subject)

    def set_up_an_app(self):
        form = self.visitor.get(f"{SET_UP}app/")
        self.assertContains(form, "<svg")
        key = self.visitor.session["new_app_key"]
        code = code_of(type("App", (), {"key": key}))
        return self.visitor.post(f"{SET_UP}app/", {"code": code, "name": "Mój telefon"})

    def test_an_administrator_needs_one_too(self):
        self.editor.is_superuser = True
        self.editor.save()
        self.visitor.give_password()
        self.assertFalse(self.visitor.is_in)

    def test_a_city_does_not(self):
        self.assertTrue(self.visitor.sign_in(self.city).is_in)

    def test_somebody_who_was_signed_in_before_it_was_required_is_asked(self):
        with override_settings(SECOND_FACTOR_REQUIRED=False):
            self.visitor.sign_in(self.editor)
            self.assertTrue(self.visitor.is_in)
        self.assertFalse(self.visitor.is_in)

    def test_the_last_one_cannot_be_removed_another_can(self):
        app = an_app(self.editor)
        self.visitor.sign_in(self.editor, app)
        self.visitor.remove(app)
        self.assertTrue(type(app).objects.filter(pk=app.pk).exists())
        a_passkey(self.editor)
        self.visitor.remove(app)
        self.assertFalse(type(app).objects.filter(pk=app.pk).exists())
        self.assertTrue(self.visitor.is_in)


class OfferedTests(SignInCase):
    HINT = "Możesz chronić swoje konto"

    def setUp(self):
        self.visitor = Visitor().sign_in(self.city)

    def test_a_city_is_offered_one_on_its_own_page_until_it_closes_the_hint(self):
        self.assertContains(self.visitor.get("/admin/"), self.HINT)
        profile = UserProfile.get_for_user(self.city)
        profile.dismissibles[HINT] = True
        profile.save()
        self.assertNotContains(self.visitor.get("/admin/"), self.HINT)

    def test_a_city_that_has_one_is_left_alone_and_so_are_editors(self):
        an_app(self.city)
        self.assertNotContains(Visitor().sign_in(self.editor).get("/admin/"), self.HINT)
        visitor = Visitor()
        visitor.give_password("lodz")
        visitor.give_code(code_of(self.city.totpdevice_set.get()))
        self.assertNotContains(visitor.get("/admin/"), self.HINT)

    def test_it_stands_in_the_account_menu(self):
        self.assertContains(self.visitor.get("/admin/account/"), reverse("sign_in:overview"))

    def test_without_a_recent_proof_one_is_asked_for_the_password_first(self):
        with later(minutes=20):
            answer = self.visitor.get(f"{SET_UP}app/?next=/admin/sign-in/")
            self.assertIn("/admin/sign-in/confirm/", answer.url)
            answer = self.visitor.post(answer.url, {"password": "nie to haslo"})
            self.assertContains(answer, "To nie jest Twoje hasło")
            answer = self.visitor.post(f"/admin/sign-in/confirm/?next={SET_UP}app/", {"password": PASSWORD})
            self.assertRedirects(answer, f"{SET_UP}app/")

    def test_nobody_removes_the_app_of_another_person(self):
        app = an_app(self.editor)
        answer = self.visitor.remove(app)
        self.assertEqual(answer.status_code, 404)


class RecoveryCodesTests(SignInCase):
    def setUp(self):
        self.app = an_app(self.editor)
        self.visitor = Visitor()

    def test_they_are_shown_once_and_can_be_downloaded(self):
        self.visitor.sign_in(self.editor, self.app)
        shown = self.visitor.post("/admin/sign-in/recovery-codes/")
        codes = shown.context["codes"]
        self.assertEqual(len(set(codes)), 10)
        self.assertContains(shown, "download=")
        self.assertContains(shown, f"%0D%0A{codes[3]}")
        self.assertNotContains(self.visitor.get("/admin/sign-in/recovery-codes/"), codes[0])
        self.assertNotIn(codes[0].replace("-", ""), str(RecoveryCodes.objects.values().get()))

    def test_each_lets_in_once_and_the_person_is_told_how_many_are_left(self):
        code, *_others = RecoveryCodes.renew(self.editor)
        self.visitor.give_password()
        answer = self.visitor.give_code(code.lower())
        self.assertContains(self.visitor.get(answer.url), "Zostało 9 z 10 kodów")
        self.assertIn("Zostało 9 kodów", mail.outbox[-1].body)
        again = Visitor()
        again.give_password()
        again.give_code(code)
        self.assertFalse(again.is_in)
        self.assertEqual(codes_left(self.editor), 9)

    def test_new_ones_make_the_old_ones_worthless_and_nobody_is_signed_out_for_it(self):
        old, *_others = RecoveryCodes.renew(self.editor)
        self.visitor.give_password()
        self.visitor.give_code(old)
        self.visitor.post("/admin/sign-in/recovery-codes/")
        self.assertTrue(self.visitor.is_in)
        self.assertFalse(RecoveryCodes.objects.get().verify_token(_others[0]))

    def test_another_persons_code_is_no_code(self):
        an_app(self.city)
        code, *_others = RecoveryCodes.renew(self.city)
        self.visitor.give_password()
        self.visitor.give_code(code)
        self.assertFalse(self.visitor.is_in)

    def test_without_a_second_step_there_is_nothing_to_recover(self):
        visitor = Visitor().sign_in(self.city)
        self.assertRedirects(visitor.post("/admin/sign-in/recovery-codes/"), "/admin/sign-in/")
        self.assertIsNone(codes_left(self.city))

    def test_they_go_with_the_last_app(self):
        RecoveryCodes.renew(self.editor)
        self.visitor.sign_in(self.editor, self.app)
        self.visitor.remove(self.app)
        self.assertIsNone(codes_left(self.editor))
        self.assertTrue(self.visitor.is_in)


class ResetTests(SignInCase):
    def setUp(self):
        self.administrator = an_editor("administrator")
        self.administrator.is_superuser = True
        self.administrator.save()
        self.app = an_app(self.city)
        RecoveryCodes.renew(self.city)
        self.address = reverse("reset_second_step", args=(self.city.pk,))
        self.visitor = Visitor().sign_in(self.administrator)

    def test_an_administrator_resets_it_it_is_noted_and_the_person_is_told(self):
        theirs = Visitor("198.51.100.7").sign_in(self.city, self.app)
        self.assertContains(self.visitor.get(self.address), self.app.name)
        self.visitor.post(self.address)
        self.assertFalse(self.city.totpdevice_set.exists())
        self.assertIsNone(codes_left(self.city))
        self.assertFalse(theirs.is_in)
        self.assertTrue(Visitor("198.51.100.7").sign_in(self.city).is_in)
        self.assertEqual((mail.outbox[-1].to, len(mail.outbox)), ([self.city.email], 1))
        self.assertEqual(mail.outbox[-1].subject, "Zresetowano drugi krok logowania na Twoje konto")
        self.assertIn("zresetował drugi krok", mail.outbox[-1].body)
        self.assertIn(self.city.get_username(), mail.outbox[-1].body)
        self.assertEqual(mail.outbox[-1].extra_headers["Auto-Submitted"], "auto-generated")
        entry = ModelLogEntry.objects.get(action="people.reset_second_step")
        self.assertEqual((entry.user, entry.object_id), (self.administrator, str(self.city.pk)))

    def test_the_list_of_users_leads_there(self):
        self.assertContains(self.visitor.get(reverse("wagtailusers_users:index")), self.address)

    def test_the_password_is_asked_for_first_when_the_sign_in_is_a_while_ago(self):
        with later(minutes=20):
            self.assertIn("/admin/sign-in/confirm/", self.visitor.post(self.address).url)
        self.assertTrue(self.city.totpdevice_set.exists())

    def test_not_the_own_one_and_not_by_editors(self):
        an_app(self.administrator)
        self.visitor.post(reverse("reset_second_step", args=(self.administrator.pk,)))
        self.assertTrue(self.administrator.totpdevice_set.exists())
        Visitor("198.51.100.7").sign_in(self.editor).post(self.address)
        self.assertTrue(self.city.totpdevice_set.exists())

    def test_a_superusers_is_reset_by_a_superuser_only(self):
        manager = make.a_person("kierowniczka", "auth.change_user", password=PASSWORD)
        an_app(self.administrator)
        visitor = Visitor("198.51.100.7").sign_in(manager)
        visitor.post(reverse("reset_second_step", args=(self.administrator.pk,)))
        self.assertTrue(self.administrator.totpdevice_set.exists())
        visitor.post(self.address)
        self.assertFalse(self.city.totpdevice_set.exists())

    def test_somebody_whose_account_is_locked_gets_no_letter(self):
        self.city.is_active = False
        self.city.save()
        answer = self.visitor.post(self.address, follow=True)
        self.assertContains(answer, "nie udało się wysłać listu")
        self.assertFalse(self.city.totpdevice_set.exists())
        self.assertEqual(mail.outbox, [])

    @override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_PORT=1)
    def test_if_no_letter_can_be_sent_the_administrator_is_asked_to_tell_the_person(self):
        answer = self.visitor.post(self.address, follow=True)
        self.assertContains(answer, "nie udało się wysłać listu")
        self.assertFalse(self.city.totpdevice_set.exists())


class ResetCommandTests(SignInCase):
    def reset(self, name):
        output = StringIO()
        call_command("reset_second_step", name, stdout=output)
        return output.getvalue()

    def test_it_takes_all_says_what_signs_out_notes_it_and_writes(self):
        app = an_app(self.city)
        RecoveryCodes.renew(self.city)
        visitor = Visitor().sign_in(self.city, app)
        a_passkey(self.city)
        told = self.reset("lodz")
        self.assertEqual(
            told,
            "lodz: second step removed (passkeys: 1, apps: 1, recovery codes: 10). Signed out everywhere.\n"
            "A letter says so.\n",
        )
        self.assertFalse(has_factor(self.city))
        self.assertIsNone(codes_left(self.city))
        self.assertFalse(visitor.is_in)
        entry = ModelLogEntry.objects.get(action="people.reset_second_step")
        self.assertEqual((entry.user, entry.object_id), (None, str(self.city.pk)))
        self.assertEqual([letter.to for letter in mail.outbox], [[self.city.email]])
        self.assertTrue(Visitor().sign_in(self.city).is_in)

    def test_an_unknown_name_is_said_and_nobody_is_reset(self):
        an_app(self.city)
        with self.assertRaisesMessage(CommandError, "There is no account with the user name “LODZ”."):
            self.reset("LODZ")
        self.assertTrue(has_factor(self.city))

    def test_without_an_address_the_operator_is_asked_to_tell_the_person(self):
        self.city.email = ""
        self.city.save()
        self.assertIn("No letter could be sent. Please tell the person.", self.reset("lodz"))


class PasskeyQuestionsTests(SignInCase):
    """What the script asks; nonsense gets a refusal in words, never a failure."""

    def ask(self, visitor, name, data="{}"):
        return visitor.post(reverse(f"sign_in:{name}"), data, content_type="application/json")

    def test_nonsense_is_refused(self):
        visitor = Visitor().sign_in(self.city)
        stranger = Visitor()
        junk = ("", "[]", "nie json", '{"id": 1}', '{"id": "a", "rawId": "a", "response": {}}', "null")
        for name, who in (
            ("complete_registration", visitor),
            ("complete_use", visitor),
            ("complete_use", stranger),
        ):
            for data in junk:
                with self.subTest(name=name, data=data):
                    self.ask(who, name.replace("complete", "begin"))
                    answer = self.ask(who, name, data)
                    self.assertTrue(400 <= answer.status_code < 500, answer.status_code)
                    self.assertTrue(answer.json()["detail"])
        self.assertFalse(stranger.is_in)

    def test_a_stranger_learns_no_passkeys_and_registers_none(self):
        a_passkey(self.city)
        self.assertEqual(self.ask(Visitor(), "begin_use").json()["allowCredentials"], [])
        self.assertEqual(self.ask(Visitor(), "begin_registration").status_code, 403)

    def test_a_question_put_after_the_password_is_not_answered_by_nobody(self):
        an_app(self.city)
        visitor = Visitor()
        visitor.give_password("lodz")
        for minutes, code in ((1, "invalid_json_structure"), (20, "invalid_state")):
            self.ask(visitor, "begin_use")
            with later(minutes=minutes):
                self.assertEqual(self.ask(visitor, "complete_use").json()["code"], code)

    def test_registering_needs_a_recent_proof(self):
        visitor = Visitor().sign_in(self.city)
        self.assertEqual(self.ask(visitor, "begin_registration").status_code, 200)
        with later(minutes=20):
            self.assertEqual(self.ask(visitor, "begin_registration").status_code, 403)
