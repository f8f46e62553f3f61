"""Nobody makes the site ask services that only its own machine can reach, or wait for ever."""

import ssl
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock
from urllib.parse import urlsplit

import requests
from django.test import SimpleTestCase

from empirie.core import outgoing
from empirie.core.outgoing import Limits, Refused, ask, is_public

INSIDE = (
    *("127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1"),
    *("169.254.169.254", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"),
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "2002:7f00:1::", "64:ff9b::7f00:1", "2001:db8::1"),
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
)
OUTSIDE = ("1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101")
NO_ADDRESSES = (
    *("file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "//example.org/", "", "x"),
    *("http://user:word@example.org/", "http://example.org:22/", "https://example.org:6379/"),
    *("http://[::1", "http://example.org:99999/", "http:///x", "data:text/html,x"),
)
BY_NUMBER = (
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0",
    "localhost",
)


class _Server(BaseHTTPRequestHandler):
    """Answers with what the test has put under the path, and remembers what was asked."""

    def do_GET(self):
        self.server.asked.append((self.headers["Host"], self.path))
        answer = self.server.answers.get(urlsplit(self.path).path)
        if callable(answer):
            return answer(self)
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        return None

    do_POST = do_GET

    def log_message(self, *args):
        pass


@contextmanager
def server(**answers):
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    running.asked, running.answers = [], {f"/{name}": answer for name, answer in answers.items()}
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield running
    finally:
        running.shutdown()
        running.server_close()


@contextmanager
def as_outside(running):
    """Let 127.0.0.1, alone, count as the internet, and the server's port as that of http."""
    really = outgoing.is_public
    ports = {"http": running.server_port, "https": 443}
    with (
        mock.patch.object(outgoing, "is_public", lambda address: address == "127.0.0.1" or really(address)),
        mock.patch.object(outgoing, "_PORTS", ports),
    ):
        yield f"http://127.0.0.1:{running.server_port}"


def redirect(to, status=302):
    return status, {"Location": to, "Content-Length": "0"}, b""


JSON = (200, {"Content-Type": "application/json"}, b'{"a": 1}')


class AddressesTests(SimpleTestCase):
    def test_only_addresses_of_the_internet_are_public(self):
        self.assertEqual([address for address in INSIDE if is_public(address)], [])
        self.assertEqual([address for address in OUTSIDE if not is_public(address)], [])

    def test_what_is_no_ordinary_address_is_refused(self):
        for url in NO_ADDRESSES:
            with self.subTest(url=url), self.assertRaises(Refused):
                ask("GET", url)

    def test_this_machine_is_refused_under_all_its_names(self):
        with server(x=JSON) as running, mock.patch.object(outgoing, "_PORTS", {"http": running.server_port}):
            for host in ("127.0.0.1", *BY_NUMBER):
                with self.subTest(host=host), self.assertRaises(Refused):
                    ask("GET", f"http://{host}:{running.server_port}/x")
            self.assertEqual(running.asked, [])

    def test_a_host_that_has_one_inner_address_among_others_is_refused(self):
        found = [(2, 1, 6, "", ("1.1.1.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
        with mock.patch("socket.getaddrinfo", return_value=found), self.assertRaises(Refused):
            ask("GET", "http://example.org/")

    def test_a_host_nobody_knows_is_refused(self):
        with self.assertRaises(Refused):
            ask("GET", "https://nobody.invalid/")


class ConnectionTests(SimpleTestCase):
    def test_the_connection_goes_to_the_address_that_was_checked(self):
        """A name server that changes its answer between check and connection gains nothing."""
        with server(x=JSON) as running, as_outside(running) as address:
            answers = [
                [(2, 1, 6, "", ("127.0.0.1", running.server_port))],
                [(2, 1, 6, "", ("127.0.0.2", running.server_port))],
            ]
            really = outgoing.socket.getaddrinfo

            def resolve(host, *args, **kwargs):
                return answers.pop(0) if host == "outside.example" else really(host, *args, **kwargs)

            with mock.patch("socket.getaddrinfo", resolve):
                answer = ask("GET", address.replace("127.0.0.1", "outside.example") + "/x")
            self.assertEqual(answer.json(), {"a": 1})
            self.assertEqual(running.asked, [(f"outside.example:{running.server_port}", "/x")])
            self.assertEqual(len(answers), 1)

    def test_a_certificate_must_be_that_of_the_host(self):
        with server(x=JSON) as running:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            running.socket = context.wrap_socket(running.socket, server_side=True)
            with (
                as_outside(running),
                mock.patch.object(outgoing, "_PORTS", {"https": running.server_port}),
                self.assertRaises(requests.exceptions.SSLError),
            ):
                ask("GET", f"https://127.0.0.1:{running.server_port}/x")

    def test_a_proxy_of_the_environment_is_not_asked(self):
        proxies = {"http_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}
        with (
            server(x=JSON) as running,
            as_outside(running) as address,
            mock.patch.dict("os.environ", proxies),
        ):
            self.assertEqual(ask("GET", f"{address}/x").status, 200)


class RedirectTests(SimpleTestCase):
    def test_one_to_an_inner_address_is_refused(self):
        for to in (
            *(
                "http://127.0.0.2/",
                "http://169.254.169.254/latest/meta-data/",
                "http://[::1]/",
                "//10.0.0.1/",
            ),
            *("file:///etc/passwd", "http://localhost:22/", "http://a:b@1.1.1.1/"),
        ):
            with self.subTest(to=to), server(x=redirect(to)) as running, as_outside(running) as address:
                outgoing._PORTS["http"] = running.server_port
                target = to.replace("127.0.0.2/", f"127.0.0.2:{running.server_port}/")
                running.answers["/x"] = redirect(target)
                with self.assertRaises(Refused):
                    ask("GET", f"{address}/x")
                self.assertEqual(len(running.asked), 1)

    def test_ordinary_ones_are_followed_but_not_for_ever(self):
        with server(x=redirect("/y"), y=JSON, z=redirect("/z")) as running, as_outside(running) as address:
            self.assertEqual(ask("GET", f"{address}/x", params={"a": "b"}).json(), {"a": 1})
            self.assertEqual([path for _host, path in running.asked], ["/x?a=b", "/y"])
            with self.assertRaises(requests.TooManyRedirects):
                ask("GET", f"{address}/z")

    def test_headers_are_not_sent_to_another_host(self):
        keys = {"/y": [], "/z": []}

        def remember(request):
            keys[urlsplit(request.path).path].append(request.headers["X-Key"])
            request.send_response(200)
            request.end_headers()

        really = outgoing.socket.getaddrinfo

        def resolve(host, *args, **kwargs):
            return really("127.0.0.1" if host == "other.example" else host, *args, **kwargs)

        with (
            server(x=redirect("/y"), y=remember, z=remember) as running,
            as_outside(running) as address,
            mock.patch("socket.getaddrinfo", resolve),
        ):
            ask("GET", f"{address}/x", headers={"X-Key": "secret"})
            elsewhere = address.replace("127.0.0.1", "other.example")
            running.answers["/x"] = redirect(f"{elsewhere}/z")
            ask("GET", f"{address}/x", headers={"X-Key": "secret"})
        self.assertEqual(keys, {"/y": ["secret"], "/z": [None]})

    def test_what_is_sent_is_not_sent_elsewhere(self):
        with server(x=redirect("/y", 307), y=JSON) as running, as_outside(running) as address:
            with self.assertRaises(requests.TooManyRedirects):
                ask("POST", f"{address}/x", json={"secret": 1})
            self.assertEqual(len(running.asked), 1)


class OperatorsTests(SimpleTestCase):
    def test_a_service_named_in_the_settings_may_be_on_this_machine_and_is_not_left(self):
        with server(x=JSON, y=redirect("http://1.1.1.1/")) as running:
            address = f"http://127.0.0.1:{running.server_port}"
            self.assertEqual(ask("POST", f"{address}/x", is_operators=True).json(), {"a": 1})
            self.assertEqual(ask("GET", f"{address}/y", is_operators=True).status, 302)


class LimitsTests(SimpleTestCase):
    def asked(self, answer, **limits):
        with server(x=answer) as running, as_outside(running) as address:
            return ask("GET", f"{address}/x", limits=Limits(**limits))

    def test_an_answer_that_is_too_long_is_refused(self):
        with self.assertRaises(Refused):
            self.asked((200, {}, b"x" * 2000), size=1999)
        self.assertEqual(len(self.asked((200, {}, b"x" * 2000), size=2000).content), 2000)

    def test_one_without_end_is_too(self):
        def without_end(handler):
            handler.send_response(200)
            handler.end_headers()
            try:
                while True:
                    handler.wfile.write(b"x" * 65536)
            except OSError:
                return

        with self.assertRaises(Refused):
            self.asked(without_end, size=1_000_000)

    def test_a_compressed_one_counts_as_it_unfolds(self):
        import gzip

        folded = gzip.compress(bytes(50_000_000))
        with self.assertRaises(Refused):
            self.asked((200, {"Content-Encoding": "gzip"}, folded), size=1_000_000)

    def test_another_kind_of_answer_is_refused(self):
        with self.assertRaises(Refused):
            self.asked((200, {"Content-Type": "text/html"}, b"x"), kinds=("application/json",))
        self.assertEqual(self.asked(JSON, kinds=("application/json",)).json(), {"a": 1})

    def test_a_server_that_sends_a_drop_at_a_time_is_left_in_time(self):
        def drops(handler):
            handler.send_response(200)
            handler.end_headers()
            try:
                for _second in range(100):
                    handler.wfile.write(b"x")
                    time.sleep(0.1)
            except OSError:
                return

        begin = time.monotonic()
        with self.assertRaises(requests.Timeout):
            self.asked(drops, seconds=0.5)
        self.assertLess(time.monotonic() - begin, 3)

    def test_so_is_one_that_never_ends_its_head(self):
        def head(handler):
            try:
                for _second in range(100):
                    handler.wfile.write(b"H")
                    time.sleep(0.1)
            except OSError:
                return

        with self.assertRaises(requests.Timeout):
            self.asked(head, seconds=0.5)
