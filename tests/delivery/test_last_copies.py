"""While the database is away, readers get the last copy of a page, for minutes; nothing withdrawn."""

import os
import sys
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from unittest import mock
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase, TestCase
from wagtail.models import PageViewRestriction

from empirie.delivery import last_copies
from empirie.delivery.epoch import EpochUnknown, SharedEpoch
from empirie.delivery.kept import FOLDERS
from empirie.delivery.last_copies import SharedWithdrawals
from empirie.delivery.page_cache import PageCacheMiddleware, begin_new_generation, withdrawals
from empirie.photos.withdrawal import hide
from tests import factories as make
from tests.live import Site
from tests.project.shell import ROOT
from tools import postgres

from .test_page_cache import WithPageCache
from .test_scheduler import ARTICLES

BINARIES = postgres.binaries_of_this_machine()


class LastCopyTests(WithPageCache, SimpleTestCase):
    def setUp(self):
        super().setUp()
        self.answer = HttpResponse("good")
        self.middleware = PageCacheMiddleware(lambda request: self.answer)
        self.away = False
        is_away = mock.Mock(side_effect=lambda: self.away)
        patch = mock.patch("empirie.delivery.page_cache.database_is_away", is_away)
        patch.start()
        self.addCleanup(patch.stop)

    def read(self, path="/", method="get"):
        return self.middleware(getattr(RequestFactory(), method)(path))

    def lose_the_database(self):
        begin_new_generation()
        self.away, self.answer = True, HttpResponse("sorry", status=503)

    def test_an_older_copy_is_given_and_marked_and_kept_by_nobody(self):
        self.read()
        self.lose_the_database()
        for _time in range(2):
            response = self.read()
            self.assertEqual((response.status_code, response.content), (200, b"good"))
            self.assertEqual(response["X-Page-Cache"], "stale")
            self.assertEqual(response["Cache-Control"], "public, max-age=0, s-maxage=5")

    def test_what_was_never_read_is_not_there(self):
        self.read()
        self.lose_the_database()
        self.assertEqual(self.read("/inna/").status_code, 503)

    def test_an_error_with_the_database_in_place_is_shown_as_it_is(self):
        self.read()
        self.lose_the_database()
        self.away = False
        self.assertEqual(self.read().status_code, 503)

    def test_when_the_database_is_back_the_next_reader_gets_the_page(self):
        self.read()
        self.lose_the_database()
        self.read()
        self.away, self.answer = False, HttpResponse("better")
        with mock.patch.object(last_copies, "PAUSE", 0):
            self.middleware.copies.away_until = 0
            self.assertEqual(self.read().content, b"better")
            self.assertEqual(self.read()["X-Page-Cache"], "hit")

    def test_nothing_is_given_after_the_minutes_are_over(self):
        self.read()
        self.lose_the_database()
        self.middleware.copies.seconds = 0.2
        self.assertEqual(self.read().status_code, 200)
        time.sleep(0.3)
        self.middleware.copies.away_until = 0
        self.assertEqual(self.read().status_code, 503)

    def test_nothing_is_given_after_a_withdrawal(self):
        self.read()
        withdrawals().bump()
        self.lose_the_database()
        self.assertEqual(self.read().status_code, 503)

    def test_a_page_drawn_during_a_withdrawal_is_not_among_them(self):
        def draw(request):
            withdrawals().bump()
            return HttpResponse("withdrawn meanwhile")

        PageCacheMiddleware(draw)(RequestFactory().get("/"))
        self.lose_the_database()
        self.assertEqual(self.read().status_code, 503)

    def test_another_process_has_them_too(self):
        self.read()
        self.lose_the_database()
        other = PageCacheMiddleware(lambda request: self.answer)
        self.assertEqual(other(RequestFactory().get("/"))["X-Page-Cache"], "stale")

    def test_a_page_drawn_anew_replaces_its_copy_and_is_not_counted_again(self):
        with mock.patch.object(self.middleware.copies.files, "most", FOLDERS):  # one in each
            self.read()
            begin_new_generation()
            self.answer = HttpResponse("newer")
            self.read()
        self.lose_the_database()
        self.assertEqual(self.read().content, b"newer")

    def test_a_reader_who_finds_the_database_back_takes_nothing_from_one_who_did_not(self):
        self.read()
        self.lose_the_database()
        self.read()
        self.middleware.copies.away_since = None  # as another thread sets it in the middle of `put`
        self.assertEqual(self.read("/").status_code, 200)

    def test_only_pages_that_were_found_are_copied(self):
        self.answer = HttpResponse("none", status=404)
        self.read()
        self.lose_the_database()
        self.assertEqual(self.read().status_code, 503)


class WithdrawingTests(WithPageCache, TestCase):
    """What takes something from readers makes all last copies worthless; publishing does not."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()

    def setUp(self):
        super().setUp()
        connection.run_on_commit = []
        withdrawals().bump()

    def changes_the_mark(self, write):
        before = withdrawals().current()
        with self.captureOnCommitCallbacks(execute=True):
            write()
        return withdrawals().current() != before

    def test_unpublishing(self):
        self.assertTrue(self.changes_the_mark(self.article.unpublish))

    def test_deleting(self):
        self.assertTrue(self.changes_the_mark(self.article.delete))

    def test_making_private(self):
        self.assertTrue(
            self.changes_the_mark(
                lambda: PageViewRestriction.objects.create(page=self.article, restriction_type="login")
            )
        )

    def test_hiding_a_photo(self):
        photo, editor = make.a_photo(), make.an_editor()
        self.assertTrue(self.changes_the_mark(lambda: hide(photo, editor, "Prośba")))

    def test_publishing_leaves_them(self):
        self.article.title = "Nowy"
        self.assertFalse(self.changes_the_mark(lambda: self.article.save_revision().publish()))

    def test_a_deletion_in_many_parts_is_one(self):
        with self.captureOnCommitCallbacks() as asked:
            for name in "abc":
                make.an_article(title=name, slug=name).delete()
        self.assertEqual(sum("withdrawals" in callback.__module__ for callback in asked), 1)


class SharedWithdrawalsTests(TestCase):
    def test_a_machine_that_asked_the_database_long_ago_gives_no_copies(self):
        shared = SharedWithdrawals(SharedEpoch(), mock.Mock(**{"is_as_seen.return_value": True}))
        first = shared.current()
        moment = time.monotonic()
        self.assertTrue(shared.known_since(moment))
        self.assertFalse(shared.known_since(moment + 61))
        shared.bump()
        self.assertNotEqual(shared.current(), first)

    def test_it_stays_known_while_the_database_is_away(self):
        shared = SharedWithdrawals(SharedEpoch(), generation=None)
        mark = shared.current()
        shared.epoch.believed_until = 0
        with mock.patch.object(SharedEpoch, "exactly", side_effect=EpochUnknown("away")):
            self.assertEqual(shared.current(), mark)


@pytest.mark.own_database
@pytest.mark.skipif(not BINARIES, reason="no PostgreSQL programs on this machine")
def test_postgresql_stopped_and_started_again(tmp_path):
    """The whole of it: kept pages, last copies, a withdrawal, and the way back without a restart."""
    with ExitStack() as stack:
        database = stack.enter_context(postgres.Server(BINARIES))
        site = Site(tmp_path, database.address, cities=())
        stack.callback(site.kill)
        (first, first_url), (_second, second_url), _third = site.ask(ARTICLES)
        site.environment |= {
            "DJANGO_SETTINGS_MODULE": "empirie.settings.development",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        }
        command = [sys.executable, "-m", "gunicorn", "--threads", "4", "--log-level", "error"]
        site.start(*command, "--bind", site.host_and_port, "empirie.wsgi:application")
        first_path, second_path = urlsplit(first_url).path, urlsplit(second_url).path
        for path in (first_path, second_path):
            assert ask(site, path) == (200, "stored")
        article = f"from articles.models import ArticlePage\nArticlePage.objects.get(pk={first})"
        site.ask(f"{article}.save_revision().publish()")  # a new generation: both pages are old now
        assert ask(site, first_path) == (200, "stored")
        database.stop_for_now()
        assert ask(site, first_path) == (200, "hit")
        assert ask(site, second_path) == (200, "stale")
        assert ask(site, "/aktualnosci/")[0] >= 500
        database.start()
        time.sleep(2.1)
        assert ask(site, second_path) == (200, "stored")
        site.ask(f"{article}.unpublish()")
        database.stop_for_now()
        assert ask(site, first_path)[0] >= 500
        assert ask(site, second_path)[0] >= 500
        database.start()
        time.sleep(2.1)
        assert ask(site, first_path)[0] == 404
        assert ask(site, second_path) == (200, "stored")


def ask(site, path):
    """(status, mark of the page cache) of an answer."""
    connection = HTTPConnection(site.host_and_port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    return response.status, response.getheader("X-Page-Cache")
