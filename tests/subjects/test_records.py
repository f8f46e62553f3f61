"""A name is one thing: records hold it in both languages."""

import datetime

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.utils import translation

from empirie.subjects.models import CityFact, NetworkMeeting
from tests import factories as make


class NamesTests(TestCase):
    def test_a_network_and_a_topic_are_named_in_the_readers_language(self):
        network, topic = make.a_network(), make.a_topic()
        self.assertEqual((str(network), str(topic), topic.slug), ("Miasto zielone", "Żywność", "zywnosc"))
        with translation.override("en"):
            self.assertEqual((str(network), str(topic), topic.slug), ("Green Cities", "Food", "zywnosc-en"))

    def test_a_project_title_missing_in_english_is_shown_in_polish_and_says_so(self):
        city = make.a_city(project_title_pl="Miasto zielone")
        with translation.override("en"):
            self.assertEqual((city.project_title, city.project_title_language), ("Miasto zielone", "pl"))


class FactTests(TestCase):
    def test_a_fact_says_something(self):
        with self.assertRaises(ValidationError):
            CityFact(city=make.a_city(), kind="other", source="krosno.pl").full_clean(exclude=["city"])

    def test_an_amount_has_a_currency(self):
        with self.assertRaises(ValidationError) as refused:
            CityFact(city=make.a_city(), kind="award", amount=5, source="krosno.pl").full_clean()
        self.assertIn("currency", refused.exception.message_dict)

    def test_a_fact_has_a_source(self):
        with self.assertRaises(ValidationError) as refused:
            CityFact(city=make.a_city(), kind="award", amount=5, currency="EUR").full_clean()
        self.assertEqual(set(refused.exception.message_dict), {"source"})


class MeetingTests(TestCase):
    def meeting(self, **fields):
        return NetworkMeeting(network=make.a_network(), topic_pl="Woda", topic_en="Water", **fields)

    def test_a_meeting_says_when_it_was(self):
        with self.assertRaises(ValidationError):
            self.meeting().full_clean()

    def test_a_meeting_does_not_end_before_it_begins(self):
        with self.assertRaises(ValidationError):
            self.meeting(starts=datetime.date(2026, 5, 2), ends=datetime.date(2026, 5, 1)).full_clean()

    def test_a_meeting_outside_our_cities_names_its_place(self):
        self.assertEqual(self.meeting(place="Sokołów Podlaski").where, "Sokołów Podlaski")
