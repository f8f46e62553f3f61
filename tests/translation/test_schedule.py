"""An English page appears and goes at hours of its own, set by an editor."""

import datetime
from io import StringIO

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from empirie.people.roles import COMMUNICATIONS, TRANSLATOR
from empirie.translation.states import State, state_of
from tests import factories as make

from .forms import a_draft_in_english, translate, translation_of
from .people import somebody
from .steps import say_in_english
from .test_no_false_english import EditorTestCase

DAY = datetime.timedelta(days=1)


def typed(moment):
    """A moment as the form takes it: local time, to the minute."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


class ScheduleTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.an_article()
        self.page = a_draft_in_english(self.article)
        self.address = reverse("translation:schedule", args=[self.page.pk])
        self.tomorrow = (timezone.now() + DAY).replace(second=0, microsecond=0)

    def schedule(self, go_live_at=None, expire_at=None, **more):
        words = {"go_live_at": typed(go_live_at), "expire_at": typed(expire_at)} | more
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.address, words, follow=True)

    def finish(self):
        say_in_english(translation_of(self.article))

    def pass_time(self):
        """The moments that were set have come."""
        page = self.english_of(self.article)
        past = timezone.now() - datetime.timedelta(minutes=1)
        for revision in page.revisions.filter(approved_go_live_at__isnull=False):
            revision.approved_go_live_at = past
            revision.content["go_live_at"] = past.isoformat()
            revision.save()
        call_command("publish_scheduled", stdout=StringIO())

    def test_a_finished_page_appears_at_its_hour_with_its_english_texts(self):
        self.finish()
        response = self.schedule(self.tomorrow, self.tomorrow + DAY)
        self.assertContains(response, "Strona zostanie opublikowana:")
        english = self.english_of(self.article)
        self.assertEqual((english.live, english.go_live_at), (False, self.tomorrow))
        self.assertEqual(self.client.get(english.url).status_code, 404)
        self.pass_time()
        english = self.english_of(self.article)
        self.assertTrue(english.live)
        self.assertContains(self.client.get(english.url), "EN Nowe mieszkania")
        self.assertEqual(english.expire_at, self.tomorrow + DAY)

    def test_polish_keeps_its_own_timetable(self):
        self.finish()
        self.schedule(self.tomorrow, self.tomorrow + DAY)
        self.article.refresh_from_db()
        self.assertEqual(
            (self.article.go_live_at, self.article.expire_at, self.article.live), (None, None, True)
        )

    def test_an_unfinished_page_is_refused_in_words_and_what_was_typed_stays(self):
        response = self.schedule(self.tomorrow)
        self.assertContains(response, "są jeszcze po polsku")
        self.assertContains(response, typed(self.tomorrow))
        english = self.english_of(self.article)
        self.assertEqual((english.go_live_at, english.scheduled_revision), (None, None))

    def test_texts_changed_after_that_are_named_and_scheduled_again(self):
        self.finish()
        self.schedule(self.tomorrow)
        editor = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertNotContains(self.client.get(editor), "Zaplanuj jeszcze raz")
        translate(self.article, "lead", "Corrected.")
        self.assertContains(self.client.get(editor), "Zaplanuj jeszcze raz")
        self.schedule(self.tomorrow)
        self.assertNotContains(self.client.get(editor), "Zaplanuj jeszcze raz")
        self.pass_time()
        self.assertEqual(self.english_of(self.article).lead, "Corrected.")
        self.assertEqual(state_of(self.article, self.english), State.COMPLETE)

    def test_a_correction_the_schedule_did_not_know_still_waits_afterwards(self):
        self.finish()
        self.schedule(self.tomorrow)
        translate(self.article, "lead", "Corrected.")
        self.pass_time()
        self.assertEqual(state_of(self.article, self.english), State.CHANGED)

    def test_a_schedule_is_cancelled_by_emptying_it(self):
        self.finish()
        self.schedule(self.tomorrow)
        self.assertContains(self.schedule(), "nie ma terminów")
        self.assertIsNone(self.english_of(self.article).scheduled_revision)
        self.pass_time()
        self.assertFalse(self.english_of(self.article).live)

    def test_a_live_page_is_only_given_its_end_and_stays_as_it_is(self):
        make.in_english(self.article, title="New homes", lead="It began.")
        self.assertNotContains(self.client.get(self.address), 'name="go_live_at"')
        self.schedule(self.tomorrow, self.tomorrow)
        english = self.english_of(self.article)
        self.assertEqual((english.live, english.go_live_at, english.expire_at), (True, None, self.tomorrow))
        self.assertFalse(english.has_unpublished_changes)
        Page.objects.filter(pk=english.pk).update(expire_at=timezone.now() - DAY)
        call_command("publish_scheduled", stdout=StringIO())
        self.assertFalse(self.english_of(self.article).live)

    def test_a_scheduled_page_can_be_published_now_and_its_schedule_is_gone(self):
        self.finish()
        self.schedule(self.tomorrow)
        editor = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(editor, {"action": "publish"})
        english = self.english_of(self.article)
        self.assertEqual((english.live, english.scheduled_revision), (True, None))

    def test_an_expired_page_can_be_published_again_and_stays(self):
        english = make.in_english(self.article, title="New homes", lead="It began.")
        Page.objects.filter(pk=english.pk).update(expire_at=timezone.now() - DAY)
        call_command("publish_scheduled", stdout=StringIO())
        editor = reverse("wagtailadmin_pages:edit", args=[english.pk])
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(editor, {"action": "publish"})
        call_command("publish_scheduled", stdout=StringIO())
        self.assertTrue(self.english_of(self.article).live)

    def test_moments_that_make_no_sense_are_refused_beside_their_field(self):
        self.finish()
        yesterday, tomorrow = typed(timezone.now() - DAY), typed(self.tomorrow)
        for name, go_live_at, expire_at, fields in (
            ("past", yesterday, "", {"go_live_at"}),
            ("end before beginning", typed(self.tomorrow + DAY), tomorrow, {"go_live_at", "expire_at"}),
            ("end in the past", "", yesterday, {"expire_at"}),
            ("no moments", "jutro", "32.13.2026", {"go_live_at", "expire_at"}),
        ):
            with self.subTest(name):
                response = self.client.post(self.address, {"go_live_at": go_live_at, "expire_at": expire_at})
                self.assertEqual(response.context["form"].errors.keys(), fields)
                self.assertContains(response, "error-message")
        self.assertIsNone(self.english_of(self.article).go_live_at)

    def test_the_editor_leads_there_and_shows_what_is_set(self):
        editor = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertContains(self.client.get(editor), self.address)
        self.finish()
        self.schedule(self.tomorrow)
        self.assertContains(self.client.get(editor), "icon-calendar-check")

    def test_the_status_panel_of_what_is_no_page_stays_as_it_is(self):
        self.assertEqual(self.client.get(reverse("wagtailsnippets_subjects_city:add")).status_code, 200)
        self.assertContains(
            self.client.get(reverse("wagtailadmin_pages:edit", args=[self.article.pk])), "status"
        )

    def test_who_may_not_publish_may_not_schedule(self):
        self.finish()
        editor = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.client.force_login(somebody(TRANSLATOR))
        self.assertNotContains(self.client.get(editor), self.address)
        self.schedule(self.tomorrow)
        self.assertIsNone(self.english_of(self.article).go_live_at)
        self.client.force_login(somebody(COMMUNICATIONS))
        self.assertContains(self.client.get(editor), self.address)
        self.schedule(self.tomorrow)
        self.assertEqual(self.english_of(self.article).go_live_at, self.tomorrow)

    def test_a_page_that_is_no_translation_has_its_own_editor_for_that(self):
        address = reverse("translation:schedule", args=[self.article.pk])
        self.assertEqual(self.client.get(address).status_code, 404)
        self.assertEqual(self.client.get(reverse("translation:schedule", args=[99999])).status_code, 404)
