"""The server looks after its requests: who is stuck is named and replaced, who is slow is left alone."""

import mmap
import threading
import time
from types import SimpleNamespace
from unittest.mock import patch

from django.test import SimpleTestCase, override_settings

from empirie.delivery import minder
from empirie.delivery.passage import Passage


def a_passage(path, silent_for):
    passage = Passage({"REQUEST_METHOD": "POST", "PATH_INFO": path}, False)
    passage.begun -= 900
    passage.moved = time.monotonic() - silent_for
    return passage


class StuckTests(SimpleTestCase):
    def look_after(self, passage):
        """(whether the worker left, what it said)."""
        door, left, said = SimpleNamespace(passages={passage}), threading.Event(), []
        with (
            patch.object(minder, "LOOK", 0.01),
            patch.object(minder, "leave", lambda grace: left.set()),
            patch.object(minder.logger, "error", lambda form, *words: said.append(form % words)),
        ):
            threading.Thread(target=minder._look_after, args=(door, 100, 30), daemon=True).start()
            left.wait(0.5)
            door.passages.clear()
        return left.is_set(), said

    def test_a_request_without_progress_is_named_with_where_it_stands(self):
        stuck = a_passage("/admin/jan@example.org/", 101)
        left, said = self.look_after(stuck)
        self.assertTrue(left)
        self.assertIn(stuck.id, said[0])
        self.assertIn("/admin/…/", said[0])
        self.assertIn("test_minder.py", said[1])

    def test_an_upload_that_goes_on_slowly_is_left_alone_however_long_it_takes(self):
        self.assertFalse(self.look_after(a_passage("/admin/images/multiple/add/", 5))[0])


@override_settings(METRICS_TOKEN="")
class GenerationTests(SimpleTestCase):
    """Which end of a worker empties the page cache."""

    def emptied(self, age, in_order, oldest=1):
        worker = SimpleNamespace(age=age, left_in_order=mmap.mmap(-1, 1), pid=1)
        worker.left_in_order[0] = in_order
        with patch("empirie.delivery.page_cache.begin_new_generation") as begin:
            minder.worker_gone(SimpleNamespace(oldest_of_this_code=oldest), worker)
        return begin.called

    def test_one_that_ends_in_order_does_not_one_that_dies_or_has_old_code_does(self):
        self.assertFalse(self.emptied(age=2, in_order=1))
        self.assertTrue(self.emptied(age=2, in_order=0))
        self.assertTrue(self.emptied(age=1, in_order=1))

    def test_a_start_a_reload_and_an_end_do(self):
        for begins in (minder.ending, minder.starting, minder.reloading):
            with patch("empirie.delivery.page_cache.begin_new_generation") as begin:
                server = SimpleNamespace(worker_age=4)
                begins(server)
            self.assertTrue(begin.called)
        self.assertEqual(server.oldest_of_this_code, 4)

    def test_the_arbiter_itself_speaks_to_nobody(self):
        for is_shared, caches in ((True, {}), (False, {"cdn": {}})):
            with (
                override_settings(WAGTAILFRONTENDCACHE=caches),
                patch("empirie.delivery.page_cache.is_shared", return_value=is_shared),
                patch("empirie.delivery.page_cache.begin_new_generation") as begin,
                patch("subprocess.run") as run,
            ):
                minder.ending(None)
            begin.assert_not_called()
            self.assertEqual(run.call_args.args[0][-1], "empty_page_cache")
