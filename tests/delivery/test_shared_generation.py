"""Machines that share a database: what is written on one is shown by the others within a second."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

from django.db import OperationalError, connection, connections
from django.http import HttpResponse
from django.test import RequestFactory, TestCase, TransactionTestCase, override_settings

from empirie.delivery import generation as generations
from empirie.delivery.generation import LEASE, SharedGeneration, SharedMark
from empirie.delivery.models import Epoch
from empirie.delivery.page_cache import PageCacheMiddleware

AWAY = mock.patch.object(Epoch.objects.__class__, "get_or_create", side_effect=OperationalError("away"))


class Process:
    """A process of a machine, whose disk is `folder`: its own memory and its own knowledge of the mark."""

    def __init__(self, folder, draw):
        self.mark = SharedMark()
        with override_settings(PAGE_CACHE_DIR=folder):
            self.middleware = PageCacheMiddleware(draw)
        self.middleware.generation = SharedGeneration(folder / "generation")

    def read(self):
        """(what a reader is shown, the mark of the page cache)."""
        with mock.patch.object(generations, "shared_mark", self.mark):
            response = self.middleware(RequestFactory().get("/"))
        return response.content.decode(), response.get("X-Page-Cache")

    def bump(self):
        with mock.patch.object(generations, "shared_mark", self.mark):
            self.middleware.generation.bump()


@override_settings(PAGE_CACHE=True)
class TwoMachines(TestCase):
    """`self.text` is the content of the database; `write` changes it as an editor does."""

    def setUp(self):
        self.text, self.drawn = "first", 0
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.one, self.other = (Process(self.folder / name, self.draw) for name in ("one", "other"))
        lease = mock.patch.object(generations, "LEASE", 3600)  # until a test says that a second has passed
        lease.start()
        self.addCleanup(lease.stop)

    def draw(self, request):
        self.drawn += 1
        return HttpResponse(self.text)

    def write(self, text, process=None):
        self.text = text
        (process or self.one).bump()

    def after_a_second(self):
        for process in (self.one, self.other):
            process.mark.known = *process.mark.known[:2], 0.0


class SharingTests(TwoMachines):
    def test_the_next_reader_on_the_machine_and_a_second_later_everywhere(self):
        for number in range(4):
            writer, far = (self.one, self.other) if number % 2 else (self.other, self.one)
            far.read()
            self.write(f"text {number}", writer)
            self.assertEqual(writer.read(), (f"text {number}", "stored"))
            self.assertEqual(writer.read(), (f"text {number}", "hit"))
            self.after_a_second()
            self.assertEqual(far.read(), (f"text {number}", "stored"))

    def test_another_process_of_the_machine_sees_it_at_once_and_draws_nothing_twice(self):
        neighbour = Process(self.folder / "one", self.draw)
        for process in (neighbour, self.one):
            process.read()
        self.write("second")
        self.drawn = 0
        for process in (neighbour, self.one):
            self.assertEqual(process.read()[0], "second")
        self.after_a_second()
        self.assertEqual(self.one.read(), ("second", "hit"))
        self.assertEqual(self.drawn, 1)

    def test_a_process_believes_the_mark_for_less_than_a_second(self):
        self.assertLess(LEASE, 1)
        with mock.patch.object(generations, "LEASE", 0.05):
            self.one.read()
            self.other.read()
            self.write("second")
            time.sleep(0.06)
            self.assertEqual(self.other.read()[0], "second")

    def test_a_kept_page_asks_the_database_nothing_in_between(self):
        self.one.read()
        with self.assertNumQueries(0):
            self.assertEqual(self.one.read(), ("first", "hit"))
        self.after_a_second()
        with self.assertNumQueries(1):
            self.assertEqual(self.one.read(), ("first", "hit"))

    def test_a_page_that_changed_elsewhere_while_it_was_drawn_is_not_kept(self):
        def draw(request):
            self.write("second", self.other)
            self.after_a_second()
            slow.mark.known = *slow.mark.known[:2], 0.0
            return HttpResponse("first")

        slow = Process(self.folder / "one", draw)
        slow.read()
        self.assertEqual(self.one.read(), ("second", "stored"))

    def test_the_row_is_made_by_whoever_needs_it_first(self):
        Epoch.objects.all().delete()
        self.one.read()
        self.assertEqual(Epoch.objects.count(), 1)
        Epoch.objects.all().delete()
        self.write("second")
        self.assertEqual(Epoch.objects.get().pk, generations.ROW)

    def test_the_version_before_finds_its_columns_while_it_runs_beside_this_one(self):
        Epoch.objects.all().delete()
        self.write("second")
        with connection.cursor() as cursor:
            cursor.execute("UPDATE delivery_epoch SET content = 'a', outage = 'b', withdrawal = 'c'")
            cursor.execute("SELECT content, outage, withdrawal FROM delivery_epoch")
            self.assertEqual(cursor.fetchall(), [("a", "b", "c")])
        self.write("third")
        self.assertNotEqual(Epoch.objects.get().content, "a")


class DatabaseAwayTests(TwoMachines):
    def test_kept_pages_go_on_as_long_as_it_takes(self):
        self.one.read()
        with AWAY:
            for _second in range(3):
                self.after_a_second()
                self.assertEqual(self.one.read(), ("first", "hit"))

    def test_a_process_that_never_reached_it_keeps_nothing_and_takes_nothing_from_the_others(self):
        self.one.read()
        late = Process(self.folder / "one", self.draw)
        with AWAY, self.assertLogs("empirie.delivery.page_cache", "WARNING"):
            self.assertEqual(late.read(), ("first", None))
        self.assertEqual(self.one.read(), ("first", "hit"))

    def test_a_write_that_it_did_not_note_is_noted_when_it_is_back(self):
        """As when the confirmation of a commit was lost: it may have been kept."""
        self.one.read()
        self.other.read()
        with (
            mock.patch.object(Epoch.objects.__class__, "bulk_create", side_effect=OperationalError("away")),
            self.assertLogs("empirie.delivery.generation", "WARNING"),
        ):
            self.write("second")
        self.after_a_second()
        self.assertEqual(self.other.read()[0], "first")
        self.assertEqual(self.one.read()[0], "second")
        self.after_a_second()
        self.assertEqual(self.other.read()[0], "second")

    def test_nobody_waits_long_for_one_that_hangs(self):
        self.one.read()
        self.after_a_second()
        patience = mock.patch.object(generations, "PATIENCE", 0.1)
        with patience, self.one.mark.lock:  # another thread asks, and hears nothing
            begin = time.monotonic()
            self.assertEqual(self.one.read(), ("first", "hit"))
        self.assertLess(time.monotonic() - begin, 1)


class ManyAtOnceTests(TransactionTestCase):
    def test_two_who_write_in_the_same_moment_both_leave_a_new_mark(self):
        def renew(_number):
            try:
                SharedMark().renew()
                return Epoch.objects.get().content
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1 if connections["default"].vendor == "sqlite" else 4) as writers:
            self.assertGreater(len(set(writers.map(renew, range(8)))), 1)
        self.assertEqual(Epoch.objects.count(), 1)
