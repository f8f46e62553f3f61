"""/health/live, /health/ready and /health/metrics: for the programs that watch the site.

django-health-check asks the parts, each in time or not at all. The answers say which part fails, and nothing
about what the part is or where it stands. Checks of our own are those that the library lacks.
"""

import asyncio
import hmac
import shutil
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult
from health_check.base import HealthCheck
from health_check.checks import Cache, Database, Storage
from health_check.exceptions import ServiceUnavailable

from empirie.core.background import ThreadBackend
from empirie.core.migration_state import unapplied_migrations

from .schedule_runs import is_overdue

LONGEST_WAIT = timedelta(minutes=30)  # a task makes the pictures of one gallery: minutes


class Migrations(HealthCheck):
    """Every migration of this code has been applied. A newer database is fine: code may be rolled back."""

    def run(self):
        with closing(connection):
            missing = unapplied_migrations()
        if missing:
            raise ServiceUnavailable(f"{len(missing)} migrations are missing")


class Files(Storage):
    """In a folder that nobody outside reaches (`delivery/media.py`, deploy/)."""

    def get_file_name(self):
        return f"health/{uuid.uuid4()}"


class Disk(HealthCheck):
    """The library's own check wants psutil, and a share of the disk in the place of so many megabytes."""

    def run(self):
        if shutil.disk_usage(settings.DATA_DIR).free < settings.LEAST_FREE_BYTES:
            raise ServiceUnavailable("the disk is nearly full")


class Queue(HealthCheck):
    """Work in the background goes on: in a thread of this process, or in the worker beside it."""

    def run(self):
        backend = task_backends["renditions"]
        if isinstance(backend, ThreadBackend):
            is_stuck = backend.is_stuck(LONGEST_WAIT.total_seconds())
        else:
            with closing(connection):
                long_ago, tasks = timezone.now() - LONGEST_WAIT, DBTaskResult.objects.all()
                is_waiting = tasks.ready().filter(enqueued_at__lt=long_ago).exists()
                is_stuck = is_waiting and not tasks.filter(started_at__gte=long_ago).exists()
        if is_stuck:
            raise ServiceUnavailable("nobody takes up what waits")


class Schedule(HealthCheck):
    """Pages appear and end when they are due: `publish_scheduled` runs."""

    def run(self):
        with closing(connection):
            overdue = is_overdue()
        if overdue:
            raise ServiceUnavailable("publish_scheduled has not run for an hour")


CHECKS = {
    "database": Database(),
    "migrations": Migrations(),
    "cache": Cache(),
    "media": Files("default"),
    "originals": Files("originals"),
    "disk": Disk(),
    "queue": Queue(),
    "schedule": Schedule(),
}
for check in CHECKS.values():
    check.timeout = timedelta(seconds=2)  # to which the library adds one
# A part that hangs keeps its one thread, and no more.
THREADS = {name: ThreadPoolExecutor(1, f"health-{name}") for name in CHECKS}
# What is public can be read while these fail: a picture that was not made ahead is made when it is asked for.
# Did they count, one dead worker or timer would take every machine from the load balancer.
DISPENSABLE = frozenset({"cache", "queue", "schedule"})


async def parts():
    """{name of the part: "ok" or "failed"}."""
    asked = [check.get_result(THREADS[name]) for name, check in CHECKS.items()]
    results = await asyncio.gather(*asked)
    return {name: "failed" if result.error else "ok" for name, result in zip(CHECKS, results, strict=True)}


@require_safe
@never_cache
def live(request):
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
async def ready(request):
    checks = await parts()
    is_ready = all(checks[name] == "ok" for name in checks.keys() - DISPENSABLE)
    return JsonResponse({"ready": is_ready, "checks": checks}, status=200 if is_ready else 503)


@require_safe
@never_cache
async def metrics(request):
    """For who knows METRICS_TOKEN; to all others there are no metrics here."""
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Http404
    from .metrics import exposition  # prometheus-client is loaded only where it counts

    kind, body = exposition(await parts())
    return HttpResponse(body, content_type=kind)
