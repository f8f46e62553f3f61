"""What staff read in the admin around our own screens."""

from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.test import TestCase
from django.urls import reverse
from wagtail.admin.localization import get_available_admin_time_zones

from home.models import HomePage
from tests import factories as make


class AdminWordsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def setUp(self):
        self.client.force_login(User.objects.create_superuser("administrator", "a@empirie.example", "haslo"))

    def test_a_list_says_how_many_things_it_has_in_words_right_for_every_number(self):
        answer = self.client.get(reverse("wagtailadmin_explore", args=[make.polish(HomePage).pk]))
        self.assertContains(answer, "Strony: 7")
        self.assertNotContains(answer, "7 strony")

    def test_a_page_that_nobody_published_by_hand_was_published_by_nobody(self):
        words = render_to_string("wagtailadmin/shared/user_avatar.html", {"user": None, "username": ""})
        self.assertIn("—", words)
        self.assertNotIn("None", words)

    def test_the_column_with_the_project_of_a_city_has_a_polish_heading(self):
        make.a_city(project_title_pl="Miasto zielone")
        answer = self.client.get(reverse("wagtailsnippets_subjects_city:list"))
        self.assertContains(answer, "Projekt")
        self.assertNotContains(answer, "Project title")

    def test_only_time_zones_that_browsers_know_are_offered(self):
        zones = get_available_admin_time_zones()
        self.assertIn("Europe/Warsaw", zones)
        self.assertNotIn("localtime", zones)
