"""The page cache of several machines: answers in Redis, the generation there and in the database.

Why nothing out of date is served, whatever fails: docs/caching.md, "Several machines".
"""

import logging
import secrets
import time
from contextlib import contextmanager, suppress

from .answers import Answer
from .epoch import WAIT, EpochUnknown
from .kept import LONGEST_WAIT, MOST, MOST_OTHERS, Files, name_of
from .redis_server import Refused, Unreachable

logger = logging.getLogger(__name__)

# Begins the generations of a machine that does without Redis.
ALONE = "alone-"
LONGEST_KEPT = 24 * 60 * 60  # seconds; what is older than that is of a generation that ended long ago
PATIENCE = 0.02
# Takes the lock away only from who holds it: another may have it since this one ran out.
GIVE_BACK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end"


class SharedGeneration:
    """The token names the run of the Redis server, its own random mark, and the database's.

    Without Redis it is the database's mark alone, asked for anew each time.
    """

    def __init__(self, server, epoch, prefix):
        self.server, self.epoch, self.key = server, epoch, f"{prefix}generation"
        self.seen = None

    def current(self):
        """The token. Raises OSError when it cannot be known: then nothing may be taken from the cache."""
        try:
            run, mark = self._mark()
        except (Unreachable, Refused):
            return ALONE + self.epoch.exactly()["content"]
        return f"{run}{mark}{self._content_beside(run, mark)}"

    def is_as_seen(self):
        """Whether no mark was changed since the epoch was read. In doubt, and without Redis, False."""
        try:
            run, mark = self.server.ask("GET", self.key)
        except (Unreachable, Refused):
            return False
        return mark is not None and (run, mark.decode()) == self.epoch.read_beside

    def _content_beside(self, run, mark):
        """The database's mark, read anew when that of Redis is: both change with one write."""
        if mark != self.seen:
            self.seen = mark
            with suppress(EpochUnknown):
                content = self.epoch.exactly()["content"]
                self.epoch.read_beside = run, mark
                return content
        return self.epoch.lately()["content"]

    def _mark(self):
        run, mark = self.server.ask("GET", self.key)
        if mark is None:
            self.server.ask("SET", self.key, secrets.token_hex(8), "NX")
            run, mark = self.server.ask("GET", self.key)
        if mark is None:
            raise Refused("Redis does not keep the generation.")
        return run, mark.decode()

    def bump(self):
        """Everything that was kept is old from now on, on every machine.

        The mark in the database comes first, so that who draws under a new one of Redis sees it too. Where
        Redis cannot be told, this waits until every process has asked the database again.
        """
        try:
            self.epoch.renew("content")
        except EpochUnknown:
            logger.warning("The epoch in the database could not be renewed", exc_info=True)
        try:
            self.server.ask("DEL", self.key)  # goes through even when the server is full
        except (Unreachable, Refused):
            time.sleep(WAIT)

    def recover(self):
        """Nothing to do: whoever asks next makes a mark that is missing."""


class SharedAnswers:
    """Answers in Redis, a hash for each generation; on the own disk for a machine that is alone."""

    def __init__(self, server, prefix, folder):
        self.server, self.prefix = server, prefix
        self.files, self.generation = Files(folder), None

    def get(self, generation, key):
        """The answer, or None. One that is damaged counts as missing."""
        if generation.startswith(ALONE):
            return self.files.get(generation, key)
        try:
            _run, kept = self.server.ask("HGET", self._hash(generation), name_of(key))
            return kept and Answer.from_bytes(kept)
        except (Unreachable, Refused):
            return None
        except (ValueError, KeyError):
            logger.warning("A page in the cache could not be read", exc_info=True)
            return None

    def put(self, generation, key, answer):
        """Keep an answer for the other machines. Raises OSError when it cannot be kept."""
        if generation.startswith(ALONE):
            self.files.put(generation, key, answer)
            return
        previous, self.generation = self.generation, generation
        if previous != generation and previous is not None:
            self.server.ask("UNLINK", self._hash(previous))
        _run, count = self.server.ask("HLEN", self._hash(generation))
        if count < (MOST if answer.status == 200 else MOST_OTHERS):
            self.server.ask("HSET", self._hash(generation), name_of(key), answer.to_bytes())
            self.server.ask("EXPIRE", self._hash(generation), LONGEST_KEPT)

    @contextmanager
    def lock(self, key):
        """Hold the lock for drawing the page `key`; others wait on every machine, at most LONGEST_WAIT s."""
        name, owner = f"{self.prefix}lock:{name_of(key)}", secrets.token_hex(8)
        is_mine = self._wait_for(name, owner)
        if is_mine is None:
            with self.files.lock(key):
                yield
            return
        try:
            yield
        finally:
            if is_mine:
                self._give_back(name, owner)

    def _wait_for(self, name, owner):
        """True with the lock, False after waiting too long for it, None when Redis gives none."""
        end = time.monotonic() + LONGEST_WAIT
        while True:
            try:
                _run, given = self.server.ask("SET", name, owner, "NX", "PX", LONGEST_WAIT * 1000)
            except (Unreachable, Refused):
                return None
            if given:
                return True
            if time.monotonic() > end:
                return False
            time.sleep(PATIENCE)

    def _give_back(self, name, owner):
        try:
            self.server.ask("EVAL", GIVE_BACK, 1, name, owner)
        except (Unreachable, Refused):
            logger.info("A lock in Redis ends by itself")

    def _hash(self, generation):
        return f"{self.prefix}answers:{generation}"
