"""A Redis or Valkey server that may be gone at any moment, or hang, or come back as another one."""

import logging
import os
import threading
import time
from functools import cache

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

TIMEOUT = 0.5  # seconds for one question; a healthy server answers in a thousandth
RETRY_AFTER = 1.0  # seconds during which a server that failed is asked by nobody


class Unreachable(OSError):
    """The server does not answer, or is being left alone for a moment because it did not."""


class Refused(OSError):
    """The server answers, but with an error: it is full, loading or may only be read."""


class Breaker:
    """Lets nobody wait for a server that failed a moment ago; one caller in RETRY_AFTER seconds tries it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.is_open = False
        self.next_try = 0.0

    def admit(self):
        """Raises Unreachable while the server is left alone."""
        if not self.is_open:
            return
        with self.lock:
            now = time.monotonic()
            if self.is_open and now < self.next_try:
                raise Unreachable("Redis did not answer a moment ago.")
            self.next_try = now + RETRY_AFTER

    def failed(self, error):
        """No answer came: leave the server alone for RETRY_AFTER seconds. Logged the first time only."""
        with self.lock:
            was_open, self.is_open = self.is_open, True
            self.next_try = time.monotonic() + RETRY_AFTER
        if not was_open:
            logger.warning("Redis does not answer (%s): going on without it", type(error).__name__)

    def succeeded(self):
        """An answer came: everybody may ask the server again."""
        if self.is_open:
            self.is_open = False
            logger.warning("Redis answers again")


class RedisServer:
    """One connection for each thread, which knows which *run* of the server it talks to.

    A server that restarts takes a new run id and breaks its connections, so that what it kept on its own
    disk from before can be told from what it was given since.
    """

    def __init__(self, url):
        pool = redis.ConnectionPool.from_url(
            url,
            protocol=2,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 0),
        )
        self.make_connection = lambda: pool.connection_class(**pool.connection_kwargs)
        self.breaker = Breaker()
        self.own = threading.local()

    def ask(self, *command):
        """(run id, the answer) to one command. Raises Unreachable or Refused, soon."""
        self.breaker.admit()
        try:
            answer = self._asked(command)
        except redis.exceptions.ConnectionError as error:
            self.breaker.failed(error)
            raise Unreachable(str(error)) from error
        except redis.ResponseError as error:
            raise Refused(str(error)) from error
        except (redis.RedisError, OSError) as error:
            self.breaker.failed(error)
            raise Unreachable(str(error)) from error
        self.breaker.succeeded()
        return answer

    def _asked(self, command):
        known = getattr(self.own, "connection", None)
        if known and known.process == os.getpid():
            try:
                return known.run, self._answer(known, command)
            except redis.exceptions.ConnectionError:
                pass  # the server restarted since the last question: ask the one that runs now
        self.own.connection = None
        fresh = self._connected()
        self.own.connection = fresh
        return fresh.run, self._answer(fresh, command)

    def _answer(self, connection, command):
        try:
            connection.send_command(*command, check_health=False)
            return connection.read_response()
        except redis.ResponseError:
            raise
        except BaseException:
            self.own.connection = None
            connection.disconnect()
            raise

    def _connected(self):
        connection = self.make_connection()
        try:
            connection.connect()
            connection.send_command("INFO", "server")
            info = dict(
                line.split(":", 1) for line in connection.read_response().decode().splitlines() if ":" in line
            )
            connection.run, connection.process = info["run_id"][:16], os.getpid()
        except KeyError as error:
            connection.disconnect()
            raise redis.exceptions.ConnectionError("INFO does not tell its run_id") from error
        except BaseException:
            connection.disconnect()
            raise
        return connection


@cache
def server_at(url):
    """The one of this process."""
    return RedisServer(url)


def configured_server():
    """The server of REDIS_URL."""
    return server_at(settings.REDIS_URL)
