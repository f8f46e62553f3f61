"""The probes: live touches nothing, ready asks every part within one time limit and tells no secret."""

import json
import sys
import tempfile
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks_db.models import DBTaskResult

from articles.models import ArticlePage
from empirie.core import migration_state
from empirie.core.background import ThreadBackend
from empirie.delivery import health, parts
from empirie.delivery.health import Readiness
from empirie.delivery.models import ScheduleRun
from empirie.delivery.schedule_runs import is_overdue
from empirie.photos.renditions.tasks import make_ahead
from tests import factories as make
from tests.project.shell import run


def asked(path, method="GET", **environ):
    """(status, headers, body) of an address under /health/."""
    told = {}

    def start(status, headers):
        told.update(status=int(status[:3]), headers=dict(headers))

    body = b"".join(health.answer({"PATH_INFO": path, "REQUEST_METHOD": method, **environ}, start))
    return told["status"], told["headers"], body


def working():
    pass


def broken():
    raise parts.NotReady("password=sesame at /srv/secret")


class LiveTests(SimpleTestCase):
    """A SimpleTestCase may not touch the database: these answers do not."""

    def test_live_answers_by_any_name_and_is_kept_by_nobody(self):
        status, headers, body = asked("/health/live", HTTP_HOST="10.1.2.3")
        self.assertEqual((status, body), (200, b"ok\n"))
        self.assertEqual(headers["Cache-Control"], "no-store")

    def test_only_reading_is_allowed_and_nothing_else_is_there(self):
        self.assertEqual(asked("/health/live", "POST")[0], 405)
        self.assertEqual(asked("/health/")[0], 404)
        self.assertEqual(asked("/health/live", "HEAD")[2], b"")

    def test_without_the_token_there_are_no_metrics(self):
        self.assertEqual(asked("/health/metrics")[0], 404)
        with override_settings(METRICS_TOKEN="a-long-password-of-prometheus"):
            for given in ("", "Bearer ", "Bearer wrong", "a-long-password-of-prometheus", "Bearer ą"):
                self.assertEqual(asked("/health/metrics", HTTP_AUTHORIZATION=given)[0], 404)


class ReadinessTests(SimpleTestCase):
    def test_a_part_that_fails_is_named_and_nothing_more(self):
        readiness = Readiness({"database": broken, "disk": working})
        with patch.object(health, "readiness", readiness), self.assertLogs("empirie.delivery.health"):
            status, _headers, body = asked("/health/ready")
        self.assertEqual(status, 503)
        self.assertEqual(json.loads(body), {"ready": False, "checks": {"database": "failed", "disk": "ok"}})

    def test_the_site_is_ready_without_its_queue_and_says_that_it_fails(self):
        readiness = Readiness({"database": working, "queue": broken})
        with patch.object(health, "readiness", readiness), self.assertLogs("empirie.delivery.health"):
            status, _headers, body = asked("/health/ready")
        self.assertEqual(status, 200)
        self.assertEqual(json.loads(body), {"ready": True, "checks": {"database": "ok", "queue": "failed"}})

    def test_a_part_that_hangs_fails_within_the_time_limit_and_costs_one_thread(self):
        let_go = threading.Event()
        self.addCleanup(let_go.set)
        readiness = Readiness({"database": let_go.wait, "disk": working}, patience=0.2, kept=0)
        before, begin = threading.active_count(), time.monotonic()
        for _time in range(5):
            self.assertEqual(readiness(), {"database": "failed", "disk": "ok"})
        self.assertLess(time.monotonic() - begin, 2)
        self.assertLessEqual(threading.active_count() - before, 1)
        let_go.set()
        readiness.threads["database"].join()
        self.assertEqual(readiness(), {"database": "ok", "disk": "ok"})

    def test_an_answer_is_given_again_for_a_moment_lest_probes_be_a_load(self):
        times = []
        readiness = Readiness({"disk": lambda: times.append(1)}, kept=60)
        for _time in range(20):
            readiness()
        self.assertEqual(len(times), 1)


class PartsTests(TestCase):
    def setUp(self):
        close = patch.object(connection, "close")  # the test's own
        close.start()
        self.addCleanup(close.stop)

    def test_every_part_of_a_site_that_works_is_fine(self):
        for name, check in parts.CHECKS.items():
            with (
                self.subTest(part=name),
                override_settings(DATA_DIR=tempfile.gettempdir(), LEAST_FREE_BYTES=1),
            ):
                check()

    def test_the_schedule_fails_when_nothing_has_published_for_an_hour(self):
        call_command("publish_scheduled", verbosity=0)
        parts.schedule()
        ScheduleRun.objects.update(finished_at=timezone.now() - timedelta(minutes=61))
        with self.assertRaises(parts.NotReady):
            parts.schedule()
        call_command("publish_scheduled", dryrun=True, stdout=StringIO())
        with self.assertRaises(parts.NotReady):
            parts.schedule()
        call_command("publish_scheduled", verbosity=0)
        parts.schedule()

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
            parts.storage(alias)
            with self.subTest(storage=alias):
                folder = Path(storages[alias].path("health"))
                self.assertEqual(list(folder.iterdir()), [])

    def test_a_migration_that_is_missing_a_full_disk_and_a_cache_that_forgets_are_found(self):
        unknown = migration_state.newest_migrations() | {("home", "9999_tomorrow")}
        with (
            patch.object(migration_state, "newest_migrations", lambda: unknown),
            self.assertRaises(parts.NotReady),
        ):
            parts.migrations()
        with override_settings(LEAST_FREE_BYTES=1 << 62, DATA_DIR="/"), self.assertRaises(parts.NotReady):
            parts.disk()
        with (
            override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}),
            self.assertRaises(parts.NotReady),
        ):
            parts.kept_values()

    def test_a_folder_that_may_not_be_written_is_found(self):
        with (
            tempfile.NamedTemporaryFile() as file,
            override_settings(MEDIA_ROOT=file.name),
            self.assertRaises(OSError),
        ):
            parts.storage("default")


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
        row.update(**{name: timezone.now() - parts.LONGEST_WAIT * part for name, part in ago.items()})
        return row

    def test_nothing_waits(self):
        parts.queue()

    def test_much_waits_and_the_worker_comes_to_it(self):
        self.waiting(enqueued_at=2)
        self.waiting(enqueued_at=2.1, started_at=0.5).update(status=TaskResultStatus.SUCCESSFUL)
        parts.queue()

    def test_something_has_just_come(self):
        self.waiting(enqueued_at=0.5)
        parts.queue()

    def test_the_worker_is_dead(self):
        self.waiting(enqueued_at=2)
        self.waiting(enqueued_at=4, started_at=3).update(status=TaskResultStatus.RUNNING)
        with self.assertRaises(parts.NotReady):
            parts.queue()

    def test_a_thread_that_hangs_or_has_died(self):
        let_go, backend = threading.Event(), ThreadBackend("renditions", {})
        with (
            patch.object(parts, "task_backends", {"renditions": backend}),
            patch.object(ImmediateBackend, "_execute_task", lambda *_: let_go.wait()),
        ):
            parts.queue()
            backend._execute_task("first")
            while backend.begun is None:
                time.sleep(0.01)
            parts.queue()
            with patch.object(parts, "LONGEST_WAIT", timedelta(0)), self.assertRaises(parts.NotReady):
                parts.queue()
            let_go.set()
        dead = ThreadBackend("renditions", {})
        dead.waiting.put("second")
        with patch.object(parts, "task_backends", {"renditions": dead}), self.assertRaises(parts.NotReady):
            parts.queue()


METRICS = """
import os, sys, json
sys.path[:0] = ["site", "."]
import django
django.setup()
from empirie.delivery import health
from empirie.delivery.metrics import observe
from empirie.delivery.passage import Passage
for path, method, status, mark in (
    ("/", "GET", 200, "hit"), ("/", "GET", 200, "hit"), ("/jan@example.org/", "BREW", 404, "stored"),
    ("/admin/pages/1/", "POST", 302, None), ("/media/a.jpg", "GET", 206, None),
):
    observe(Passage({"REQUEST_METHOD": method, "PATH_INFO": path}, False), status, 0.03, mark)
health.readiness = lambda: {"database": "ok", "disk": "failed"}
def start(status, headers):
    print(status)
asked = {"PATH_INFO": "/health/metrics", "REQUEST_METHOD": "GET",
         "HTTP_AUTHORIZATION": "Bearer " + os.environ["METRICS_TOKEN"]}
print(b"".join(health.answer(asked, start)).decode())
"""


def test_metrics_count_by_class_of_address_and_by_what_the_page_cache_said(tmp_path):
    finished = run(
        sys.executable,
        "-c",
        METRICS,
        DJANGO_SETTINGS_MODULE="empirie.settings.test",
        DATA_DIR=str(tmp_path),
        METRICS_TOKEN="a-long-password-of-prometheus",
    )
    lines = finished.stdout.splitlines()
    assert finished.returncode == 0, finished.stderr
    assert lines[0] == "200 OK"
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
    finished = run(sys.executable, "manage.py", "check", DATABASE_URL="sqlite://:memory:", **variables)
    assert finished.returncode == 0, finished.stderr
    assert not (tmp_path / "cache" / "metrics").exists()
