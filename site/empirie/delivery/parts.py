"""The parts a site needs to do its work, each with a way to ask it. A check raises what is wrong.

Each runs in a thread of its own (`health`), which ends: so it closes its connection to the database.
"""

import functools
import secrets
import shutil
from contextlib import closing
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from empirie.core.background import ThreadBackend
from empirie.core.migration_state import unapplied_migrations

from .schedule_runs import is_overdue

LONGEST_WAIT = timedelta(minutes=30)  # a task makes the pictures of one gallery: minutes


class NotReady(Exception):
    """A part answers, but not as it must."""


def database():
    with closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if cursor.fetchone() != (1,):
            raise NotReady("another answer than asked for")


def migrations():
    """Every migration of this code has been applied. A newer database is fine: code may be rolled back."""
    with closing(connection):
        missing = unapplied_migrations()
    if missing:
        raise NotReady(f"{len(missing)} migrations are missing")


def kept_values():
    """The cache of values: what is put in comes out."""
    value = secrets.token_hex(8)
    cache.set(f"health-{value}", value, 10)
    if cache.get(f"health-{value}") != value:
        raise NotReady("the cache forgets")
    cache.delete(f"health-{value}")


def storage(alias):
    """A file can be written, read and removed again."""
    place, content = storages[alias], secrets.token_bytes(16)
    name = place.save(f"health/{secrets.token_hex(8)}", ContentFile(content))
    try:
        with place.open(name) as file:
            if file.read() != content:
                raise NotReady("a file came back changed")
    finally:
        place.delete(name)


def disk():
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < settings.LEAST_FREE_BYTES:
        raise NotReady("the disk is nearly full")


def queue():
    """Work in the background goes on: in a thread of this process, or in the worker beside it."""
    backend = task_backends["renditions"]
    if isinstance(backend, ThreadBackend):
        is_stuck = backend.is_stuck(LONGEST_WAIT.total_seconds())
    else:
        with closing(connection):
            long_ago, tasks = timezone.now() - LONGEST_WAIT, DBTaskResult.objects.all()
            is_waiting = tasks.ready().filter(enqueued_at__lt=long_ago).exists()
            is_stuck = is_waiting and not tasks.filter(started_at__gte=long_ago).exists()
    if is_stuck:
        raise NotReady("nobody takes up what waits")


def schedule():
    """Pages appear and end when they are due: `publish_scheduled` runs."""
    with closing(connection):
        overdue = is_overdue()
    if overdue:
        raise NotReady("publish_scheduled has not run for an hour")


CHECKS = {
    "database": database,
    "migrations": migrations,
    "cache": kept_values,
    "media": functools.partial(storage, "default"),
    "originals": functools.partial(storage, "originals"),
    "disk": disk,
    "queue": queue,
    "schedule": schedule,
}
# What is public can be read while these fail: a picture that was not made ahead is made when it is asked for.
# Did they count, one dead worker or timer would take every machine from the load balancer.
# Without a shared cache (Redis) reports from readers are not counted, and that is all.
DISPENSABLE = frozenset({"cache", "queue", "schedule"})
