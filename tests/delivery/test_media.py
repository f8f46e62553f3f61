"""Uploaded files are sent a part at a time, so that a film can be sought in, and kept as long as they may."""

import tempfile
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import Http404
from django.test import RequestFactory, SimpleTestCase

from empirie.delivery.media import serve_media

CONTENT = bytes(range(256)) * 1000


class MediaTests(SimpleTestCase):
    def setUp(self):
        # A response that is closed would close the database, which these tests do not use.
        request_finished.disconnect(close_old_connections)
        self.addCleanup(request_finished.connect, close_old_connections)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "film.mp4").write_bytes(CONTENT)

    def answer(self, method="get", path="film.mp4", **headers):
        request = getattr(RequestFactory(), method)(f"/media/{path}", headers=headers)
        response = serve_media(request, path, document_root=str(self.folder))
        self.addCleanup(response.close)
        return response

    def sent(self, response):
        body = b"".join(response.streaming_content)
        self.assertEqual(int(response["Content-Length"]), len(body))
        return body

    def test_without_a_range_the_whole_file_is_sent_and_ranges_are_offered(self):
        response = self.answer()
        self.assertEqual((response.status_code, response["Accept-Ranges"]), (200, "bytes"))
        self.assertEqual(response["Content-Type"], "video/mp4")
        self.assertEqual(self.sent(response), CONTENT)

    def test_one_range_is_sent_alone(self):
        size = len(CONTENT)
        for asked, first, last in (
            ("bytes=0-99", 0, 99),
            ("bytes=100-", 100, size - 1),
            ("bytes=70000-140001", 70000, 140001),
            ("bytes=-500", size - 500, size - 1),
            ("bytes=-9999999", 0, size - 1),
            ("bytes=5-99999999", 5, size - 1),
            ("bytes=0-0", 0, 0),
        ):
            with self.subTest(asked=asked):
                response = self.answer(Range=asked)
                self.assertEqual(response.status_code, 206)
                self.assertEqual(response["Content-Range"], f"bytes {first}-{last}/{size}")
                self.assertEqual(self.sent(response), CONTENT[first : last + 1])

    def test_a_range_beyond_the_end_is_refused_with_the_size(self):
        for asked in (f"bytes={len(CONTENT)}-", "bytes=999999999-", "bytes=-0"):
            with self.subTest(asked=asked):
                response = self.answer(Range=asked)
                self.assertEqual(response.status_code, 416)
                self.assertEqual(response["Content-Range"], f"bytes */{len(CONTENT)}")

    def test_nonsense_and_several_ranges_get_the_whole_file(self):
        for asked in ("bytes=9-1", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "lines=1-2", "bytes=²-", "x"):
            with self.subTest(asked=asked):
                response = self.answer(Range=asked)
                self.assertEqual(response.status_code, 200)
                self.assertEqual(self.sent(response), CONTENT)

    def test_a_part_is_sent_only_of_the_file_the_browser_knows(self):
        known = self.answer()["Last-Modified"]
        self.assertEqual(self.answer(Range="bytes=0-9", **{"If-Range": known}).status_code, 206)
        for other in ("Mon, 01 Jan 2001 00:00:00 GMT", '"an-etag"'):
            self.assertEqual(self.answer(Range="bytes=0-9", **{"If-Range": other}).status_code, 200)

    def test_an_unchanged_file_is_not_sent_again(self):
        known = self.answer()["Last-Modified"]
        self.assertEqual(self.answer(**{"If-Modified-Since": known}).status_code, 304)

    def test_head_tells_about_the_whole_file(self):
        response = self.answer("head", Range="bytes=0-9")
        self.assertEqual((response.status_code, response["Content-Length"]), (200, str(len(CONTENT))))

    def test_nothing_outside_the_folder_is_sent(self):
        for path in ("nie-ma.mp4", "../" * 8 + "etc/hostname", ""):
            with self.subTest(path=path), self.assertRaises((Http404, SuspiciousFileOperation)):
                self.answer(path=path)

    def test_a_file_is_kept_for_ever_by_browsers_and_an_hour_by_others(self):
        control = self.answer()["Cache-Control"]
        for word in ("immutable", "max-age=31536000", "s-maxage=3600", "public"):
            self.assertIn(word, control)

    def test_a_browser_that_has_the_file_gets_no_second_one(self):
        etag = self.answer()["ETag"]
        self.assertEqual(self.answer(**{"If-None-Match": etag}).status_code, 304)
        self.assertEqual(self.answer(**{"If-None-Match": '"another"'}).status_code, 200)
        self.assertEqual(self.answer(Range="bytes=0-9", **{"If-Range": etag}).status_code, 206)

    def test_types_are_known_without_a_list_of_the_operating_system_and_never_guessed_by_browsers(self):
        kinds = {"a.webp": "image/webp", "a.AVIF": "image/avif", "a.nonsense": "application/octet-stream"}
        for name, kind in kinds.items():
            (self.folder / name).write_bytes(b"x")
            response = self.answer(path=name)
            self.assertEqual(
                (response["Content-Type"], response["X-Content-Type-Options"]), (kind, "nosniff")
            )

    def test_documents_and_probes_have_no_address_here(self):
        for folder in ("documents", "health"):
            (self.folder / folder).mkdir()
            (self.folder / folder / "a.pdf").write_bytes(b"x")
            for way in ("", "./", "images/../", "/", ".//images/.././"):
                with self.subTest(folder=folder, way=way), self.assertRaises(Http404):
                    self.answer(path=f"{way}{folder}/a.pdf")

    def test_a_range_of_very_many_spaces_is_read_once(self):
        # Gone through again from each of them, they would take hours.
        self.assertEqual(self.answer(Range=f"bytes={' ' * 1_000_000}x").status_code, 200)

    def test_files_are_only_read(self):
        self.assertEqual(self.answer("post").status_code, 405)
