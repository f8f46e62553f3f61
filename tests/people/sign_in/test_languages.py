"""In which language somebody meets the sign-in who has not signed in yet."""

from django.core import mail
from django.test import TestCase

from empirie.people.invitations import invite
from empirie.people.workspaces import ensure_workspace
from tests import factories as make

from .people import LOGIN, an_editor

RESET = "/admin/password_reset/"
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9,pl;q=0.5"}
POLISH = {"HTTP_ACCEPT_LANGUAGE": "pl,en;q=0.5"}
FOREIGN = {"HTTP_ACCEPT_LANGUAGE": "de"}


class LanguageOfTheSignInTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def test_the_screens_before_the_sign_in_follow_the_browser(self):
        for address in (LOGIN, RESET, f"{RESET}done/", f"{RESET}complete/", f"{RESET}confirm/x/x-y/"):
            for asked, language in ((ENGLISH, "en"), (POLISH, "pl"), (FOREIGN, "pl"), ({}, "pl")):
                with self.subTest(address=address, asked=asked):
                    answer = self.client.get(address, **asked)
                    self.assertContains(answer, f'lang="{language}"')
                    self.assertEqual(answer.headers["Content-Language"], language)
                    self.assertIn("Accept-Language", answer.headers["Vary"])

    def test_a_wrong_password_is_refused_in_the_browsers_language(self):
        words = {"username": "nikt", "password": "x"}
        self.assertContains(self.client.post(LOGIN, words, **ENGLISH), "Please try again")
        answer = self.client.post(LOGIN, words, **POLISH)
        self.assertContains(answer, "Nie zgadza się nazwa użytkownika lub hasło. Spróbuj ponownie.")

    def test_public_pages_ask_the_address_alone(self):
        for address, language in (("/", "pl"), ("/en/", "en")):
            for asked in (ENGLISH, POLISH):
                answer = self.client.get(address, **asked)
                self.assertContains(answer, f'lang="{language}"')
                self.assertNotIn("Accept-Language", answer.headers.get("Vary", ""))

    def test_the_language_of_one_visitor_is_not_the_next_ones(self):
        self.client.get(LOGIN, **ENGLISH)
        self.assertContains(self.client.get(LOGIN), 'lang="pl"')
        self.assertContains(self.client.get("/"), 'lang="pl"')

    def test_who_is_signed_in_keeps_their_own_language(self):
        self.client.force_login(an_editor())
        self.assertContains(self.client.get("/admin/sign-in/", follow=True, **ENGLISH), 'lang="pl"')


class LanguageOfAnInvitationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.workspace = ensure_workspace(make.a_city())

    def the_link(self, language):
        person = invite(self.workspace, f"{language}@lodz.example", language)
        (link,) = [word for word in mail.outbox[-1].body.split() if "/confirm/" in word]
        return person, "/" + link.split("/", 3)[3]

    def test_its_page_speaks_the_language_of_the_letter(self):
        for language, browsers in (("en", POLISH), ("pl", ENGLISH)):
            with self.subTest(language=language):
                _person, link = self.the_link(language)
                answer = self.client.get(link, follow=True, **browsers)
                self.assertContains(answer, f'lang="{language}"')
                answer = self.client.post(answer.redirect_chain[-1][0], {}, **browsers)
                self.assertContains(
                    answer, {"en": "This field is required.", "pl": "To pole jest wymagane."}[language]
                )

    def test_a_link_that_is_not_valid_tells_nothing_about_the_account(self):
        _person, link = self.the_link("en")
        wrong = f"{link.rsplit('-', 1)[0]}-{'0' * 32}/"
        self.assertContains(self.client.get(wrong, **POLISH), 'lang="pl"')
