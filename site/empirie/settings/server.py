"""How gunicorn serves the site: `gunicorn --config python:empirie.settings.server`, as `make serve` does.

A module of gunicorn's settings, under gunicorn's names; so are the hooks it imports. The reasons are in
docs/serving.md.
"""

import os
from pathlib import Path

from empirie.delivery.minder import (  # noqa: F401
    post_request,
    post_worker_init,
    pre_request,
    worker_exit,
)

from . import environment, monitoring

MEGABYTE = 1024 * 1024
WORKER_MEMORY = 300 * MEGABYTE  # what a worker needs when it has drawn photos (docs/gallery-workspace.md)


def workers_for(processors, memory):
    """One a processor, at least two, lest one that is replaced leave nobody; half of `memory` at most."""
    return max(2, min(processors, memory // 2 // WORKER_MEMORY))


def _memory():
    """The bytes this machine, or the container it runs in, has."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = Path("/sys/fs/cgroup/memory.max")
    try:
        return min(whole, int(limit.read_text()))
    except (OSError, ValueError):  # no container, or one without a limit
        return whole


def _address():
    host, port = environment.text("BIND", "127.0.0.1"), environment.number("PORT", 8000, 1, 65_535)
    if host.startswith("unix:"):
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


wsgi_app = "empirie.wsgi:application"
bind = [_address()]
# A proxy in front says by X-Forwarded-Proto what the reader used; Django reads it (BEHIND_PROXY).
forwarded_allow_ips = "127.0.0.1,::1"

worker_class = "gthread"
workers = environment.number("WEB_WORKERS", 0, 0, 1_000) or workers_for(
    len(os.sched_getaffinity(0)), _memory()
)
threads = environment.number("WEB_THREADS", 8, 1, 1_000)
worker_connections = 500
keepalive = 15

# A worker that no longer answers the arbiter is killed; a single request is watched by delivery.minder.
timeout = 60
max_requests = 50_000
max_requests_jitter = 10_000

worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (a heartbeat, no content)
control_socket_disable = True
# Lines of requests too are written as the site writes its own, without addresses of readers.
logconfig_dict = monitoring.logging_of_production()
