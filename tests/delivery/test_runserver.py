"""The development server publishes what is due and makes pictures, in the one process that serves."""

import io
import threading
import time
from contextlib import suppress
from datetime import timedelta
from unittest.mock import patch

from django.contrib.staticfiles.management.commands.runserver import Command as DjangosRunServer
from django.core.management import call_command, get_commands, load_command_class
from django.test import SimpleTestCase, TestCase
from django.utils import timezone
from wagtail.models import Page

from empirie.delivery.management.commands import runserver
from tests import factories as make


class Stop(BaseException):
    """Ends the loop of a test."""


class PublishingTests(TestCase):
    def go_on(self, times):
        """Let the loop run so many times; returns how long it waited each time."""
        waited = []

        def sleep(seconds):
            waited.append(seconds)
            if len(waited) > times:
                raise Stop

        with (
            patch.object(time, "sleep", sleep),
            patch.object(runserver.connections, "close_all"),
            suppress(Stop),
        ):
            runserver.publish_for_ever()
        return waited

    def test_a_page_appears_and_ends_when_it_is_due(self):
        make.a_site()
        article, old = make.an_article(live=False), make.an_article("Dawne", "dawne")
        due = timezone.now() - timedelta(minutes=1)
        article.go_live_at = due
        article.save_revision(approved_go_live_at=due)
        Page.objects.filter(pk=old.pk).update(expire_at=due)
        self.assertEqual(self.client.get(article.url).status_code, 404)
        self.assertEqual(self.go_on(times=1), [runserver.SOON, runserver.PAUSE])
        self.assertEqual(self.client.get(article.url).status_code, 200)
        self.assertEqual(self.client.get(old.url).status_code, 404)

    def test_a_database_that_is_away_for_a_moment_does_not_end_it(self):
        with (
            patch.object(runserver, "call_command", side_effect=[OSError, None]) as published,
            self.assertLogs(runserver.logger),
        ):
            self.go_on(times=2)
        self.assertEqual(published.call_count, 2)


class RenditionsTests(TestCase):
    def test_pictures_that_are_missing_are_made_while_the_site_is_served_and_it_is_said(self):
        make.a_site()
        gallery = make.a_gallery(make.a_city_page())
        said = io.StringIO()
        with patch.object(runserver.connections, "close_all"):
            runserver.Command(stdout=said).make_renditions(soon=0)
        self.assertIn("Renditions made:", said.getvalue())
        for row in gallery.photos.all():
            self.assertTrue(row.photo.renditions.exists())


class OnceTests(SimpleTestCase):
    """`inner_run` is what the serving process does; the one that watches the files only starts it anew."""

    def threads_of(self, *arguments):
        begun = []
        with (
            patch.object(threading.Thread, "start", autospec=True, side_effect=begun.append),
            patch.object(DjangosRunServer, "inner_run"),
            patch("django.utils.autoreload.run_with_reloader"),
        ):
            call_command("runserver", *arguments, skip_checks=True)
        return [thread.name for thread in begun]

    def test_the_process_that_watches_the_files_publishes_nothing(self):
        self.assertEqual(self.threads_of(), [])

    def test_the_process_that_serves_publishes_and_makes_pictures_in_a_thread_each(self):
        self.assertEqual(self.threads_of("--noreload"), ["renditions", "publish_scheduled"])

    def test_the_command_of_this_name_is_ours(self):
        command = load_command_class(get_commands()["runserver"], "runserver")
        self.assertIsInstance(command, runserver.Command)
