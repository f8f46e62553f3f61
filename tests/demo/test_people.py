"""Demo sign-ins exist only where the settings allow them."""

from io import StringIO

from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import TestCase, override_settings

from empirie.demo.people import PASSWORD, PEOPLE, create_people
from tests import factories as make


class DemoPeopleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        make.a_city_page(make.a_city("Krosno", "krosno"))

    def test_each_of_them_can_sign_in_to_the_admin(self):
        create_people()
        for person in PEOPLE:
            with self.subTest(person=person.username):
                form = {"username": person.username, "password": PASSWORD}
                self.assertRedirects(self.client.post("/admin/login/", form), "/admin/")
                self.client.logout()

    def test_a_changed_password_is_kept(self):
        create_people()
        person = User.objects.get(username=PEOPLE[0].username)
        person.set_password("moje wlasne haslo")
        person.save()
        create_people()
        self.assertTrue(User.objects.get(pk=person.pk).check_password("moje wlasne haslo"))

    @override_settings(DEMO_SIGN_INS_ALLOWED=False)
    def test_they_are_never_created_in_production(self):
        with self.assertRaises(ImproperlyConfigured):
            create_people()
        output = StringIO()
        call_command("demo_sign_ins", stdout=output)
        self.assertNotIn(PASSWORD, output.getvalue())
        self.assertFalse(User.objects.exists())
