"""Several machines share one page cache in Redis; whatever becomes of Redis, nothing out of date is shown."""

import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection, connections
from django.db.utils import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory, TestCase, override_settings

from empirie.delivery import epoch as epochs
from empirie.delivery.epoch import SharedEpoch
from empirie.delivery.last_copies import SharedWithdrawals
from empirie.delivery.page_cache import PageCacheMiddleware
from empirie.delivery.redis_server import RedisServer as Client
from empirie.delivery.shared import SharedAnswers, SharedGeneration
from tools.redis import PROGRAMS, RedisServer

pytestmark = pytest.mark.skipif(
    not any(map(shutil.which, PROGRAMS)), reason="neither Redis nor Valkey on this machine"
)
BODY = "<p>Zażółć gęślą jaźń.</p>" * 50


class Machine:
    """A process on a machine of its own: its own memory, disk and connections, and what it draws."""

    def __init__(self, address, folder, draw):
        self.server, self.epoch = Client(address), SharedEpoch()
        self.generation = SharedGeneration(self.server, self.epoch, "test:")
        self.middleware = PageCacheMiddleware(draw)
        self.middleware.generation = self.generation
        self.middleware.answers = SharedAnswers(self.server, "test:", folder)

    def read(self, path="/"):
        return self.middleware(RequestFactory().get(path))


class TwoMachines(TestCase):
    """What is written in `self.text` is the content of the database; `write` changes it as an editor does."""

    def setUp(self):
        self.text, self.drawn = "first", 0
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        settings = override_settings(PAGE_CACHE=True, PAGE_CACHE_DIR=self.folder)
        settings.enable()
        self.addCleanup(settings.disable)
        self.redis = RedisServer(*self.options).__enter__()
        self.addCleanup(self.redis.__exit__)
        self.one, self.other = (
            Machine(self.redis.address, self.folder / name, self.draw) for name in ("one", "other")
        )

    options = ()

    def draw(self, request):
        self.drawn += 1
        return HttpResponse(f"{self.text}: {BODY}")

    def write(self, text, machine=None):
        """Commit, then begin a new generation, then answer; returns the seconds the editor waited."""
        self.text = text
        begin = time.monotonic()
        (machine or self.one).generation.bump()
        return time.monotonic() - begin

    def assert_both_show(self, text, mark=None):
        for _time in range(2):
            for machine in (self.one, self.other):
                response = machine.read()
                self.assertTrue(response.content.decode().startswith(f"{text}:"))
        if mark:
            self.assertEqual(response["X-Page-Cache"], mark)


class WithdrawalTests(TwoMachines):
    """A last copy is given only by a machine that cannot have missed a withdrawal."""

    def setUp(self):
        super().setUp()
        self.assert_both_show("first")
        self.withdrawals = SharedWithdrawals(self.one.epoch, self.one.generation)

    def is_known(self):
        return self.withdrawals.known_since(time.monotonic())

    def test_one_that_saw_the_last_write_may(self):
        self.assertTrue(self.is_known())

    def test_one_that_missed_a_write_on_another_may_not(self):
        self.write("second", self.other)
        self.assertFalse(self.is_known())
        self.one.read()
        self.assertTrue(self.is_known())

    def test_nobody_may_while_redis_is_away_as_well(self):
        self.redis.kill()
        self.assertFalse(self.is_known())


class LateAnswerTests(TestCase):
    def test_an_answer_that_comes_late_does_not_take_the_place_of_a_newer_one(self):
        epoch = SharedEpoch()
        late, asked_at = epoch.exactly(), time.monotonic() - 0.9
        epoch.renew("withdrawal")
        newer = epoch.exactly()
        epoch._remember(late, asked_at)
        self.assertEqual(epoch.known, newer)


class SharingTests(TwoMachines):
    def test_what_one_machine_drew_the_other_gives(self):
        self.one.read()
        self.assertEqual(self.other.read()["X-Page-Cache"], "hit")
        self.assertEqual(self.drawn, 1)

    def test_a_hit_asks_no_query_within_a_second_of_the_last(self):
        self.one.read()
        with self.assertNumQueries(0):
            self.assertEqual(self.one.read()["X-Page-Cache"], "hit")

    def test_what_is_written_on_one_is_shown_by_the_other_at_once(self):
        for number in range(30):
            writer = (self.one, self.other)[number % 2]
            waited = self.write(f"text {number}", writer)
            self.assert_both_show(f"text {number}", "hit")
        self.assertLess(waited, 0.5)

    def test_a_page_that_changed_while_it_was_drawn_is_not_kept(self):
        def draw(request):
            self.write("second", self.other)
            return HttpResponse("first")

        slow = Machine(self.redis.address, self.folder / "slow", draw)
        slow.read()
        self.assertTrue(self.one.read().content.startswith(b"second"))

    def test_one_reader_of_all_machines_draws_a_cold_page(self):
        def slowly(request):
            self.drawn += 1
            time.sleep(0.2)
            connections.close_all()
            return HttpResponse(BODY)

        machines = [Machine(self.redis.address, self.folder / str(n), slowly) for n in range(4)]
        for machine in machines:
            machine.epoch = self.one.epoch
            machine.generation.epoch = mock.Mock(
                lately=lambda: {"content": "same"}, exactly=lambda: {"content": "same"}
            )
        with ThreadPoolExecutor(16) as readers:
            answers = list(readers.map(lambda n: machines[n % 4].read().content.decode(), range(32)))
        self.assertEqual((self.drawn, set(answers)), (1, {BODY}))

    def test_a_lock_is_not_taken_from_who_got_it_next(self):
        one, other = self.one.middleware.answers, self.other.middleware.answers
        with one.lock("/"):
            name = next(key for key in self.redis.ask("KEYS", "test:lock:*").split() if "lock" in key)
            self.redis.ask("SET", name, "another")  # this lock ran out, and another reader has it now
        self.assertIn("another", self.redis.ask("GET", name))
        self.redis.ask("DEL", name)
        with other.lock("/"):
            pass
        self.assertEqual(self.redis.ask("KEYS", "test:lock:*").split()[0], "*0")

    def test_older_generations_leave_redis(self):
        for number in range(3):
            self.write(str(number))
            self.one.read()
        self.assertTrue(self.redis.ask("KEYS", "test:answers:*").startswith("*1\r\n"))


class OutageTests(TwoMachines):
    """Redis stopped, hanging, restarted, full; and a write in the middle of it."""

    def test_pages_are_still_kept_while_it_is_stopped_each_machine_for_itself(self):
        self.assert_both_show("first")
        self.redis.kill()
        with self.assertLogs("empirie.delivery.redis_server", "WARNING"):
            self.assert_both_show("first", "hit")
        self.assertLess(self.write("second"), 3)
        self.assert_both_show("second", "hit")

    def test_a_write_on_the_other_machine_while_it_is_stopped_is_shown_at_once(self):
        self.redis.kill()
        for number in range(3):
            self.assert_both_show("first" if number == 0 else str(number - 1))
            self.write(str(number), (self.one, self.other)[number % 2])
            self.assert_both_show(str(number), "hit")

    def test_restarted_empty_it_brings_nothing_old_back(self):
        self.assert_both_show("first")
        self.redis.kill()
        self.write("second")
        self.redis.start()
        time.sleep(1.1)
        self.assert_both_show("second", "hit")

    def test_restarted_with_what_it_had_saved_it_brings_nothing_old_back(self):
        self.assert_both_show("first")
        self.redis.ask("SAVE")
        self.write("second")
        self.assert_both_show("second")
        self.redis.kill()
        self.redis.start()  # knows the first page under the first generation
        self.assertIn("answers", self.redis.ask("KEYS", "*"))
        self.assert_both_show("second")

    def test_a_write_while_it_hangs_is_shown_when_it_goes_on(self):
        self.assert_both_show("first")
        self.redis.hang()
        self.addCleanup(self.redis.go_on)
        self.write("second")
        self.assert_both_show("second")
        self.redis.go_on()
        time.sleep(1.1)
        self.assert_both_show("second")

    def test_nobody_waits_for_a_server_that_hangs_more_than_once(self):
        self.one.read()
        self.redis.hang()
        self.addCleanup(self.redis.go_on)
        self.one.read()
        begin = time.monotonic()
        for _time in range(20):
            self.one.read()
        self.assertLess(time.monotonic() - begin, 0.9)

    def test_a_machine_that_alone_lost_redis_tells_the_others_before_its_editor_is_answered(self):
        self.assert_both_show("first")
        for _time in range(3):
            with mock.patch.object(self.one.server, "_asked", side_effect=OSError("cut off")):
                waited = self.write(f"text {_time}")
                self.assertTrue(self.other.read().content.decode().startswith(f"text {_time}:"))
        self.assertGreater(waited, epochs.LEASE)

    def test_without_that_wait_the_others_would_show_what_was(self):
        """The test above can fail: this is what it looks for."""
        self.assert_both_show("first")
        with (
            mock.patch.object(self.one.server, "_asked", side_effect=OSError("cut off")),
            mock.patch("empirie.delivery.shared.time.sleep"),
        ):
            self.write("second")
        self.assertTrue(self.other.read().content.startswith(b"first"))

    def test_it_goes_on_while_the_database_is_away_too(self):
        self.assert_both_show("first")
        time.sleep(epochs.LEASE)
        with mock.patch.object(SharedEpoch, "exactly", side_effect=epochs.EpochUnknown("away")):
            self.assertEqual(self.one.read()["X-Page-Cache"], "hit")


class FullTests(TwoMachines):
    options = ("--maxmemory", "1", "--maxmemory-policy", "noeviction")

    def test_a_full_server_keeps_no_page_and_no_old_one_either(self):
        self.assertIn("OOM", self.redis.ask("SET", "x", "y"))
        self.assert_both_show("first", "hit")  # from the own disk
        self.write("second")
        self.assert_both_show("second", "hit")

    def test_a_server_that_fills_up_still_takes_the_end_of_a_generation(self):
        self.redis.ask("CONFIG", "SET", "maxmemory", "0")
        self.assert_both_show("first", "hit")
        self.redis.ask("CONFIG", "SET", "maxmemory", "1")
        self.assertLess(self.write("second"), 0.5)
        self.assert_both_show("second")


class EpochTests(TestCase):
    def test_it_is_made_by_whoever_asks_first(self):
        one, other = SharedEpoch(), SharedEpoch()
        self.assertEqual(one.exactly(), other.exactly())

    def test_only_the_marks_that_are_named_change(self):
        shared = SharedEpoch()
        before = shared.exactly()
        shared.renew("content")
        after = shared.exactly()
        self.assertEqual([name for name in before if before[name] != after[name]], ["content"])

    def test_it_is_unknown_when_the_database_never_answered(self):
        with (
            mock.patch.object(connection, "cursor", side_effect=OperationalError("away")),
            self.assertRaises(epochs.EpochUnknown),
        ):
            SharedEpoch().lately()


class DjangoCacheTests(TestCase):
    """What Django and Wagtail put into the cache; and how often a network did something."""

    def setUp(self):
        from empirie.delivery.tolerant_cache import TolerantRedisCache

        self.redis = RedisServer().__enter__()
        self.addCleanup(self.redis.__exit__)
        epochs.epoch.__init__()
        self.cache, self.other = (TolerantRedisCache(self.redis.address, {}) for _process in range(2))
        self.cache.own, self.other.own = (LocMemCache(name, {}) for name in ("one", "two"))

    def test_two_processes_count_together(self):
        self.cache.add("count", 0, 60)
        self.cache.incr("count")
        self.assertEqual(self.other.incr("count"), 2)

    def test_without_the_server_everything_goes_on(self):
        self.redis.kill()
        with self.assertLogs("empirie.delivery.redis_server", "WARNING"):
            self.assertIsNone(self.cache.get("a"))
        self.cache.set("a", 1)
        self.cache.set_many({"b": 2, "c": 3})
        self.assertEqual(self.cache.get_many(["a", "b"]), {"a": 1, "b": 2})
        self.assertTrue(self.cache.add("n", 0))
        self.assertEqual(self.cache.incr("n"), 1)
        self.assertTrue(self.cache.has_key("a"))
        self.assertTrue(self.cache.touch("a", 5))
        self.assertTrue(self.cache.delete("a"))
        self.cache.delete_many(["b", "c"])
        self.cache.clear()
        self.assertIsNone(self.cache.get("n"))

    def test_what_could_not_be_removed_is_not_believed_afterwards(self):
        self.cache.set("roots", "old", 3600)
        self.redis.hang()
        with self.captureOnCommitCallbacks(execute=True):
            self.cache.delete("roots")
        self.redis.go_on()
        time.sleep(1.1)
        self.assertIsNone(self.other.get("roots"))
        self.other.set("roots", "new")
        self.assertEqual(self.cache.get("roots"), "new")

    def test_what_was_remembered_in_one_outage_is_not_believed_in_the_next(self):
        self.redis.kill()
        self.cache.set("roots", "old", 3600)
        self.redis.start()
        time.sleep(1.1)
        self.cache.set("roots", "new", 3600)
        self.cache.delete("roots")
        self.redis.kill()
        self.assertIsNone(self.cache.get("roots"))

    def test_emptying_it_leaves_other_sites_their_keys(self):
        self.redis.ask("SET", "another-site", "x")
        self.cache.set("a", 1)
        self.cache.clear()
        self.assertIsNone(self.cache.get("a"))
        self.assertIn("x", self.redis.ask("GET", "another-site"))
