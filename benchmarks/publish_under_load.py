"""Readers and editors at once: 50,000 requests during which 200 pages are published, and not one old answer.

    python -m benchmarks.publish_under_load                                      # SQLite, one machine
    python -m tools.postgres -- python -m benchmarks.publish_under_load --machines [--fault database]

Two servers of one worker each (with --machines: on disks of their own, so that only PostgreSQL joins them)
are asked by wrk all the time. A process publishes new titles; as soon as a publication has returned, both
servers are asked for the page and for the list, and must show it (the other machine: after a second at most).
The fault is a database that is stopped and started in the middle. Prints what was counted; ends with 1 if
anything old was shown or, without a fault, anything failed. Needs gunicorn and wrk.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

from tests.live import Site, a_database
from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
PAGES, CONNECTIONS = 8, 8  # as many as the list shows at once
LOAD = """
local paths = {%s}
local n = 0
request = function() n = n + 1; return wrk.format("GET", paths[n %% #paths + 1]) end
done = function(summary, latency)
  print(string.format("RESULT %%d %%d %%d %%d %%d", summary.requests, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
"""
CONTENT = """
import json
from articles.models import ArticleIndexPage, ArticlePage
index = ArticleIndexPage.objects.filter(locale__language_code="pl").first()
found = []
for number in range({pages}):
    page = ArticlePage(title="A", slug=f"artykul-{{number}}", lead="Lead", date="2026-05-01")
    index.add_child(instance=page)
    page.save_revision().publish()
    found.append([page.pk, page.url])
print(json.dumps([index.url, found]))
"""
PUBLISHER = """
import sys
from django.db import close_old_connections
from articles.models import ArticlePage
print("ready", flush=True)
for line in sys.stdin:
    pk, title = line.split(maxsplit=1)
    for attempt in range(60):
        close_old_connections()
        try:
            page = ArticlePage.objects.get(pk=pk)
            page.title = title.strip()
            page.save_revision().publish()
            break
        except Exception as error:
            print("again", type(error).__name__, file=sys.stderr, flush=True)
            import time; time.sleep(0.2)
    print("published", flush=True)
"""


def read(address, path):
    """(status, body) of one answer; (0, reason) when there was none."""
    try:
        connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    except (OSError, HTTPException) as error:
        return 0, type(error).__name__


def production():
    return {
        "DJANGO_SETTINGS_MODULE": "empirie.settings.production",
        "SECRET_KEY": "only for this measurement on loopback, 0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "SECURE_SSL_REDIRECT": "0",
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
    }


class Run:
    """One measurement: the servers, the load, the publisher and what they counted."""

    def __init__(self, stack, folder, asked):
        self.asked, self.folder = asked, folder
        services = {}
        if asked.pool:
            services["DATABASE_POOL_SIZE"] = "4"
        if asked.fault == "database":
            self.database = stack.enter_context(postgres.Server(postgres.binaries_of_this_machine()))
            address = self.database.address
        else:
            address = stack.enter_context(a_database())
        for name in ("one", "two"):
            (folder / name).mkdir()
        one = Site(folder / "one", address, cities=(), services=services)
        self.list, self.pages = one.ask(CONTENT.format(pages=PAGES))
        self.sites = [one, one.another_machine(folder / ("two" if asked.machines else "one"))]
        if not address:
            self.sites[1].environment["DATABASE_URL"] = one.environment["DATABASE_URL"]
        for site in self.sites:
            site.environment |= production()
            if site is one or asked.machines:
                site.manage("collectstatic", "--noinput", "-v0")
            # A connection that the server closes while wrk writes into it would count as a failure.
            command = (sys.executable, "-m", "gunicorn", "--threads", "4", "--keep-alive", "60")
            address = ("--bind", site.host_and_port)
            site.start(*command, "--log-level", "error", *address, "empirie.wsgi:application")
            stack.callback(site.kill)
        self.stale, self.failed, self.waits, self.checks = [], [], [], 0

    def load(self, site):
        paths = ", ".join(f'"{urlsplit(url).path}"' for _pk, url in self.pages)
        script = self.folder / "load.lua"
        script.write_text(LOAD % f'"/", "{urlsplit(self.list).path}", {paths}')
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{self.asked.seconds}s", "--timeout", "20s"]
        command += ["-s", str(script), site.address]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def publish_all(self):
        """200 publications, spread over the time; after each, what both servers show."""
        publisher = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", PUBLISHER],
            cwd=ROOT,
            env=self.sites[0].environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        publisher.stdout.readline()
        begin = time.monotonic()
        for number in range(self.asked.publications):
            pk, url = self.pages[number % PAGES]
            title = f"Wydanie {number} koniec"
            before = time.monotonic()
            publisher.stdin.write(f"{pk} {title}\n")
            publisher.stdin.flush()
            publisher.stdout.readline()
            self.waits.append(time.monotonic() - before)
            end = time.monotonic() + 1
            for site in self.sites:
                for path in (urlsplit(url).path, urlsplit(self.list).path):
                    self.check(site, path, title, end if site is not self.sites[0] else 0)
            self.fault_at(number)
            time.sleep(
                max(0, begin + number * self.asked.seconds * 0.8 / self.asked.publications - time.monotonic())
            )
        publisher.stdin.close()
        publisher.wait()

    def check(self, site, path, title, end):
        """What a reader is shown; another machine than the editor's may show what was until `end`."""
        self.checks += 1
        while True:
            is_last = not self.asked.machines or time.monotonic() > end
            status, body = read(site.address, path)
            if is_last or (status == 200 and title in body):
                break
            time.sleep(0.05)
        if status != 200:
            self.failed.append((path, status, body[:60]))
        elif title not in body:
            self.stale.append((path, title))

    def fault_at(self, number):
        """In the middle of it."""
        if self.asked.fault == "database" and number == self.asked.publications // 2:
            self.database.stop_for_now()
            time.sleep(1)
            self.database.start()

    def report(self, results):
        """Print it; returns whether something is wrong."""
        requests, statuses, sockets = (sum(result[n] for result in results) for n in range(3))
        seconds, waits = self.asked.seconds, sorted(self.waits)
        database = self.sites[0].environment["DATABASE_URL"].split(":")[0]
        machines = "two machines" if self.asked.machines else "one machine"
        print(f"{database}, {machines}, fault: {self.asked.fault or 'none'}")
        print(f"readers: {requests} requests in {seconds} s ({requests / seconds:.0f}/s)")
        print(f"  {statuses} with a status of 4xx/5xx, {sockets} without an answer")
        for number, result in enumerate(results, 1):
            print(f"  server {number}: p50 {result[3] / 1000:.1f} ms, p99 {result[4] / 1000:.1f} ms")
        middle, late, longest = (1000 * n for n in (median(waits), quantiles(waits, n=100)[98], waits[-1]))
        print(f"editors: {len(waits)} publications")
        print(f"  median {middle:.0f} ms, p99 {late:.0f} ms, longest {longest:.0f} ms")
        print(f"checked after them: {self.checks} answers, {len(self.stale)} old, {len(self.failed)} failed")
        for what in (*self.stale[:5], *self.failed[:5]):
            print("  ", *what)
        may_fail = self.asked.fault == "database"
        return bool(self.stale) or (not may_fail and bool(statuses or sockets or self.failed))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--machines", action="store_true")
    parser.add_argument("--pool", action="store_true")
    parser.add_argument("--fault", choices=["database"])
    parser.add_argument("--seconds", type=int, default=100)
    parser.add_argument("--publications", type=int, default=200)
    asked = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="empirie-load-")))
        run = Run(stack, folder, asked)
        time.sleep(2)
        loads = [run.load(site) for site in run.sites]
        run.publish_all()
        outputs = [load.communicate()[0] for load in loads]
        results = [list(map(int, re.search(r"RESULT (.*)", output)[1].split())) for output in outputs]
        return run.report(results)


if __name__ == "__main__":
    sys.exit(main())
