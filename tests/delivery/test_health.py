"""The probes: live touches nothing, ready asks every part within one time limit and tells no secret."""

import json
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from asgiref.sync import async_to_sync
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.http import Http404
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db.models import DBTaskResult
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable

from articles.models import ArticlePage
from empirie.core import migration_state
from empirie.core.background import ThreadBackend
from empirie.delivery import health
from empirie.delivery.models import ScheduleRun
from empirie.delivery.schedule_runs import is_overdue
from empirie.photos.renditions.tasks import make_ahead
from tests import factories as make
from tests.project import shell


def run(part):
    """Ask one part of the site; raises what is wrong."""
    health.CHECKS[part].run()


class Working(HealthCheck):
    def run(self):
        """All is well."""


class Broken(HealthCheck):
    def run(self):
        raise OSError("password=sesame at /srv/secret")


class Hanging(HealthCheck):
    timeout = timedelta(seconds=-0.8)  # to which the library adds one
    let_go = threading.Event()

    def run(self):
        self.let_go.wait()


def with_checks(**checks):
    """The site with these parts."""
    threads = {name: ThreadPoolExecutor(1) for name in checks}
    return patch.multiple(health, CHECKS=checks, THREADS=threads)


class LiveTests(SimpleTestCase):
    """A SimpleTestCase may not touch the database: these answers do not."""

    def test_live_is_kept_by_nobody(self):
        answer = self.client.get("/health/live")
        self.assertEqual((answer.status_code, answer.content), (200, b"ok\n"))
        self.assertIn("no-store", answer["Cache-Control"])

    def test_only_reading_is_allowed(self):
        self.assertEqual(self.client.post("/health/live").status_code, 405)
        self.assertEqual(self.client.post("/health/ready").status_code, 405)

    def test_without_the_token_there_are_no_metrics(self):
        for token in ("", "a-long-password-of-prometheus"):
            with override_settings(METRICS_TOKEN=token):
                for given in ("", "Bearer ", "Bearer wrong", "a-long-password-of-prometheus", "Bearer ą"):
                    request = RequestFactory().get("/health/metrics", headers={"Authorization": given})
                    with self.assertRaises(Http404):
                        async_to_sync(health.metrics)(request)


class ReadinessTests(SimpleTestCase):
    def ready(self):
        answer = async_to_sync(health.ready)(RequestFactory().get("/health/ready"))
        return answer.status_code, json.loads(answer.content)

    def test_a_part_that_fails_is_named_and_nothing_more(self):
        with with_checks(database=Broken(), disk=Working()), self.assertLogs("health_check"):
            status, told = self.ready()
        self.assertEqual(status, 503)
        self.assertEqual(told, {"ready": False, "checks": {"database": "failed", "disk": "ok"}})

    def test_the_site_is_ready_without_its_queue_and_says_that_it_fails(self):
        with with_checks(database=Working(), queue=Broken()), self.assertLogs("health_check"):
            status, told = self.ready()
        self.assertEqual(status, 200)
        self.assertEqual(told, {"ready": True, "checks": {"database": "ok", "queue": "failed"}})

    def test_a_part_that_hangs_fails_within_the_time_limit_and_costs_one_thread(self):
        self.addCleanup(Hanging.let_go.clear)
        self.addCleanup(Hanging.let_go.set)
        with with_checks(database=Hanging(), disk=Working()), self.assertLogs("health_check"):
            before, begin = threading.active_count(), time.monotonic()
            for _time in range(5):
                self.assertEqual(self.ready()[1]["checks"], {"database": "failed", "disk": "ok"})
            self.assertLess(time.monotonic() - begin, 3)
            self.assertLessEqual(threading.active_count() - before, 2)
            Hanging.let_go.set()
            self.assertEqual(self.ready()[1]["checks"], {"database": "ok", "disk": "ok"})


class PartsTests(TestCase):
    def setUp(self):
        close = patch.object(connection, "close")  # the test's own
        close.start()
        self.addCleanup(close.stop)

    def test_every_part_of_a_site_that_works_is_fine(self):
        for name in health.CHECKS.keys() - {"database", "cache"}:  # the library's own
            with (
                self.subTest(part=name),
                override_settings(DATA_DIR=tempfile.gettempdir(), LEAST_FREE_BYTES=1),
            ):
                run(name)

    def test_the_schedule_fails_when_nothing_has_published_for_an_hour(self):
        call_command("publish_scheduled", verbosity=0)
        run("schedule")
        ScheduleRun.objects.update(finished_at=timezone.now() - timedelta(minutes=61))
        with self.assertRaises(ServiceUnavailable):
            run("schedule")
        call_command("publish_scheduled", dryrun=True, stdout=StringIO())
        with self.assertRaises(ServiceUnavailable):
            run("schedule")
        call_command("publish_scheduled", verbosity=0)
        run("schedule")

    def test_a_new_site_without_a_timer_is_not_at_fault_before_a_page_is_overdue(self):
        make.a_site()
        article = make.an_article(live=False)
        for minutes, is_at_fault in ((59, False), (61, True)):
            with self.subTest(due_since=minutes):
                article.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=minutes))
                self.assertEqual(is_overdue(), is_at_fault)
        article.revisions.all().delete()
        self.assertFalse(is_overdue())
        expired = timezone.now() - timedelta(minutes=61)
        ArticlePage.objects.filter(pk=article.pk).update(live=True, expire_at=expired)
        self.assertTrue(is_overdue())

    def test_noting_the_run_leaves_the_page_cache_alone(self):
        with self.captureOnCommitCallbacks() as after_commit:
            call_command("publish_scheduled", verbosity=0)
        self.assertEqual(after_commit, [])

    def test_a_storage_is_left_as_it_was(self):
        for alias in ("default", "originals"):
            health.Files(alias).run()
            with self.subTest(storage=alias):
                folder = Path(storages[alias].path("health"))
                self.assertEqual(list(folder.iterdir()), [])

    def test_a_migration_that_is_missing_and_a_full_disk_are_found(self):
        unknown = migration_state.newest_migrations() | {("home", "9999_tomorrow")}
        with (
            patch.object(migration_state, "newest_migrations", lambda: unknown),
            self.assertRaises(ServiceUnavailable),
        ):
            run("migrations")
        with override_settings(LEAST_FREE_BYTES=1 << 62, DATA_DIR="/"), self.assertRaises(ServiceUnavailable):
            run("disk")

    def test_a_folder_that_may_not_be_written_is_found(self):
        with (
            tempfile.NamedTemporaryFile() as file,
            override_settings(MEDIA_ROOT=file.name),
            self.assertRaises(OSError),
        ):
            run("media")


class QueueTests(TestCase):
    """A queue is late when something has waited for half an hour and nothing was begun in that time."""

    def setUp(self):
        close = patch.object(connection, "close")  # the test's own
        close.start()
        self.addCleanup(close.stop)

    def waiting(self, **ago):
        with override_settings(TASKS={"renditions": {"BACKEND": "django_tasks_db.DatabaseBackend"}}):
            task = make_ahead.enqueue({})
        row = DBTaskResult.objects.filter(pk=task.id)
        row.update(**{name: timezone.now() - health.LONGEST_WAIT * part for name, part in ago.items()})
        return row

    def test_nothing_waits(self):
        run("queue")

    def test_much_waits_and_the_worker_comes_to_it(self):
        self.waiting(enqueued_at=2)
        self.waiting(enqueued_at=2.1, started_at=0.5).update(status=TaskResultStatus.SUCCESSFUL)
        run("queue")

    def test_something_has_just_come(self):
        self.waiting(enqueued_at=0.5)
        run("queue")

    def test_the_worker_is_dead(self):
        self.waiting(enqueued_at=2)
        self.waiting(enqueued_at=4, started_at=3).update(status=TaskResultStatus.RUNNING)
        with self.assertRaises(ServiceUnavailable):
            run("queue")

    def test_a_thread_that_hangs_or_has_died(self):
        let_go, backend = threading.Event(), ThreadBackend("renditions", {})
        with (
            patch.object(health, "task_backends", {"renditions": backend}),
            patch.object(ImmediateBackend, "_execute_task", lambda *_: let_go.wait()),
        ):
            run("queue")
            backend._execute_task("first")
            while backend.begun is None:
                time.sleep(0.01)
            run("queue")
            with patch.object(health, "LONGEST_WAIT", timedelta(0)), self.assertRaises(ServiceUnavailable):
                run("queue")
            let_go.set()
        dead = ThreadBackend("renditions", {})
        dead.waiting.put("second")
        with (
            patch.object(health, "task_backends", {"renditions": dead}),
            self.assertRaises(ServiceUnavailable),
        ):
            run("queue")


METRICS = """
import os, sys
sys.path[:0] = ["site", "."]
import django
django.setup()
from asgiref.sync import async_to_sync
from django.test import RequestFactory
from empirie.delivery import health
from empirie.delivery.metrics import observe
for path, method, status, mark in (
    ("/", "GET", 200, "hit"), ("/", "GET", 200, "hit"), ("/jan@example.org/", "BREW", 404, "stored"),
    ("/admin/pages/1/", "POST", 302, None), ("/media/a.jpg", "GET", 206, None),
):
    observe(path, method, status, 0.03, {"X-Page-Cache": mark} if mark else {})
async def parts():
    return {"database": "ok", "disk": "failed"}
health.parts = parts
token = "Bearer " + os.environ["METRICS_TOKEN"]
answer = async_to_sync(health.metrics)(RequestFactory().get("/", headers={"Authorization": token}))
print(answer.status_code)
print(answer.content.decode())
"""


def test_metrics_count_by_class_of_address_and_by_what_the_page_cache_said(tmp_path):
    finished = shell.run(
        sys.executable,
        "-c",
        METRICS,
        DJANGO_SETTINGS_MODULE="empirie.settings.test",
        DATA_DIR=str(tmp_path),
        METRICS_TOKEN="a-long-password-of-prometheus",
    )
    lines = finished.stdout.splitlines()
    assert finished.returncode == 0, finished.stderr
    assert lines[0] == "200"
    for line in (
        'empirie_requests_total{method="GET",route="public",status="200"} 2.0',
        'empirie_requests_total{method="other",route="public",status="404"} 1.0',
        'empirie_requests_total{method="POST",route="admin",status="302"} 1.0',
        'empirie_page_cache_total{mark="hit"} 2.0',
        'empirie_request_seconds_bucket{le="0.05",route="media"} 1.0',
        'empirie_part_up{part="database"} 1.0',
        'empirie_part_up{part="disk"} 0.0',
    ):
        assert line in lines, finished.stdout
    assert "example.org" not in finished.stdout


def test_a_command_that_serves_nobody_makes_no_folder_for_metrics(tmp_path):
    variables = {"METRICS_TOKEN": "a-long-password-of-prometheus", "DATA_DIR": str(tmp_path)}
    finished = shell.run(sys.executable, "manage.py", "check", DATABASE_URL="sqlite://:memory:", **variables)
    assert finished.returncode == 0, finished.stderr
    assert not (tmp_path / "cache" / "metrics").exists()
