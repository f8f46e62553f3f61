"""What a version before has left in the queue of `manage.py db_worker`."""

from django.test import TestCase
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from empirie.photos.renditions.tasks import make_ahead, make_missing

AHEAD, MISSING = make_ahead.module_path, make_missing.module_path


def queued(path, *args, **kwargs):
    return DBTaskResult.objects.create(
        task_path=path,
        args_kwargs={"args": args, "kwargs": kwargs},
        priority=0,
        queue_name="default",
        backend_name="renditions",
        run_after=timezone.now(),
        exception_class_path="",
        traceback="",
        worker_ids=[],
    )


class OldTasksTests(TestCase):
    def setUp(self):
        self.worker = Worker(
            queue_names=["default"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="renditions",
            startup_delay=False,
            max_tasks=None,
            worker_id="one",
        )

    def test_what_cannot_be_done_any_more_is_logged_as_failed_and_the_worker_goes_on(self):
        for path, args, kwargs in (
            ("empirie.photos.of_old.make_ahead", [{}], {}),
            ("empirie.photos.ahead.make_ahead", [{"1": []}], {}),
            ("empirie.photos.renditions.tasks.logger", [{}], {}),
            (AHEAD, [{}, "more"], {}),
            (AHEAD, [], {"photos": {}}),
            (AHEAD, [["1", "2"]], {}),
            (MISSING, [["1"]], {}),
        ):
            with self.subTest(path=path, args=args, kwargs=kwargs):
                old = queued(path, *args, **kwargs)
                with self.assertLogs(
                    "django_tasks_db" if path not in (AHEAD, MISSING) else "django_tasks", "ERROR"
                ):
                    self.worker.run_task(old)
                old.refresh_from_db()
                self.assertEqual(old.status, "FAILED")
                self.assertTrue(old.traceback)

    def test_photos_that_are_gone_are_passed_over(self):
        for old in (queued(AHEAD, {"987654": []}), queued(MISSING, [[987654, "width-480"]])):
            with self.subTest(path=old.task_path):
                self.worker.run_task(old)
                old.refresh_from_db()
                self.assertEqual(old.status, "SUCCESSFUL")
