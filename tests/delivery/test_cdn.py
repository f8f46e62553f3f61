"""A cache in front of the site is told after a write; that it does not listen delays no editor."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

from django.core.management import call_command
from django.test import SimpleTestCase, override_settings

from empirie.delivery import cdn
from empirie.delivery.page_cache import begin_new_generation
from empirie.settings import services


class Edge(BaseHTTPRequestHandler):
    """Notes what it is told; answers PURGE with `server.status`, after `server.slow` seconds."""

    def do_PURGE(self):
        self.server.told.append((self.path, self.headers["Host"]))
        time.sleep(self.server.slow)
        self.send_response(self.server.status)
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
        self.edge.told, self.edge.status, self.edge.slow = [], 200, 0
        threading.Thread(target=self.edge.serve_forever, daemon=True).start()
        self.addCleanup(self.edge.server_close)
        self.addCleanup(self.edge.shutdown)
        self.address = f"http://127.0.0.1:{self.edge.server_port}/purge"
        gathering = mock.patch.object(cdn, "GATHERING", 0.1)
        gathering.start()
        self.addCleanup(gathering.stop)
        self.use(edge={"BACKEND": "empirie.delivery.cdn.WholeSiteHTTP", "LOCATION": self.address})

    def use(self, **backends):
        settings = override_settings(SITE_URL="https://empirie.example", WAGTAILFRONTENDCACHE=backends)
        settings.enable()
        self.addCleanup(settings.disable)

    def wait_for_messages(self, number):
        """What the cache was told, as soon as it was told so often; then nothing more comes."""
        end = time.monotonic() + 20
        while len(self.edge.told) < number and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.3)
        self.assertEqual(len(self.edge.told), number)
        return self.edge.told

    def test_a_hundred_writes_cost_one_message(self):
        for _time in range(100):
            begin_new_generation()
        self.assertEqual(self.wait_for_messages(1), [("/purge", "empirie.example")])

    def test_a_write_during_a_message_is_told_by_the_next(self):
        self.edge.slow = 0.5
        begin_new_generation()
        self.wait_for_messages(1)
        begin_new_generation()
        self.wait_for_messages(2)

    def test_no_editor_waits_for_a_cache_that_does_not_answer(self):
        self.edge.slow = 1
        begin = time.monotonic()
        begin_new_generation()
        self.assertLess(time.monotonic() - begin, 0.5)
        self.wait_for_messages(1)

    def test_a_command_ends_when_the_cache_knows(self):
        call_command("empty_page_cache")
        self.assertEqual(len(self.edge.told), 1)
        self.wait_for_messages(1)

    def test_one_that_refuses_or_is_gone_is_logged_and_keeps_it_from_no_other(self):
        self.edge.status = 405
        gone = {"BACKEND": "empirie.delivery.cdn.WholeSiteHTTP", "LOCATION": "http://127.0.0.1:9/"}
        self.use(gone=gone, edge={"BACKEND": "empirie.delivery.cdn.WholeSiteHTTP", "LOCATION": self.address})
        with self.assertLogs("empirie.delivery.cdn", "ERROR") as log:
            call_command("empty_page_cache")
        self.assertEqual(len(self.edge.told), 1)
        self.assertIn("gone was not told", log.output[0])
        self.assertIn("edge was not told to forget the site: status 405", log.output[1])

    def test_cloudflare_forgets_the_zone_and_its_token_is_in_no_log(self):
        self.use(
            cloudflare={
                "BACKEND": "empirie.delivery.cdn.WholeSiteCloudflare",
                "ZONEID": "zone",
                "BEARER_TOKEN": "sesame",
            }
        )
        ask = cdn.ask
        with mock.patch.object(cdn, "ask", lambda method, _url, **rest: ask(method, self.address, **rest)):
            call_command("empty_page_cache")
        self.assertEqual(self.edge.told, [("/purge", "Bearer sesame", '{"purge_everything": true}')])
        with (
            mock.patch.object(cdn, "ask", side_effect=ValueError("sesame")),
            self.assertLogs("empirie.delivery.cdn", "ERROR") as log,
        ):
            call_command("empty_page_cache")
        self.assertNotIn("sesame", "".join(log.output))

    def test_cloudfront_forgets_everything_as_one_path(self):
        with mock.patch.dict("os.environ", {"CLOUDFRONT_DISTRIBUTION_ID": "E1"}):
            self.use(**services.frontend_caches())
        client = mock.Mock()
        with mock.patch("boto3.client", return_value=client):
            call_command("empty_page_cache")
        sent = client.create_invalidation.call_args.kwargs
        self.assertEqual(sent["InvalidationBatch"]["Paths"], {"Quantity": 1, "Items": ["/*"]})

    def test_without_a_setting_nobody_is_told(self):
        self.assertEqual(services.frontend_caches(), {})
        self.use()
        call_command("empty_page_cache")
        self.wait_for_messages(0)
