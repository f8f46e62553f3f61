"""Reports about photos on the staff's side: told at once, decided by one click, forgotten in time."""

import datetime
from io import StringIO
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from empirie.core.dates import months_after
from empirie.photos.models.report import PhotoReport, Reason, erase_settled_before, settle
from tests import factories as make


def a_report(photo, **fields):
    defaults = {
        "photo": photo,
        "photo_title": photo.title,
        "address": "https://empirie.example/zdjecie/1/",
        "reason": Reason.CHILD,
        "message": "To moja córka <b>Ola</b>.",
        "email": "mama@empirie.example",
        "language": "pl",
    }
    return PhotoReport.objects.create(**(defaults | fields))


class DeskTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.gallery = make.a_gallery(make.a_city_page(), photos=1)
        cls.photo = cls.gallery.photos.get().photo
        cls.editor = make.an_editor()
        cls.report = a_report(cls.photo)

    def setUp(self):
        self.client.force_login(self.editor)

    def decide(self, outcome, report=None):
        address = reverse("photo_reports:decide", args=[(report or self.report).pk])
        response = self.client.post(address, {"outcome": outcome}, follow=True)
        self.report.refresh_from_db()
        self.photo.refresh_from_db()
        return response

    def test_the_list_says_what_was_reported_and_where_the_photo_is_used(self):
        page = self.client.get(reverse("photo_reports:reports"))
        for words in ("Na zdjęciu jest moje dziecko", "&lt;b&gt;Ola", "mama@empirie.example", "Ścieżka"):
            self.assertContains(page, words)
        self.assertContains(page, reverse("wagtailadmin_pages:edit", args=[self.gallery.pk]))

    def test_the_first_page_says_in_good_punctuation_until_when_to_answer(self):
        PhotoReport.objects.update(photo_title="Drzewo na brzegu.")
        page = self.client.get(reverse("wagtailadmin_home"))
        words = " ".join(page.content.decode().split())
        self.assertIn("Drzewo na brzegu. (odpowiedź do:", words)

    def test_one_click_hides_the_photo_and_settles_every_report_about_it(self):
        other = a_report(self.photo, reason=Reason.ME)
        self.decide("hidden")
        self.assertTrue(self.photo.is_withdrawn)
        other.refresh_from_db()
        self.assertEqual({self.report.outcome, other.outcome}, {"hidden"})
        self.assertEqual(self.report.handled_by, self.editor)
        self.assertNotIn("Ola", self.photo.withdrawal_reason)  # the reader's words are erased one day

    def test_a_photo_may_stay(self):
        self.decide("kept")
        self.assertFalse(self.photo.is_withdrawn)
        self.assertEqual(self.report.outcome, "kept")

    def test_the_second_of_two_editors_is_told(self):
        self.decide("kept")
        self.assertContains(self.decide("hidden"), "już podjął decyzję")
        self.assertFalse(self.photo.is_withdrawn)

    def test_the_menu_and_the_dashboard_say_how_many_wait(self):
        in_menu = r") Zg\u0142oszone zdj\u0119cia"  # the menu is JSON
        self.assertContains(self.client.get("/admin/"), f"(1{in_menu}")
        self.assertContains(self.client.get("/admin/"), "1 zgłoszenie czeka na decyzję")
        self.decide("kept")
        self.assertNotContains(self.client.get("/admin/"), in_menu)
        decided = self.client.get(reverse("photo_reports:reports"), {"show": "decided", "p": "²"})
        self.assertContains(decided, "zdjęcie zostaje")

    def test_a_report_about_a_photo_deleted_since_can_still_be_answered(self):
        photo = make.a_photo()
        report = a_report(photo)
        photo.delete()
        self.assertContains(self.client.get(reverse("photo_reports:reports")), "zostało już usunięte")
        self.decide("hidden", report)
        report.refresh_from_db()
        self.assertFalse(report.is_open)


class RetentionTests(TestCase):
    def setUp(self):
        self.report = a_report(make.a_photo())

    def test_an_answer_is_due_within_a_month(self):
        self.report.created_at = timezone.make_aware(datetime.datetime(2026, 1, 31, 12))
        self.assertEqual(self.report.answer_by, datetime.date(2026, 2, 28))
        self.assertTrue(self.report.is_late)

    def test_months_across_years(self):
        for day, months, expected in (
            ((2026, 11, 30), 3, (2027, 2, 28)),
            ((2026, 1, 15), -6, (2025, 7, 15)),
            ((2026, 12, 31), 12, (2027, 12, 31)),
        ):
            self.assertEqual(months_after(datetime.date(*day), months), datetime.date(*expected))

    @mock.patch.dict(settings.RETENTION, photo_report_months=6)
    def test_personal_data_is_erased_some_months_after_the_decision_and_no_sooner(self):
        settle(self.report, PhotoReport.Outcome.KEPT, None)
        call_command("apply_retention", stdout=StringIO())
        self.report.refresh_from_db()
        self.assertEqual(self.report.email, "mama@empirie.example")
        PhotoReport.objects.update(handled_at=timezone.now() - datetime.timedelta(days=200))
        call_command("apply_retention", stdout=StringIO())
        self.report.refresh_from_db()
        self.assertEqual((self.report.message, self.report.email), ("", ""))
        self.assertIsNotNone(self.report.erased_at)
        self.assertEqual(self.report.outcome, "kept")

    def test_a_report_nobody_decided_about_is_kept(self):
        self.assertEqual(erase_settled_before(timezone.now()), 0)
