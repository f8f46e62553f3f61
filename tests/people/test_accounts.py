"""The account's own screen: a picture of a person tells nothing but the person."""

from django.core.files.storage import default_storage
from django.test import TestCase
from django.urls import reverse
from wagtail.users.models import UserProfile

from empirie.people.workspaces import ensure_workspace
from tests import factories as make
from tests.photos import pictures
from tests.photos.metadata import told_by


class AvatarTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.person = make.a_person()
        city = make.a_city()
        cls.city_person = make.a_person("lodz")
        cls.city_person.user_permissions.clear()
        cls.city_person.groups.add(ensure_workspace(city).group)

    def send(self, content, name="ja.jpg", person=None):
        person = person or self.person
        self.client.force_login(person)
        words = {
            "name_email-first_name": "Łucja",
            "name_email-last_name": "Żak",
            "name_email-email": person.email,
            "locale-preferred_language": "pl",
            "locale-current_time_zone": "Europe/Warsaw",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
            "avatar-avatar": pictures.upload(content, name),
        }
        return self.client.post(reverse("wagtailadmin_account"), words, follow=True)

    def stored(self, person):
        return UserProfile.objects.get(user=person).avatar

    def test_place_and_serial_number_are_gone_whatever_the_kind_and_size(self):
        for name, make_picture in pictures.TELLING.items():
            for person in (self.person, self.city_person):
                with self.subTest(name=name, person=person.username):
                    self.assertNotEqual(told_by(make_picture()), set())
                    self.send(make_picture(), name, person)
                    with default_storage.open(self.stored(person).name) as file:
                        self.assertEqual(told_by(file.read()), set())
        self.send(pictures.jpeg(size=(900, 600)))
        with default_storage.open(self.stored(self.person).name) as file:
            self.assertEqual(told_by(file.read()), set())
        self.assertEqual(self.stored(self.person).width, 400)

    def test_it_is_not_named_after_the_file_that_was_sent(self):
        self.send(pictures.jpeg(), "Łucja Żak, Krosno.jpg")
        self.assertRegex(self.stored(self.person).name, r"/avatar_[0-9a-f-]{36}_picture\.jpg$")

    def test_a_bad_picture_is_refused_by_name_and_nothing_is_stored(self):
        for name, content in (("puste.jpg", b""), ("strona.jpg", b"<html>"), ("duze.png", bomb())):
            with self.subTest(name=name):
                self.assertContains(self.send(content, name), "avatar-avatar")
                self.assertFalse(self.stored(self.person))

    def test_without_a_picture_the_rest_is_saved_and_the_old_picture_stays(self):
        self.send(pictures.jpeg())
        before = self.stored(self.person).name
        self.client.post(
            reverse("wagtailadmin_account"),
            {
                "name_email-first_name": "Ala",
                "name_email-last_name": "Żak",
                "name_email-email": self.person.email,
                "locale-preferred_language": "pl",
                "locale-current_time_zone": "Europe/Warsaw",
                "theme-theme": "system",
                "theme-contrast": "system",
                "theme-density": "default",
            },
        )
        self.person.refresh_from_db()
        self.assertEqual((self.person.first_name, self.stored(self.person).name), ("Ala", before))


def bomb():
    return pictures.png_header(20_000, 20_000)
