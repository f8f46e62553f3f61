"""Inviting a person of a city: the letter, the link, the first sign-in, and whom one cannot invite."""

import re
import smtplib
from unittest import mock

from django.contrib.auth.models import Group, User
from django.core import mail
from django.test import TestCase, override_settings
from django.urls import reverse
from wagtail.users.models import UserProfile

from empirie.people.invitations import invite
from empirie.people.roles import COMMUNICATIONS, sync_roles
from empirie.people.workspaces import WorkspaceError, close_workspace, ensure_workspace, reopen_workspace
from tests import factories as make

ADDRESS = "galeria@krosno.example"
PASSWORD = "nasze-miasto-nad-rzeka"


def link_in(letter):
    """The address, without the host, that the letter asks to open."""
    return re.search(r"https?://[^/]+(/admin/password_reset/confirm/\S+)", letter.body)[1]


class InvitationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        sync_roles()
        cls.workspace = ensure_workspace(make.a_city("Krosno", "krosno"))

    def set_password(self, address, password=PASSWORD):
        """Open the link of a letter and choose a password; returns the last answer."""
        form = self.client.get(address, follow=True)
        where = form.redirect_chain[-1][0] if form.redirect_chain else address
        return self.client.post(where, {"new_password1": password, "new_password2": password}, follow=True)

    def test_the_letter_is_in_the_language_asked_for_and_says_how_long_its_link_lives(self):
        invite(self.workspace, ADDRESS)
        invite(self.workspace, "office@krosno.example", "en")
        polish, english = mail.outbox
        self.assertIn("Dzień dobry", polish.body)
        self.assertIn("Good morning", english.body)
        for letter in mail.outbox:
            self.assertIn("Krosno", letter.subject)
            self.assertRegex(letter.body, r"\d{1,2} \w+ 20\d\d, \d\d:\d\d")
            self.assertNotIn("&", letter.body)
        english_profile = UserProfile.objects.get(user__email="office@krosno.example")
        self.assertEqual(english_profile.preferred_language, "en")

    def test_the_screen_names_site_city_and_account_and_its_rules_before_anything_is_typed(self):
        invite(self.workspace, ADDRESS)
        told = self.client.get(link_in(mail.outbox[0]), follow=True).content.decode()
        for part in (
            "Empirie",
            "Krosno",
            f'value="{ADDRESS}"',
            'autocomplete="username"',
            "data-show-password",
        ):
            self.assertIn(part, told)
        self.assertEqual(told.count('autocomplete="new-password"'), 2)
        self.assertEqual(told.count("data-show-password"), 1)
        self.assertLess(told.index("co najmniej 12 znaków"), told.index('name="new_password1"'))
        self.assertEqual(told.count("co najmniej 12 znaków"), 1)

    def test_a_password_like_the_account_is_refused_in_right_polish(self):
        invite(self.workspace, ADDRESS)
        answer = self.set_password(link_in(mail.outbox[0]), ADDRESS)
        self.assertContains(answer, "zbyt podobne do danych Twojego konta")

    def test_setting_the_password_leads_to_the_dashboard(self):
        invite(self.workspace, ADDRESS)
        answer = self.set_password(link_in(mail.outbox[0]))
        self.assertEqual(answer.redirect_chain[-1][0], reverse("wagtailadmin_home"))
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.context["user"].email, ADDRESS)
        self.client.logout()
        self.assertTrue(self.client.login(username=ADDRESS, password=PASSWORD))

    def test_staff_who_set_a_password_sign_in_by_the_sign_in_page(self):
        editor = User.objects.create_user("redakcja", "redakcja@empirie.example", "stare-dlugie-haslo")
        editor.groups.add(Group.objects.get(name=COMMUNICATIONS))
        self.client.post(reverse("wagtailadmin_password_reset"), {"email": editor.email})
        answer = self.set_password(link_in(mail.outbox[0]))
        self.assertEqual(answer.redirect_chain[-1][0], reverse("wagtailadmin_password_reset_complete"))
        self.assertNotIn("_auth_user_id", self.client.session)

    def test_a_used_link_is_explained_and_leads_to_a_new_one(self):
        invite(self.workspace, ADDRESS)
        link = link_in(mail.outbox[0])
        self.set_password(link)
        self.client.logout()
        answer = self.client.get(link, follow=True)
        self.assertContains(answer, "Ten odnośnik już nie działa")
        self.assertContains(answer, reverse("wagtailadmin_password_reset"))

    @override_settings(PASSWORD_RESET_TIMEOUT=-1)
    def test_whose_link_has_expired_gets_another_without_asking_anybody(self):
        invite(self.workspace, ADDRESS)
        self.assertContains(self.client.get(link_in(mail.outbox[0]), follow=True), "już nie działa")
        self.client.post(reverse("wagtailadmin_password_reset"), {"email": ADDRESS})
        self.assertEqual([letter.to for letter in mail.outbox], [[ADDRESS], [ADDRESS]])

    def test_a_nonsense_link_is_answered_kindly(self):
        for uid in ("MQ", "0", "zażółć", "A" * 300):
            address = reverse("wagtailadmin_password_reset_confirm", args=(uid, "x-y"))
            self.assertContains(self.client.get(address, follow=True), "już nie działa")

    def test_inviting_again_sends_a_new_link_and_ends_the_old_one(self):
        invite(self.workspace, ADDRESS)
        invite(self.workspace, f" {ADDRESS.upper()} ")
        old, new = (link_in(letter) for letter in mail.outbox)
        self.assertEqual(User.objects.filter(groups=self.workspace.group).count(), 1)
        self.assertContains(self.client.get(old, follow=True), "już nie działa")
        self.assertEqual(self.set_password(new).redirect_chain[-1][0], reverse("wagtailadmin_home"))

    def test_inviting_again_does_not_touch_the_password_of_who_signs_in_already(self):
        invite(self.workspace, ADDRESS)
        self.set_password(link_in(mail.outbox[0]))
        invite(self.workspace, ADDRESS)
        self.assertTrue(self.client.login(username=ADDRESS, password=PASSWORD))

    def test_after_closing_no_link_and_no_password_works(self):
        invite(self.workspace, ADDRESS)
        self.set_password(link_in(mail.outbox[0]))
        invite(self.workspace, ADDRESS)
        close_workspace(self.workspace)
        self.client.logout()
        self.assertFalse(self.client.login(username=ADDRESS, password=PASSWORD))
        self.assertContains(self.client.get(link_in(mail.outbox[1]), follow=True), "już nie działa")
        with self.assertRaises(WorkspaceError):
            invite(self.workspace, ADDRESS)

    def test_after_reopening_a_person_comes_back_by_a_new_invitation(self):
        person = invite(self.workspace, ADDRESS)
        close_workspace(self.workspace)
        invite(reopen_workspace(self.workspace), ADDRESS)
        self.assertTrue(User.objects.get(pk=person.pk).is_active)
        answer = self.set_password(link_in(mail.outbox[-1]))
        self.assertEqual(answer.redirect_chain[-1][0], reverse("wagtailadmin_home"))

    def test_nobody_elses_account_is_put_into_the_city(self):
        neighbours = ensure_workspace(make.a_city("Cieszyn", "cieszyn"))
        invite(neighbours, "galeria@cieszyn.example")
        editor = User.objects.create_user("redakcja", "redakcja@empirie.example")
        editor.groups.add(Group.objects.get(name=COMMUNICATIONS))
        User.objects.create_superuser("szefowa@empirie.example", "inny@empirie.example")
        User.objects.create_user("nikt", "nikt@empirie.example")
        for address in (
            "galeria@cieszyn.example",
            "Redakcja@empirie.example",
            "szefowa@empirie.example",
            "nikt@empirie.example",
        ):
            with self.subTest(address=address), self.assertRaises(WorkspaceError):
                invite(self.workspace, address)
        self.assertEqual(self.workspace.people.count(), 0)
        self.assertEqual(len(mail.outbox), 1)

    def test_what_is_no_address_is_refused(self):
        for address in (
            "",
            None,
            "galeria",
            "a@b",
            "a\nb@krosno.example",
            f"{'a' * 60}@{'b' * 60}.{'c' * 60}.pl",
        ):
            with self.subTest(address=address), self.assertRaises(WorkspaceError):
                invite(self.workspace, address)

    def test_a_letter_that_cannot_be_sent_is_told_and_can_be_sent_later(self):
        with (
            mock.patch("empirie.people.invitations.send_mail", side_effect=smtplib.SMTPServerDisconnected),
            self.assertRaisesRegex(WorkspaceError, ADDRESS),
        ):
            invite(self.workspace, ADDRESS)
        self.assertEqual(invite(self.workspace, ADDRESS).email, ADDRESS)
        self.assertEqual(len(mail.outbox), 1)
