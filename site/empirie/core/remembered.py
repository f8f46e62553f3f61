"""What a process remembers from page to page until somebody writes something: menus, settings, years.

As right as the page cache, by the same argument: what is remembered belongs to a generation of the content
that was asked for before anything was read, and every write that a reader could see begins a new one. Where
no page is rendered for the page cache (editors, forms, commands) nothing is remembered at all.

Several threads share what is remembered: nobody may change it.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

MOST = 1000
_values = ContextVar("remembered_values", default=None)


class Memories:
    """What is remembered of the newest generation that was asked for."""

    def __init__(self):
        self.newest = (None, {})

    def of(self, generation):
        """The values of this generation, to read and to fill."""
        known, values = self.newest
        if known != generation:
            values = {}
            self.newest = (generation, values)
        return values


@contextmanager
def remembering(values):
    """Functions that are `remembered` keep their results in `values`, a dict, and take them from there."""
    token = _values.set(values)
    try:
        yield
    finally:
        _values.reset(token)


def remembered(function):
    """A function of hashable arguments that is asked once, while pages are rendered for the page cache."""

    @wraps(function)
    def asked(*arguments):
        values = _values.get()
        if values is None:
            return function(*arguments)
        key = (function, arguments)
        if key in values:
            return values[key]
        value = function(*arguments)
        if len(values) < MOST:
            values[key] = value
        return value

    return asked
