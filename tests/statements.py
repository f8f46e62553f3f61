"""Choose the tests that run on PostgreSQL: those that ask it something that no other test asks.

`--statements note`, on SQLite, notes the kinds of statements of each test in pytest's cache; `--statements
choose`, on PostgreSQL, runs as many of these tests as ask all of them. What is in no record runs in any case:
tests of transactions and locks, of processes of their own, new tests, and all of them without a record.
"""

import heapq
import re
import time
from zlib import crc32

import pytest
from django.db import connection
from django.test import TestCase

KEY = "empirie/statements"
REPEATED = re.compile(r"(\(?%s\)?)(?:, \(?%s\)?)+")
NUMBER = re.compile(r"\b\d+\b")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "(")
LONG, LARGE = 200, 2**31


def kind(sql, params):
    """A number for the statement without its values, and for what only a strict database minds in these."""
    shape = NUMBER.sub("0", REPEATED.sub(r"\1", sql))
    minded = {
        value < -LARGE or value >= LARGE if isinstance(value, int) else "\0" in value or len(value) > LONG
        for value in params or ()
        if isinstance(value, (int, str))
    }
    return crc32(f"{shape}{True in minded}".encode())


def chosen(record):
    """Tests whose kinds together are all there are, the most new ones for their time first."""
    missing = {kind for _seconds, kinds in record.values() for kind in kinds}

    def worth(test):
        seconds, kinds = record[test]
        return -len(missing.intersection(kinds)) / (0.05 + seconds)

    waiting, found = sorted((worth(test), test) for test in record), set()
    while missing:
        _before, test = heapq.heappop(waiting)
        if waiting and (now := worth(test)) > waiting[0][0]:  # others have asked for some of it meanwhile
            heapq.heappush(waiting, (now, test))
            continue
        missing.difference_update(record[test][1])
        found.add(test)
    return found


class Noting:
    """Notes each test's kinds of statements. The processes of a parallel run send theirs to the first one."""

    def __init__(self, config):
        self.config, self.record = config, {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item):
        if not (item.cls and issubclass(item.cls, TestCase)):
            return (yield)
        kinds, begin = set(), time.process_time()

        def note(execute, sql, params, many, context):
            if sql.startswith(VERBS):
                kinds.add(kind(sql, None if many else params))
            return execute(sql, params, many, context)

        # Not `connection.execute_wrapper`, which takes away the last one: a connection that is opened
        # meanwhile gets the watch of the page cache behind this one.
        connection.execute_wrappers.append(note)
        result = yield
        connection.execute_wrappers.remove(note)
        self.record[item.nodeid] = (round(time.process_time() - begin, 2), sorted(kinds))
        return result

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node):
        self.record |= getattr(node, "workeroutput", {}).get(KEY, {})

    def pytest_sessionfinish(self):
        if hasattr(self.config, "workerinput"):
            self.config.workeroutput[KEY] = self.record
        else:
            self.config.cache.set(KEY, self.record)


class Choosing:
    """Leaves out what tells nothing new."""

    def __init__(self, config):
        self.config = config

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items):
        there = {item.nodeid for item in items}
        record = {test: noted for test, noted in self.config.cache.get(KEY, {}).items() if test in there}
        left_out = record.keys() - chosen(record)
        self.config.hook.pytest_deselected(items=[item for item in items if item.nodeid in left_out])
        items[:] = [item for item in items if item.nodeid not in left_out]
