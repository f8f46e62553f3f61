"""The server's clock is put right while the site runs: an hour back, or a day forward."""

from datetime import timedelta
from unittest import mock

from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.models import PageLogEntry

from articles.models import ArticlePage
from empirie.translation.states import State, state_of
from tests import factories as make
from tests.delivery.test_page_cache import WithPageCache
from tests.translation.steps import publish_polish


class Clock:
    """`with clock.moved(by):` every `timezone.now()` is off by that much."""

    true_now = staticmethod(timezone.now)

    @classmethod
    def moved(cls, by):
        return mock.patch("django.utils.timezone.now", side_effect=lambda: cls.true_now() + by)


class ReaderTests(WithPageCache, TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()

    def test_what_is_published_with_the_clock_an_hour_back_is_there_at_once(self):
        self.publish_with_the_clock_moved(timedelta(hours=-1))

    def test_what_is_published_with_the_clock_a_day_forward_is_there_at_once(self):
        self.publish_with_the_clock_moved(timedelta(days=1))

    def publish_with_the_clock_moved(self, jump):
        self.client.get(self.article.url)
        with Clock.moved(jump):
            self.assertEqual(self.client.get(self.article.url)["X-Page-Cache"], "hit")
            self.article.title = "Przesunięto zegar"
            with self.captureOnCommitCallbacks(execute=True):
                publish_polish(self.article)
            self.assertContains(self.client.get(self.article.url), "Przesunięto zegar")
        self.assertContains(self.client.get(self.article.url), "Przesunięto zegar")


class ScheduleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def scheduled(self, **dates):
        article = make.an_article(live=False, **dates)
        article.save_revision().publish()
        return ArticlePage.objects.get(pk=article.pk)

    def published(self, article):
        return ArticlePage.objects.get(pk=article.pk).live

    def test_a_page_that_appeared_too_early_stays_and_appears_once(self):
        """Taking it from readers again would be a second surprise."""
        article = self.scheduled(go_live_at=timezone.now() + timedelta(hours=2))
        self.assertFalse(self.published(article))
        with Clock.moved(timedelta(days=1)):
            call_command("publish_scheduled")
        self.assertTrue(self.published(article))
        call_command("publish_scheduled")
        self.assertTrue(self.published(article))
        published = PageLogEntry.objects.filter(page=article.pk, action="wagtail.publish.scheduled")
        self.assertEqual(published.count(), 1)

    def test_a_clock_put_back_makes_a_page_wait_and_loses_none(self):
        article = self.scheduled(go_live_at=timezone.now() + timedelta(hours=2))
        with Clock.moved(timedelta(hours=-5)):
            call_command("publish_scheduled")
        self.assertFalse(self.published(article))
        with Clock.moved(timedelta(hours=3)):
            call_command("publish_scheduled")
        self.assertTrue(self.published(article))


class StaffTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def test_a_polish_change_makes_the_english_page_out_of_date_whatever_the_clock_says(self):
        for number, jump in enumerate((timedelta(hours=-1), timedelta(days=1))):
            with self.subTest(jump):
                article = make.an_article(slug=f"artykul-{number}")
                publish_polish(article)
                make.in_english(article)
                article = ArticlePage.objects.get(pk=article.pk)
                article.title = "Nowsze mieszkania"
                with Clock.moved(jump):
                    publish_polish(article)
                    self.assertEqual(state_of(article, make.english_locale()), State.OUT_OF_DATE)

    def test_the_newest_draft_is_the_one_saved_last_not_the_one_with_the_latest_time(self):
        article = make.an_article()
        with Clock.moved(timedelta(days=1)):
            article.title = "Pierwszy szkic"
            article.save_revision()
        article.title = "Drugi szkic"
        article.save_revision()
        draft = ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()
        self.assertEqual(draft.title, "Drugi szkic")
