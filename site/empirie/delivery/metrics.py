"""Counts for Prometheus, kept together by all processes of a machine. Imported only with METRICS_TOKEN.

Addresses are counted by class, never one by one: their number is bounded, and they tell nothing of readers.
"""

import os

from django.conf import settings

# Where all processes count; prometheus_client asks for it when it is imported.
settings.METRICS_DIR.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(settings.METRICS_DIR))

from prometheus_client import CollectorRegistry, Counter, Histogram  # noqa: E402
from prometheus_client.core import GaugeMetricFamily  # noqa: E402
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

REQUESTS = Counter(
    "empirie_requests", "Answered requests", ["route", "method", "status"], registry=CollectorRegistry()
)
SECONDS = Histogram(
    "empirie_request_seconds",
    "Time until an answer began",
    ["route"],
    buckets=(0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120),
    registry=CollectorRegistry(),
)
PAGE_CACHE = Counter(
    "empirie_page_cache", "Pages by where they came from", ["mark"], registry=CollectorRegistry()
)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"})
MARKS = frozenset({"hit", "stored", "stale"})
ROUTES = (("/admin/", "admin"), ("/health/", "health"), ("/documents/", "documents"))
_children = {}


def route_of(path):
    """The class of an address."""
    files = ((settings.STATIC_URL, "static"), (settings.MEDIA_URL, "media"))
    return next((name for start, name in (*ROUTES, *files) if path.startswith(start)), "public")


def observe(path, method, status, seconds, headers):
    """Count one answer. Cheap: the labels of each kind are looked up once."""
    mark = headers.get("X-Page-Cache")
    kind = (
        route_of(path),
        method if method in METHODS else "other",
        str(status),
        mark if mark in MARKS else None,
    )
    if kind not in _children:
        route, method, status, mark = kind
        _children[kind] = (
            REQUESTS.labels(route, method, status),
            SECONDS.labels(route),
            PAGE_CACHE.labels(mark) if mark else None,
        )
    count, duration, marked = _children[kind]
    count.inc()
    duration.observe(seconds)
    if marked:
        marked.inc()


class Parts:
    """The parts of the site at the moment they are asked for: 1 where they work."""

    def __init__(self, checks):
        self.checks = checks

    def collect(self):
        family = GaugeMetricFamily("empirie_part_up", "Whether a part of the site works", labels=["part"])
        for name, state in self.checks.items():
            family.add_metric([name], 1 if state == "ok" else 0)
        yield family


def exposition(checks):
    """(content type, bytes) of everything counted, and of `checks`, the parts and how they are."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(Parts(checks))
    return CONTENT_TYPE_LATEST, generate_latest(registry)
