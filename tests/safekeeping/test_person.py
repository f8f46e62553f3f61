"""What is told to a person about themselves, and what is left of them when they are erased."""

import json
from io import StringIO

from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import TestCase
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, UploadedFile
from wagtail.users.models import UserProfile

from empirie.photos.models import Photo, PhotoReport
from empirie.safekeeping.person import keys_to_accounts, mentions
from tests import factories as make

EMAIL = "zofia.lak@empirie.example"


def told_about(name):
    said = StringIO()
    call_command("personal_data", name, stdout=said)
    return json.loads(said.getvalue())


def erase(name, *options):
    said = StringIO()
    call_command("erase_person", name, *options, stdout=said)
    return said.getvalue()


class PersonTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.person = get_user_model().objects.create_user(
            EMAIL, EMAIL, "haslo", first_name="Zofia", last_name="Łąk"
        )
        cls.page = make.an_article(owner=cls.person)
        cls.page.save_revision(user=cls.person).publish()
        log(cls.person, "wagtail.edit", user=cls.person, data={"email": EMAIL})
        cls.photo = make.a_photo(uploaded_by_user=cls.person, declared_by=cls.person, author="Zofia Łąk")
        PhotoReport.objects.create(photo_title="x", address="/", email=EMAIL.upper(), message="To ja")
        profile = UserProfile.get_for_user(cls.person)
        profile.avatar.save("twarz.png", ContentFile(b"x"))
        session = SessionStore()
        session["_auth_user_id"] = str(cls.person.pk)
        session.create()

    def test_a_person_is_told_everything_but_secrets(self):
        told = told_about(EMAIL)
        self.assertEqual(told["account"]["email"], EMAIL)
        self.assertEqual(told["account"]["password"], "(set, not shown)")
        tied = told["tied to the account"]
        for key in (
            "wagtailcore.Page.owner",
            "wagtailcore.Revision.user",
            "wagtailcore.PageLogEntry.user",
            "photos.Photo.uploaded_by_user",
            "photos.Photo.declared_by",
        ):
            self.assertGreaterEqual(tied[key]["number"], 1, key)
        self.assertEqual(told["under the e-mail address"]["reports about photos"][0]["message"], "To ja")
        self.assertIn("photos.Photo.author", told["mentioned in"])

    def test_a_reader_without_an_account_is_told_of_the_report(self):
        PhotoReport.objects.update(email="ktos@empirie.example")
        told = told_about("ktos@empirie.example")
        self.assertIsNone(told["account"])
        self.assertEqual(len(told["under the e-mail address"]["reports about photos"]), 1)

    def test_after_erasing_only_the_credit_names_the_person_and_the_content_is_there(self):
        avatar = UserProfile.objects.get(user=self.person).avatar
        with self.captureOnCommitCallbacks(execute=True):
            said = erase(EMAIL, "--yes")
        self.assertEqual(mentions(EMAIL, "Zofia Łąk"), {"photos.Photo.author": 1})
        self.assertIn("photos.Photo.author: still mentions the person; naming the author is a duty", said)
        self.assertFalse(avatar.storage.exists(avatar.name))
        page = Page.objects.get(pk=self.page.pk)
        self.assertTrue(page.live)
        self.assertIsNone(page.owner)
        photo = Photo.objects.get(pk=self.photo.pk)
        self.assertEqual((photo.uploaded_by_user, photo.declared_by), (None, None))
        self.assertFalse(Session.objects.exists())
        self.assertFalse(Revision.objects.filter(user__isnull=False).exists())
        report = PhotoReport.objects.get()
        self.assertEqual((report.email, report.message), ("", ""))
        for model in (PageLogEntry, ModelLogEntry):
            self.assertFalse(model.objects.filter(user_id=self.person.pk).exists())
        with self.assertRaisesMessage(CommandError, "holds nothing"):
            told_about(EMAIL)

    def test_a_half_finished_upload_goes_with_its_file(self):
        upload = UploadedFile.objects.create(
            file=ContentFile(b"x", name="a.jpg"), uploaded_by_user=self.person
        )
        with self.captureOnCommitCallbacks(execute=True):
            erase(EMAIL, "--yes")
        self.assertFalse(UploadedFile.objects.exists())
        self.assertFalse(upload.file.storage.exists(upload.file.name))

    def test_the_lines_of_the_log_that_lose_the_name_are_counted(self):
        entries = PageLogEntry.objects.filter(user_id=self.person.pk).count()
        self.assertGreater(entries, 0)
        self.assertIn(f"{entries:6}  wagtailcore.PageLogEntry.user: erased", erase(EMAIL))

    def test_no_key_to_the_account_is_left_in_any_table(self):
        erase(EMAIL, "--yes")
        for model, key in keys_to_accounts():
            with self.subTest(model=model.__name__, key=key.name):
                self.assertFalse(model._base_manager.filter(**{key.name: self.person.pk}).exists())

    def test_without_yes_it_is_a_dry_run(self):
        self.assertIn("Nothing was erased", erase(EMAIL))
        self.assertTrue(get_user_model().objects.filter(pk=self.person.pk).exists())
        self.assertEqual(PhotoReport.objects.get().message, "To ja")

    def test_the_only_administrator_is_not_erased(self):
        get_user_model().objects.filter(pk=self.person.pk).update(is_superuser=True)
        with self.assertRaisesMessage(CommandError, "only administrator"):
            erase(EMAIL, "--yes")

    def test_a_stranger_is_not_known_and_two_with_one_address_are_asked_apart(self):
        for command in (told_about, erase):
            with self.assertRaisesMessage(CommandError, "holds nothing"):
                command("nikt@empirie.example")
        get_user_model().objects.create_user("inna", "wspolny@empirie.example")
        get_user_model().objects.create_user("druga", "wspolny@empirie.example")
        with self.assertRaisesMessage(CommandError, "Several accounts"):
            erase("wspolny@empirie.example", "--yes")
