"""Signed in again in another tab: the form in the first one says what happened and keeps what was typed."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TestCase
from django.urls import reverse
from lxml import html
from wagtail.models import PageViewRestriction
from wagtail.users.models import UserProfile

from galleries.models import GalleryPage
from tests import factories as make
from tests.galleries.workspace.people import a_person_of

from .people import LOGIN, an_editor

FROM_HERE = {"Origin": "http://testserver"}
NEW = reverse("city_galleries:new")
TYPED = {"title": "Łąka „za torami”\nnad rzeką", "date": "2026-05-14"}


class StaleFormTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page(make.a_city("Krosno", "krosno"))
        cls.person = a_person_of(cls.city_page.city, "krosno")

    def setUp(self):
        self.browser = Client(enforce_csrf_checks=True)
        self.sign_in(self.person)

    def sign_in(self, person):
        """In another tab of the same browser: Django makes a new token for it."""
        self.browser.force_login(person)
        self.browser.cookies.pop("csrftoken", None)

    def token_at(self, address):
        return html.document_fromstring(self.browser.get(address).content).xpath(
            "//input[@name='csrfmiddlewaretoken']/@value"
        )[0]

    def send_stale(self, person=None, address=NEW, headers=FROM_HERE, **fields):
        token = self.token_at(NEW)
        self.sign_in(person or self.person)
        self.browser.get(reverse("sign_in:session"))
        fields = TYPED | fields | {"csrfmiddlewaretoken": token}
        return self.browser.post(address, fields, headers=headers)

    def test_the_page_says_so_in_polish_and_saves_nothing(self):
        answer = self.send_stale()
        self.assertContains(answer, "Jeszcze nie zapisano", status_code=403)
        self.assertContains(answer, "<strong>krosno</strong>", status_code=403)
        self.assertEqual(answer["Content-Language"], "pl")
        self.assertIn("no-store", answer["Cache-Control"])
        self.assertFalse(GalleryPage.objects.exists())

    def test_what_was_typed_is_sent_again_by_one_press(self):
        page = html.document_fromstring(self.send_stale().content)
        form = page.xpath("//main//form")[0]
        answer = self.browser.post(form.get("action"), dict(form.form_values()), headers=FROM_HERE)
        self.assertEqual(answer.status_code, 302)
        self.assertEqual(GalleryPage.objects.get().title, "Łąka „za torami” nad rzeką")

    def test_who_chose_english_reads_english(self):
        UserProfile.objects.create(user=self.person, preferred_language="en")
        self.assertContains(self.send_stale(), "Not saved yet", status_code=403)

    def test_it_names_another_person_in_whose_name_it_would_be_saved(self):
        other = a_person_of(self.city_page.city, "ola")
        other.first_name, other.last_name = "Ola", "Żak"
        other.save()
        self.assertContains(self.send_stale(other), "Wyślij ponownie jako Ola Żak", status_code=403)

    def test_passwords_and_files_are_not_sent_back(self):
        file = SimpleUploadedFile("zdjecie.jpg", b"x")
        answer = self.send_stale(password1="tajne-slowo", file=file)
        self.assertNotContains(answer, "tajne-slowo", status_code=403)
        self.assertContains(answer, "zdjecie.jpg", status_code=403)
        self.assertContains(answer, "Haseł nie zachowujemy", status_code=403)

    def test_a_form_of_another_site_is_not_offered_for_sending(self):
        for headers in (
            {"Origin": "https://zlosliwa.example"},
            {"Sec-Fetch-Site": "cross-site"},
            {},
        ):
            answer = self.send_stale(headers=headers)
            self.assertContains(answer, "Otwórz stronę ponownie", status_code=403)
            self.assertNotContains(answer, "Łąka", status_code=403)

    def test_the_sign_in_keeps_nothing_and_leads_to_a_fresh_form(self):
        stranger = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"} | FROM_HERE)
        answer = stranger.post(LOGIN, {"username": "krosno", "password": "tajne-slowo"})
        self.assertContains(answer, f'href="{LOGIN}"', status_code=403)
        self.assertContains(answer, "Open the page again", status_code=403)
        self.assertNotContains(answer, "krosno", status_code=403)

    def test_a_script_is_told_in_words_and_by_a_mark(self):
        for headers in (
            {"X-Requested-With": "XMLHttpRequest"},
            {"Accept": "application/json"},
            {"Sec-Fetch-Dest": "empty"},
        ):
            answer = self.send_stale(headers=headers)
            self.assertEqual((answer.status_code, answer["X-CSRF"]), (403, "stale-token"))
            self.assertIn("zalogował", answer.json()["error_message"])
            self.assertIs(answer.json()["success"], False)

    def test_a_fresh_token_says_whose_it_is_and_is_good(self):
        answer = self.browser.get(reverse("sign_in:session"))
        self.assertEqual(answer.json()["person"], self.person.pk)
        self.assertIn("no-store", answer["Cache-Control"])
        fields = TYPED | {"csrfmiddlewaretoken": answer.json()["csrf"]}
        self.assertEqual(self.browser.post(NEW, fields).status_code, 302)

    def test_without_signing_in_there_is_no_token(self):
        self.assertEqual(Client().get(reverse("sign_in:session")).status_code, 403)


class PublicFormTests(TestCase):
    def test_the_reader_of_a_private_page_is_told_in_the_language_of_the_address(self):
        make.a_site()
        page = make.an_information_page()
        rule = PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="sezam"
        )
        for language, words in (("", "Formularz nie został wysłany"), ("/en", "The form was not sent")):
            answer = Client(enforce_csrf_checks=True).post(
                f"{language}/_util/authenticate_with_password/{rule.pk}/{page.pk}/", {"password": "sezam"}
            )
            self.assertContains(answer, words, status_code=403)
            self.assertNotContains(answer, "sezam", status_code=403)


class EditorTests(TestCase):
    def test_the_pages_of_the_editor_know_whose_they_are(self):
        make.a_site()
        editor = an_editor()
        self.client.force_login(editor)
        self.assertContains(self.client.get("/admin/"), f'data-person="{editor.pk}"')
