"""An anonymous reader gets a page as the last reader got it, until anything is written that readers see."""

import gzip
import os
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

import brotli
import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase, TestCase, TransactionTestCase, override_settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from empirie.delivery.generation import FileGeneration
from empirie.delivery.kept import FOLDERS, Files
from empirie.delivery.page_cache import PageCacheMiddleware, begin_new_generation
from empirie.delivery.writes import INVISIBLE_INSERTS, INVISIBLE_TABLES, changes_what_readers_see
from empirie.subjects.models import City
from home.models import ProgrammeSettings
from tests import factories as make
from tests.samples import one_public_page_of_each_type

TITLE = "Nowe mieszkania w Łodzi"


class WithPageCache:
    """A page cache of its own for each test."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        settings = override_settings(PAGE_CACHE=True, PAGE_CACHE_DIR=self.folder)
        settings.enable()
        self.addCleanup(settings.disable)
        FileGeneration(self.folder / "generation").bump()


class ReaderTests(WithPageCache, TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article(title=TITLE)
        make.a_city()

    def setUp(self):
        super().setUp()
        connection.run_on_commit = []  # the preparations are never committed, and would wait for it for ever

    def read(self, address=None, **headers):
        return self.client.get(address or self.article.url, headers=headers)

    def assert_shown_at_once(self, write, address=None):
        """The next reader sees what `write` wrote."""
        address = address or self.article.url
        before = self.read(address)
        self.assertEqual(self.read(address)["X-Page-Cache"], "hit")
        with self.captureOnCommitCallbacks(execute=True):
            write()
        after = self.client.get(address)
        self.assertNotEqual(after.get("X-Page-Cache"), "hit")
        return before, after

    def test_the_second_reader_costs_no_query(self):
        with mock.patch("empirie.delivery.generation.LEASE", 60):
            first = self.read()
            with self.assertNumQueries(0):
                second = self.read()
        self.assertEqual(second["X-Page-Cache"], "hit")
        self.assertEqual(second.content, first.content)
        self.assertEqual(second["Content-Type"], first["Content-Type"])

    def test_no_cookie_is_set_and_none_is_varied_on(self):
        response = self.read()
        self.assertEqual((dict(response.cookies), response["Vary"]), ({}, "Accept-Encoding"))

    def test_caches_on_the_way_may_keep_it_briefly_and_browsers_ask_again(self):
        self.assertEqual(
            self.read()["Cache-Control"],
            "public, max-age=0, s-maxage=30, stale-while-revalidate=30, stale-if-error=600",
        )

    def test_only_what_is_for_everybody_says_that_caches_on_the_way_may_keep_it(self):
        """The caches of deploy/ and a CDN go by this word alone."""
        for address in ("/", self.article.url, "/nie-ma-takiej/", "/sitemap.xml", "/robots.txt"):
            self.assertIn("public", self.read(address)["Cache-Control"], address)
        for address in ("/szukaj/?q=a", "/admin/", "/admin/login/", f"/?{'a' * 300}", "/health/live"):
            self.assertRegex(self.read(address)["Cache-Control"], "private|no-store", address)
        for headers in ({"Authorization": "Basic eDp5"}, {"Range": "bytes=0-1"}, {"Host": "another.example"}):
            with self.subTest(headers=headers):
                self.assertRegex(self.read(**headers)["Cache-Control"], "private|no-store")
        self.assertRegex(self.client.post(self.article.url)["Cache-Control"], "private|no-store")
        self.client.force_login(User.objects.create_user("redakcja"))
        for address in ("/", self.article.url, "/nie-ma-takiej/", "/admin/login/"):
            self.assertRegex(self.read(address)["Cache-Control"], "private|no-store", address)
        with override_settings(PAGE_CACHE=False):
            self.assertEqual(self.client_class().get("/")["Cache-Control"], "private")

    def test_another_process_finds_what_this_one_drew(self):
        page = self.read()
        never = mock.Mock(side_effect=AssertionError("drawn again"))
        request = RequestFactory().get(self.article.url)
        self.assertEqual(PageCacheMiddleware(never)(request).content, page.content)

    def test_a_new_title_is_there_at_once(self):
        def publish():
            self.article.title = "Mieszkania gotowe"
            self.article.save_revision().publish()

        _before, after = self.assert_shown_at_once(publish)
        self.assertContains(after, "Mieszkania gotowe")

    def test_what_was_withdrawn_is_gone_at_once(self):
        _before, after = self.assert_shown_at_once(self.article.unpublish)
        self.assertEqual(after.status_code, 404)

    def test_a_write_past_the_models_counts_too(self):
        self.assert_shown_at_once(lambda: ArticlePage.objects.update(lead="Inny początek"))

    def test_a_moved_page_answers_with_its_redirect_at_once(self):
        self.assert_shown_at_once(lambda: self.article.move(make.an_information_page(), pos="last-child"))

    def test_a_deleted_page_is_gone_at_once(self):
        _before, after = self.assert_shown_at_once(
            lambda: ArticlePage.objects.get(pk=self.article.pk).delete()
        )
        self.assertEqual(after.status_code, 404)

    def test_records_count(self):
        self.assert_shown_at_once(lambda: City.objects.update(name="Zgierz"))

    def test_settings_count(self):
        site = self.article.get_site()
        self.assert_shown_at_once(lambda: ProgrammeSettings.for_site(site).save())

    def test_a_new_redirect_takes_the_place_of_the_404_at_once(self):
        def redirect():
            Redirect.objects.create(old_path="/dawny-adres", redirect_page=self.article)

        before, after = self.assert_shown_at_once(redirect, "/dawny-adres/")
        self.assertEqual((before.status_code, after.status_code), (404, 301))

    def test_a_page_made_private_is_no_longer_given_away(self):
        self.assert_shown_at_once(
            lambda: PageViewRestriction.objects.create(page=self.article, restriction_type="login")
        )

    def test_a_private_page_is_never_kept(self):
        PageViewRestriction.objects.create(page=self.article, restriction_type="password", password="tajne")
        self.assertNotIn(TITLE, self.read().content.decode())
        self.assertFalse(self.read().has_header("X-Page-Cache"))

    def test_saving_a_draft_leaves_readers_their_kept_page(self):
        self.read()
        with self.captureOnCommitCallbacks(execute=True):
            self.article.title = "Szkic"
            self.article.save_revision()
        self.assertEqual(self.read()["X-Page-Cache"], "hit")

    def test_who_is_signed_in_gets_a_page_of_their_own(self):
        self.read()
        self.client.force_login(User.objects.create_user("redakcja"))
        self.assertFalse(self.read().has_header("X-Page-Cache"))

    def test_search_results_are_not_kept(self):
        address = "/szukaj/?q=mieszkania"
        self.read(address)
        self.assertFalse(self.read(address).has_header("X-Page-Cache"))
        self.assertIn("no-store", self.read(address)["Cache-Control"])

    def test_a_page_that_changed_while_it_was_drawn_is_not_kept(self):
        def draw(request):
            FileGeneration(self.folder / "generation").bump()
            return HttpResponse("old")

        middleware = PageCacheMiddleware(draw)
        middleware(RequestFactory().get("/"))
        fresh = PageCacheMiddleware(lambda request: HttpResponse("new"))
        self.assertEqual(fresh(RequestFactory().get("/")).content, b"new")

    def test_the_admin_is_not_kept(self):
        self.assertFalse(self.read("/admin/login/").has_header("X-Page-Cache"))


class EveryPageTypeTests(WithPageCache, TestCase):
    def test_each_is_kept_for_the_second_reader_because_drawing_it_writes_nothing(self):
        pages = one_public_page_of_each_type()
        for page in pages:
            for version in page.get_translations(inclusive=True):
                self.client.get(version.url)  # photos are drawn for the first time here
                connection.run_on_commit = []
                begin_new_generation()
                with self.subTest(page_type=type(page).__name__, language=version.locale.language_code):
                    self.assertEqual(self.client.get(version.url)["X-Page-Cache"], "stored")
                    self.assertEqual(connection.run_on_commit, [])
                    self.assertEqual(self.client.get(version.url)["X-Page-Cache"], "hit")


class AnswerTests(WithPageCache, SimpleTestCase):
    BODY = "<p>Zażółć gęślą jaźń.</p>" * 50

    def setUp(self):
        super().setUp()
        self.drawn, self.asked_for = 0, []
        self.middleware = PageCacheMiddleware(self.draw)

    def draw(self, request):
        self.drawn += 1
        self.asked_for.append(request.GET.dict())
        return HttpResponse(self.BODY, status=404 if "nie-ma" in request.path else 200)

    def ask(self, path="/", method="get", middleware=None, **headers):
        request = getattr(RequestFactory(), method)(path, headers=headers)
        return (middleware or self.middleware)(request)

    def test_each_reader_gets_the_form_their_browser_understands(self):
        for accepted, encoding, opened in (
            ("gzip, deflate, br, zstd", "br", brotli.decompress),
            ("gzip;q=1.0, br;q=0.5", "br", brotli.decompress),
            ("br;q=0, gzip", "gzip", gzip.decompress),
            ("identity", None, bytes),
            ("gzip, deflate, br;q=0", "gzip", gzip.decompress),
            ("gzip ; q=0 , BR ; Q=0.1", "br", brotli.decompress),
            ("nonsense;q=x, , ;", None, bytes),
            ("", None, bytes),
        ):
            with self.subTest(accepted=accepted):
                response = self.ask(**{"Accept-Encoding": accepted})
                self.assertEqual(response.get("Content-Encoding"), encoding)
                self.assertEqual(opened(response.content).decode(), self.BODY)
                self.assertEqual(int(response["Content-Length"]), len(response.content))
        self.assertEqual(self.drawn, 1)

    def test_who_has_the_page_already_is_sent_nothing(self):
        for accepted in ("br", "gzip", ""):
            etag = self.ask(**{"Accept-Encoding": accepted})["ETag"]
            response = self.ask(**{"Accept-Encoding": accepted, "If-None-Match": f'"other", W/{etag}'})
            self.assertEqual((response.status_code, response.content), (304, b""))
            self.assertEqual(response["ETag"], etag)
        self.assertEqual(self.ask(**{"If-None-Match": '"other"'}).status_code, 200)

    def test_a_head_request_gets_the_head_alone(self):
        for _time in range(2):
            response = self.ask(method="head")
            self.assertEqual(
                (response.content, response["Content-Length"]), (b"", str(len(self.BODY.encode())))
            )
        self.assertEqual(self.ask().content.decode(), self.BODY)

    def test_made_up_addresses_do_not_fill_the_disk_however_many_processes_come_and_go(self):
        for process in range(3):
            middleware = PageCacheMiddleware(lambda request: HttpResponse(status=404))
            middleware.answers.most_others = FOLDERS  # one in each
            for number in range(400):
                self.ask(f"/nie-ma-{process}-{number}/", middleware=middleware)
        kept = [path for path in (self.folder / "answers").rglob("*") if path.is_file()]
        self.assertLessEqual(len(kept), FOLDERS)
        self.assertGreater(len(kept), FOLDERS / 2)

    def test_a_link_from_a_network_or_a_newsletter_is_the_same_page(self):
        self.ask("/a/?strona=2")
        for query in (
            "strona=2&fbclid=IwAR0x-_y",
            "utm_source=fb&utm_medium=social&strona=2",
            "gclid=1&strona=2",
        ):
            self.assertEqual(self.ask(f"/a/?{query}")["X-Page-Cache"], "hit", query)
        self.assertEqual(self.ask("/a/?placid=1&utm_source=fb")["X-Page-Cache"], "stored")
        self.assertEqual(self.asked_for, [{"strona": "2"}, {"placid": "1"}])

    def test_a_page_for_somebody_signed_in_says_so_to_caches_in_between(self):
        request = RequestFactory().get("/a/", headers={"Cookie": "sessionid=a"})
        self.assertEqual(self.middleware(request)["Cache-Control"], "private")

    def test_older_generations_leave_the_disk(self):
        self.ask("/a/")
        FileGeneration(self.folder / "generation").bump()
        self.ask("/b/")
        self.assertEqual(len(list((self.folder / "answers").iterdir())), 1)

    def test_a_form_that_is_sent_is_never_kept(self):
        for _time in range(2):
            self.assertFalse(self.ask(method="post").has_header("X-Page-Cache"))
        self.assertEqual(self.drawn, 2)

    def test_an_answer_that_sets_a_cookie_is_never_kept(self):
        def draw(request):
            response = HttpResponse("x")
            response.set_cookie("a", "b")
            return response

        middleware = PageCacheMiddleware(draw)
        for _time in range(2):
            self.assertFalse(self.ask(middleware=middleware).has_header("X-Page-Cache"))

    def test_a_damaged_file_counts_as_missing(self):
        self.ask("/a/")
        for path in (self.folder / "answers").rglob("*"):
            if path.is_file():
                path.write_bytes(path.read_bytes()[:-7])
        with self.assertLogs("empirie.delivery.kept", "WARNING"):
            response = self.ask("/a/", middleware=PageCacheMiddleware(self.draw))
        self.assertEqual(response.content.decode(), self.BODY)

    def test_pages_are_drawn_while_the_disk_is_full(self):
        full = OSError(28, "No space left on device")
        with (
            mock.patch.object(Files, "put", side_effect=full),
            mock.patch.object(Files, "lock", side_effect=full),
            self.assertLogs("empirie.delivery.page_cache", "WARNING"),
        ):
            self.assertEqual(self.ask("/a/").content.decode(), self.BODY)

    def test_a_write_on_a_full_disk_still_ends_what_was_kept(self):
        self.ask("/a/")
        generation = FileGeneration(self.folder / "generation")
        with (
            mock.patch.object(FileGeneration, "_grow", side_effect=OSError(28, "No space left on device")),
            self.assertLogs("empirie.delivery.page_cache", "WARNING"),
        ):
            generation.bump()
            self.assertFalse(self.ask("/a/").has_header("X-Page-Cache"))
        self.assertEqual(self.ask("/a/")["X-Page-Cache"], "stored")

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
    def test_a_process_that_could_not_end_what_was_kept_gives_nothing_of_it(self):
        self.ask("/a/")
        self.folder.chmod(0o755)
        os.setresuid(65534, 65534, 0)  # another user than the one who made the folder
        try:
            self.assertFalse(self.ask("/a/").has_header("X-Page-Cache"))
        finally:
            os.setresuid(0, 0, 0)

    def test_pages_are_drawn_while_the_disk_cannot_be_written(self):
        self.ask("/a/")
        with mock.patch.object(os, "access", return_value=False):  # what it says of a read-only file system
            self.assertFalse(self.ask("/a/").has_header("X-Page-Cache"))

    def test_one_reader_draws_a_cold_page_and_the_others_wait_for_it(self):
        drawn = []

        def draw(request):
            drawn.append(threading.get_ident())
            time.sleep(0.2)
            return HttpResponse(self.BODY)

        processes = [PageCacheMiddleware(draw) for _process in range(4)]
        with ThreadPoolExecutor(16) as readers:
            answers = list(
                readers.map(lambda number: self.ask("/a/", middleware=processes[number % 4]), range(32))
            )
        self.assertEqual(len(drawn), 1)
        self.assertEqual({answer.content.decode() for answer in answers}, {self.BODY})


class GenerationTests(SimpleTestCase):
    def test_it_changes_with_every_bump_and_repeats_none(self):
        with tempfile.TemporaryDirectory() as folder:
            generation = FileGeneration(Path(folder) / "a" / "generation")
            seen = []
            for _time in range(50):
                generation.bump()
                seen.append(generation.current())
        self.assertEqual(len(set(seen)), 50)

    def test_a_file_made_anew_repeats_none(self):
        with tempfile.TemporaryDirectory() as folder:
            generation = FileGeneration(Path(folder) / "generation")
            seen = []
            for _time in range(400):
                generation.bump()
                seen.append(generation.current())
            for _time in range(50):
                generation.path.unlink()  # as on a full disk
                seen.append(generation.current())
        self.assertEqual(len(set(seen)), 450)

    def test_a_length_had_before_a_power_cut_is_another_generation_after_it(self):
        with tempfile.TemporaryDirectory() as folder:
            generation = FileGeneration(Path(folder) / "generation")
            generation.bump()
            on_disk = generation.path.stat().st_size
            generation.bump()
            seen = generation.current()
            time.sleep(0.02)
            os.truncate(generation.path, on_disk)
            generation.bump()
            self.assertNotEqual(generation.current(), seen)

    def test_a_disk_that_is_full_leaves_no_empty_file_behind(self):
        with tempfile.TemporaryDirectory() as folder:
            generation = FileGeneration(Path(folder) / "generation")
            with mock.patch.object(os, "fdopen", side_effect=OSError(28, "No space left on device")):
                generation.bump()
            self.assertFalse(generation.path.exists())

    def test_it_is_unknown_where_none_can_be_begun(self):
        with self.assertRaises(OSError):
            FileGeneration("/proc/generation").current()


class WritesTests(SimpleTestCase):
    def test_reads_change_nothing(self):
        for sql in (
            '(SELECT "a") UNION (SELECT "b")',
            'SELECT "a" FROM "b"',
            "  select 1",
            'SAVEPOINT "x"',
            "BEGIN",
            "SET TIME ZONE 'UTC'",
        ):
            self.assertFalse(changes_what_readers_see(sql), sql)

    def test_a_table_that_nobody_thought_of_counts(self):
        for sql in (
            'INSERT INTO "tomorrow" ("a") VALUES (%s)',
            "insert or ignore into tomorrow values (1)",
            'UPDATE "tomorrow" SET "a" = %s',
            'DELETE FROM "tomorrow"',
            "UPDATE wagtailcore_page SET path = 'x' || path WHERE id = 3",
            "TRUNCATE tomorrow",
            "WITH moved AS (DELETE FROM a RETURNING *) SELECT 1",
            'ALTER TABLE "tomorrow" ADD COLUMN "a" int',
        ):
            self.assertTrue(changes_what_readers_see(sql), sql)

    def test_what_only_staff_see_does_not_count(self):
        for sql in (
            'UPDATE "django_session" SET "session_data" = %s WHERE "session_key" = %s',
            'INSERT INTO "wagtailcore_revision" ("content") VALUES (%s)',
            'INSERT INTO "photos_photorendition" ("file") VALUES (%s)',
            'UPDATE "wagtailcore_page" SET "draft_title" = %s, "latest_revision_id" = %s WHERE "id" = 1',
            'DELETE FROM "wagtail_localize_stringtranslation" WHERE 1',
        ):
            self.assertFalse(changes_what_readers_see(sql), sql)

    def test_a_removed_rendition_counts(self):
        self.assertTrue(changes_what_readers_see('DELETE FROM "photos_photorendition" WHERE "id" IN (%s)'))

    def test_a_visible_column_beside_invisible_ones_counts(self):
        self.assertTrue(
            changes_what_readers_see(
                'UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "id" = 1'
            )
        )


class InDoubtTests(WithPageCache, TransactionTestCase):
    """A write that was kept although it seemed to fail is not missed."""

    def setUp(self):
        super().setUp()
        connection.close()  # the next one is watched from its beginning
        self.text = "old"
        self.middleware = PageCacheMiddleware(lambda request: HttpResponse(self.text))
        self.read()
        self.text = "new"

    def read(self):
        return self.middleware(RequestFactory().get("/")).content.decode()

    def test_a_commit_whose_confirmation_is_lost(self):
        commit = connection._commit

        def lose():
            commit()
            raise OperationalError("The server closed the connection.")

        with (
            mock.patch.object(connection, "_commit", lose),
            self.assertRaises(OperationalError),
            transaction.atomic(),
        ):
            make.a_city()
        self.assertTrue(City.objects.exists())
        self.assertEqual(self.read(), "new")

    def test_the_first_rows_of_many(self):
        make.a_city()
        self.text = "old"
        begin_new_generation()
        self.read()
        self.text = "new"
        with self.assertRaises(DatabaseError), connection.cursor() as cursor:
            cursor.executemany("UPDATE subjects_city SET slug = %s", [("a",), (None,)])
        if City.objects.filter(slug="a").exists():  # SQLite keeps them; PostgreSQL takes all back
            self.assertEqual(self.read(), "new")

    def test_another_callback_that_raises_before_it(self):
        def fail():
            raise ZeroDivisionError

        with self.assertRaises(ZeroDivisionError), transaction.atomic():
            transaction.on_commit(fail)
            make.a_city()
        self.assertTrue(City.objects.exists())
        self.assertEqual(self.read(), "new")


class InvisibleTablesTests(TestCase):
    def test_every_table_that_is_left_out_exists(self):
        tables = {*connection.introspection.table_names(), "wagtailsearch_indexentry_fts"}  # SQLite only
        self.assertEqual((INVISIBLE_TABLES | INVISIBLE_INSERTS) - tables, set())

    def test_a_rolled_back_write_changes_nothing(self):
        with self.captureOnCommitCallbacks() as asked:
            with transaction.atomic():
                ContentType.objects.create(app_label="a", model="b")
            try:
                with transaction.atomic():
                    ContentType.objects.create(app_label="c", model="d")
                    raise ZeroDivisionError
            except ZeroDivisionError:
                pass
        self.assertEqual(len(asked), 1)
