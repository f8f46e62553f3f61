"""The one way out: whatever the site asks of another server, it asks here. A test holds that.

An address that somebody typed, or that a server answered with, must not make the site ask services that
only this machine can reach: its own, its neighbours', the metadata of its cloud ("server-side request
forgery", OWASP Top Ten 2021, A10). So the host's addresses are looked up once, checked, and the connection
goes to the one that was checked; each redirect anew. Time, size and kind of the answer are limited.

A proxy named in the environment is not used: it would look up the host itself, unchecked.
"""

import ipaddress
import json
import socket
import threading
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from empirie.core.ip_addresses import embedded_ipv4

_PORTS = {"http": 80, "https": 443}
_CHUNK = 64 * 1024


class Refused(requests.RequestException):
    """What is asked for may not be asked, or the answer may not be taken. The message is for the log."""


@dataclass(frozen=True)
class Limits:
    """How far an answer may go: `seconds` in all, `size` in bytes, `kinds` as media types, none for any."""

    seconds: float = 10
    size: int = 1024 * 1024
    redirects: int = 3
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    status: int
    content: bytes
    url: str

    def json(self):
        """Raises ValueError for what is no JSON."""
        return json.loads(self.content)


def ask(method, url, *, limits=None, is_operators=False, **options):
    """Send a request and read the answer whole; `options` as for `requests.request`.

    With `is_operators` the address comes from the settings of whoever runs the site: it may be anywhere, this
    machine included, and is not left by a redirect. Raises requests.RequestException: Refused, or what
    requests itself raises; requests.Timeout when it took too long.
    """
    limits = limits or Limits()
    deadline = _Deadline(limits.seconds)
    with requests.Session() as session, deadline:
        session.trust_env = False
        door = _Door(deadline, is_operators)
        session.mount("https://", door)
        session.mount("http://", door)
        try:
            answer = _follow(session, method, url, limits, is_operators, options)
        except requests.RequestException as error:
            if deadline.is_over.is_set():
                raise requests.Timeout(f"{limits.seconds} seconds were not enough") from error
            # On its way through urllib3 a refusal becomes any failed connection.
            raise door.refusal or error from error
    if deadline.is_over.is_set():  # an answer without a stated length, cut short, looks whole
        raise requests.Timeout(f"{limits.seconds} seconds were not enough")
    return answer


def _follow(session, method, url, limits, is_operators, options):
    for _step in range(1 if is_operators or method != "GET" else limits.redirects + 1):
        if not is_operators:
            _check_form(url)
        pause = (limits.seconds, limits.seconds)
        with session.request(
            method, url, timeout=pause, stream=True, allow_redirects=False, **options
        ) as response:
            if not response.is_redirect or is_operators:
                return Answer(response.status_code, _content(response, limits), response.url)
            url = urljoin(response.url, response.headers["Location"])
        options.pop("params", None)  # they stand in the address that was redirected
        if urlsplit(url)[:2] != urlsplit(response.url)[:2]:
            options = {}  # headers, a password: they were meant for the host that was asked
    raise requests.TooManyRedirects(f"More redirects than allowed, the last one to {url!r}")


def _check_form(url):
    """Only http and https, at their own ports, without a password in the address."""
    try:
        parts = urlsplit(url)
        is_ordinary = parts.port in (None, _PORTS.get(parts.scheme)) and "@" not in parts.netloc
    except ValueError as error:
        raise Refused(f"No address: {url!r}") from error
    if parts.scheme not in _PORTS or not parts.hostname or not is_ordinary:
        raise Refused(f"Not an address to be asked: {url!r}")


def _content(response, limits):
    """The body, as far as it is allowed."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if limits.kinds and response.status_code == 200 and kind not in limits.kinds:
        raise Refused(f"The answer is of the kind {kind!r}")
    content = b""
    for chunk in response.iter_content(_CHUNK):
        content += chunk
        if len(content) > limits.size:
            raise Refused(f"The answer is longer than {limits.size} bytes")
    return content


def is_public(address):
    """Whether an IP address belongs to the internet, and not to this machine, its network or nobody."""
    address = ipaddress.ip_address(address.partition("%")[0])
    if address.version == 6:
        if inner := embedded_ipv4(address):
            return is_public(str(inner))
        if address.teredo or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_private)


def public_address_of(host, port):
    """The first address of a host. Raises Refused if any of its addresses is not public."""
    try:
        found = [entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Refused(f"{host} is not known") from error
    if not found or not all(map(is_public, found)):
        raise Refused(f"{host} is not on the public internet")
    return found[0]


class _Deadline:
    """Ends all connections when the time is over, however slowly the other side sends."""

    def __init__(self, seconds):
        self.sockets, self.is_over = [], threading.Event()
        self.timer = threading.Timer(seconds, self._end)
        self.timer.daemon = True

    def __enter__(self):
        self.timer.start()

    def __exit__(self, *error):
        self.timer.cancel()

    def watch(self, connected):
        self.sockets.append(connected)
        if self.is_over.is_set():
            self._end()

    def _end(self):
        self.is_over.set()
        for connected in self.sockets:
            try:
                connected.shutdown(socket.SHUT_RDWR)
            except OSError:  # closed already
                continue


class _Door(HTTPAdapter):
    """Makes requests connect to a checked address; host name and certificate stay those of the host."""

    refusal = None

    def __init__(self, deadline, is_operators):
        super().__init__()
        self.deadline, self.is_operators = deadline, is_operators
        self.poolmanager.pool_classes_by_scheme = {
            "http": self._pool(HTTPConnectionPool, HTTPConnection),
            "https": self._pool(HTTPSConnectionPool, HTTPSConnection),
        }

    def _pool(self, pool, connection):
        return type("Pool", (pool,), {"ConnectionCls": self._watched(connection)})

    def _watched(self, connection):
        """urllib3's connection (2.8), whose `_new_conn` looks `_dns_host` up and connects."""
        door = self

        class Watched(connection):
            def _new_conn(self):
                host = self._dns_host
                try:
                    if not door.is_operators:
                        self._dns_host = public_address_of(host, self.port)
                    connected = super()._new_conn()
                except Refused as refusal:
                    door.refusal = refusal
                    raise
                finally:
                    self._dns_host = host
                door.deadline.watch(connected)
                return connected

        return Watched
