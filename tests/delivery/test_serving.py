"""`make serve`: new code takes the place of old; on PostgreSQL every process has its own connections."""

import copy
import os
import signal
import sys
import time

import pytest

from tests.live import Site, a_database
from tests.project.shell import ROOT

from .live import ask

pytestmark = pytest.mark.django_db  # for the tables, of which the site gets a copy
PAGE = "/miasta/krosno/"


@pytest.fixture
def site(tmp_path, django_db_setup, shared):
    """A site that does not run yet; on PostgreSQL with one connection for each process."""
    with a_database() as url:
        services = {"DATABASE_POOL_SIZE": "1"} if url else {}
        site = Site(tmp_path, url, tables=None if url else shared.path_of("tables"), services=services)
        yield site
        site.kill()


def test_what_old_code_leaves_at_its_end_is_not_given(site):
    site.serve(PAGE_CACHE_SHARED_SECONDS="7")  # by this its pages are known
    deadline = time.monotonic() + 30
    while ask(site, PAGE).mark != "hit":  # each worker that begins empties the cache
        assert time.monotonic() < deadline
    assert {ask(site, f"/szukaj/?q={number}").status for number in range(8)} == {200}

    newer, host = copy.copy(site), site.host_and_port
    newer.environment, newer.process = dict(site.environment), None
    newer.find_a_port()
    try:
        newer.serve(SITE_URL=site.address, PAGE_CACHE_SHARED_SECONDS="30")
        ask(site, PAGE)  # old code draws into the generation of the new
        os.kill(site.process.pid, signal.SIGTERM)
        site.process.wait(60)
        answer = ask(newer, PAGE, Host=host)
    finally:
        newer.kill()
    assert (answer.status, answer.mark) == (200, "stored")
    assert "s-maxage=30" in answer.headers["Cache-Control"]


def test_any_other_wsgi_server_has_all_its_connections(site):
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    site.environment |= {"DJANGO_SETTINGS_MODULE": "empirie.settings.development", "PYTHONPATH": path}
    command = [sys.executable, "-m", "gunicorn", "--workers=1", "--threads=2", "--bind", site.host_and_port]
    site.start(*command, "empirie.wsgi:application")
    assert {ask(site, f"/szukaj/?q={number}").status for number in range(3)} == {200}
