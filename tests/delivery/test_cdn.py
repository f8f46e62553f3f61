"""A cache in front of the site is told after a write; that it does not listen delays no editor."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

from django.test import SimpleTestCase, override_settings

from empirie.delivery import cdn
from empirie.delivery.page_cache import begin_new_generation
from empirie.settings import services


class Edge(BaseHTTPRequestHandler):
    """Takes PURGE and notes it; answers with the next of `server.answers`, then always 200."""

    def do_PURGE(self):
        self.server.told.append((self.path, self.headers["Host"]))
        time.sleep(self.server.slow)
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.end_headers()

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.told.append((self.path, self.headers["Authorization"], body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *arguments):
        """Nothing on the screen of the test run."""


class CdnTests(SimpleTestCase):
    def setUp(self):
        self.edge = ThreadingHTTPServer(("127.0.0.1", 0), Edge)
        self.edge.told, self.edge.answers, self.edge.slow = [], [], 0
        threading.Thread(target=self.edge.serve_forever, daemon=True).start()
        self.addCleanup(self.edge.server_close)
        self.addCleanup(self.edge.shutdown)
        self.address = f"http://127.0.0.1:{self.edge.server_port}/purge"
        for name, value in (("GATHERING", 0.1), ("FIRST_PAUSE", 0.05), ("TIMEOUT", 2)):
            patch = mock.patch.object(cdn, name, value)
            patch.start()
            self.addCleanup(patch.stop)
        cdn.purger.cache_clear()

    def write(self, times=1, **backends):
        """Writes, one after the other; the seconds they took. Then waits until everybody was told."""
        backends = backends or {
            "edge": {"BACKEND": "empirie.delivery.cdn.WholeSiteHTTP", "LOCATION": self.address}
        }
        with override_settings(SITE_URL="https://empirie.example", WAGTAILFRONTENDCACHE=backends):
            begin = time.monotonic()
            for _time in range(times):
                begin_new_generation()
            took = time.monotonic() - begin
            thread = cdn.purger().thread
            if thread:
                thread.join(timeout=10)
        return took

    def test_a_hundred_writes_cost_one_message(self):
        self.write(times=100)
        self.assertEqual(self.edge.told, [("/purge", "empirie.example")])

    def test_a_write_during_a_message_is_told_by_the_next(self):
        self.edge.slow = 0.5
        with override_settings(
            SITE_URL="https://empirie.example",
            WAGTAILFRONTENDCACHE={
                "edge": {"BACKEND": "empirie.delivery.cdn.WholeSiteHTTP", "LOCATION": self.address}
            },
        ):
            begin_new_generation()
            time.sleep(0.3)
            begin_new_generation()
            cdn.purger().thread.join(timeout=10)
        self.assertEqual(len(self.edge.told), 2)

    def test_a_message_that_is_refused_is_sent_again(self):
        self.edge.answers = [503, 405]
        with self.assertLogs("empirie.delivery.cdn", "WARNING") as log:
            self.write()
        self.assertEqual(len(self.edge.told), 3)
        self.assertIn("status 503", log.output[0])

    def test_one_that_is_never_taken_is_given_up_and_said(self):
        self.edge.answers = [500] * 10
        with self.assertLogs("empirie.delivery.cdn", "ERROR") as log:
            self.write()
        self.assertEqual(len(self.edge.told), cdn.TRIES)
        self.assertIn("runs out by itself", log.output[-1])

    def test_no_editor_waits_for_a_cache_that_does_not_answer(self):
        self.edge.slow = 1
        self.assertLess(self.write(), 0.5)

    def test_a_server_that_is_gone_stops_nothing(self):
        gone = {"BACKEND": "empirie.delivery.cdn.WholeSiteHTTP", "LOCATION": "http://127.0.0.1:9/"}
        with self.assertLogs("empirie.delivery.cdn", "ERROR"):
            self.assertLess(self.write(edge=gone), 0.5)

    def test_cloudflare_forgets_the_zone_and_its_token_is_in_no_log(self):
        backend = {
            "BACKEND": "empirie.delivery.cdn.WholeSiteCloudflare",
            "ZONEID": "zone",
            "BEARER_TOKEN": "sesame",
        }
        ask = cdn.ask
        with mock.patch.object(
            cdn, "ask", lambda method, url, **options: ask(method, self.address, **options)
        ):
            self.write(cloudflare=backend)
        self.assertEqual(self.edge.told, [("/purge", "Bearer sesame", '{"purge_everything": true}')])
        with (
            mock.patch.object(cdn, "ask", side_effect=ValueError("sesame")),
            self.assertLogs("empirie.delivery.cdn", "WARNING") as log,
        ):
            self.write(cloudflare=backend)
        self.assertNotIn("sesame", "".join(log.output))

    def test_cloudfront_forgets_everything_as_one_path(self):
        client = mock.Mock()
        with mock.patch("boto3.client", return_value=client):
            self.write(
                cloudfront={
                    "BACKEND": "empirie.delivery.cdn.WholeSiteCloudfront",
                    "DISTRIBUTION_ID": "E1",
                }
            )
        sent = client.create_invalidation.call_args.kwargs
        self.assertEqual(sent["InvalidationBatch"]["Paths"], {"Quantity": 1, "Items": ["/*"]})

    def test_without_a_setting_nobody_is_told(self):
        self.assertEqual(services.frontend_caches(), {})
        with override_settings(WAGTAILFRONTENDCACHE={}):
            begin_new_generation()
        self.assertIsNone(cdn.purger().thread)
