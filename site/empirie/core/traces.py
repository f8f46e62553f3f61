"""Where a person has left traces that no key ties to an account: apps tell from their module `traces`.

Traces that are tied to an account by a key are found without being told.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Trace:
    """One kind of trace. `find(email)` is a queryset; `erase(queryset)` erases and returns how many."""

    what: str
    find: Callable
    erase: Callable


_traces = {}


def register(trace):
    """Enter a kind of trace; once more replaces it."""
    _traces[trace.what] = trace
    return trace


def traces():
    """Every kind of every installed app, by name."""
    autodiscover_modules("traces")
    return sorted(_traces.values(), key=lambda trace: trace.what)
