"""A setting or record says what it says in both languages: English pages show no Polish in disguise."""

import datetime
from decimal import Decimal

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.models import Site

from empirie.core.languages import both_or_neither
from empirie.core.templatetags.empirie_tags import long_date, money
from empirie.subjects.models import City, Network
from home.models import ProgrammeSettings
from tests import factories as make


class BothLanguagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.programme = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))

    def errors(self, record, *names):
        try:
            both_or_neither(record, *names)
        except ValidationError as problem:
            return set(problem.message_dict)
        return set()

    def test_a_polish_text_asks_for_its_english_and_the_other_way_round(self):
        self.assertEqual(
            self.errors(ProgrammeSettings(tagline_pl="Miasta uczą się"), "tagline"), {"tagline_en"}
        )
        self.assertEqual(
            self.errors(ProgrammeSettings(slogan_en="Working together"), "slogan"), {"slogan_pl"}
        )
        self.assertEqual(self.errors(Network(), "deals_with"), set())
        city = City(donor_partner_pl="Gmina", donor_partner_en="Municipality")
        self.assertEqual(self.errors(city, "donor_partner"), set())

    def test_the_settings_screen_says_which_text_is_missing_and_keeps_the_other(self):
        self.client.force_login(User.objects.create_superuser("administrator"))
        address = reverse("wagtailsettings:edit", args=["home", "programmesettings", self.programme.site_id])
        form = {
            "site_name_pl": "Empirie",
            "site_name_en": "Empirie",
            "tagline_pl": "Miasta uczą się od siebie",
            "grants_url": "https://eeagrants.org",
            "national_grants_url": "https://www.eog.gov.pl",
            "logos-TOTAL_FORMS": 0,
            "logos-INITIAL_FORMS": 0,
        }
        response = self.client.post(address, form)
        self.assertContains(response, "Napisz to także po angielsku, dla angielskich stron.")
        self.assertContains(response, "Miasta uczą się od siebie")
        self.assertEqual(self.client.post(address, form | {"tagline_en": "Cities learn"}).status_code, 302)
        self.programme.refresh_from_db()
        self.assertEqual(self.programme.tagline_en, "Cities learn")

    def test_each_language_shows_its_own_text(self):
        self.programme.tagline_pl, self.programme.tagline_en = "Miasta uczą się", "Cities learn"
        self.programme.save()
        self.assertContains(self.client.get("/"), "Miasta uczą")
        english = self.client.get("/en/")
        self.assertContains(english, "Cities learn")
        self.assertNotContains(english, "Miasta uczą")

    def test_days_and_numbers_are_written_as_each_language_writes_them(self):
        moment = datetime.datetime(2026, 5, 14, 17, 5)
        with override("pl"):
            self.assertEqual(long_date(make.DAY), "14 maja 2026")
            self.assertEqual(date_format(moment, "DATETIME_FORMAT"), "14 maja 2026 17:05")
            self.assertEqual(money(Decimal("1234567.5"), "EUR").replace("\xa0", " "), "1 234 567,50 EUR")
        with override("en"):
            self.assertEqual(long_date(make.DAY), "14 May 2026")
            self.assertEqual(date_format(moment, "DATETIME_FORMAT"), "14 May 2026, 17:05")
            self.assertEqual(date_format(make.DAY, "SHORT_DATE_FORMAT"), "14/05/2026")
            self.assertEqual(money(Decimal("1234567.5"), "EUR").replace("\xa0", " "), "EUR 1,234,567.50")
