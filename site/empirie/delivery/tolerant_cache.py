"""Django's cache in Redis, for a site that goes on when Redis does not.

While the server is away each process remembers for itself, as it does without REDIS_URL. What could not be
removed from Redis in that time is not believed afterwards: every key carries the mark of the last outage.
"""

import logging

import redis
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.db import transaction

from .epoch import EpochUnknown, epoch
from .redis_server import TIMEOUT, Unreachable, server_at

logger = logging.getLogger(__name__)

# Those after which Redis would remember something that is no longer so.
CHANGING = frozenset({"set", "set_many", "delete", "delete_many", "touch"})


class TolerantRedisCache(RedisCache):
    """Never raises for a server that is away, and makes nobody wait for it more than once a second."""

    def __init__(self, server, params):
        options = {"socket_timeout": TIMEOUT, "socket_connect_timeout": TIMEOUT, "retry_on_timeout": False}
        super().__init__(server, params | {"OPTIONS": options | params.get("OPTIONS", {})})
        self.breaker = server_at(self._servers[0]).breaker
        self.own, self.is_on_its_own = LocMemCache(f"instead of {self.key_prefix}", {}), False

    def make_key(self, key, version=None):
        return super().make_key(f"{epoch.lately()['outage']}:{key}", version)

    def _ask(self, name, *arguments, **options):
        """What Redis answers, or this process's own memory in its place."""
        try:
            self.breaker.admit()
            answer = getattr(super(), name)(*arguments, **options)
        except (Unreachable, EpochUnknown):
            pass
        except redis.ResponseError:  # it is full, or loading: not a server that lets one wait
            logger.warning("Redis refused what was to be cached", exc_info=True)
        except (redis.RedisError, OSError) as error:
            self.breaker.failed(error)
        else:
            self.breaker.succeeded()
            if self.is_on_its_own:
                self.is_on_its_own = False
                self.own.clear()  # what was remembered in one outage is not believed in the next
            return answer
        self.is_on_its_own = True
        if name in CHANGING:
            transaction.on_commit(self._note_outage)
        return getattr(self.own, name)(*arguments, **options)

    def _note_outage(self):
        try:
            epoch.renew("outage")
        except EpochUnknown:
            logger.warning("An outage of Redis could not be noted", exc_info=True)

    def add(self, *arguments, **options):
        return self._ask("add", *arguments, **options)

    def get(self, *arguments, **options):
        return self._ask("get", *arguments, **options)

    def set(self, *arguments, **options):
        return self._ask("set", *arguments, **options)

    def touch(self, *arguments, **options):
        return self._ask("touch", *arguments, **options)

    def delete(self, *arguments, **options):
        return self._ask("delete", *arguments, **options)

    def get_many(self, *arguments, **options):
        return self._ask("get_many", *arguments, **options)

    def set_many(self, *arguments, **options):
        return self._ask("set_many", *arguments, **options)

    def delete_many(self, *arguments, **options):
        return self._ask("delete_many", *arguments, **options)

    def has_key(self, *arguments, **options):
        return self._ask("has_key", *arguments, **options)

    def incr(self, *arguments, **options):
        return self._ask("incr", *arguments, **options)

    def clear(self):
        """Nothing is found any more. What lies in Redis is not deleted, for others may share the server.

        A new mark in the keys abandons it, until its time is over or the server needs the room.
        """
        self.own.clear()
        self._note_outage()
