"""The search is read from a streaming replica, unless that lags behind what the site shows already."""

import os
import sys
import time
from contextlib import ExitStack
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection

from articles.models import ArticlePage
from empirie.delivery.replica import ReplicaRouter, reading_from_replica
from tests.live import Site
from tests.project.shell import ROOT
from tools import postgres

BINARIES = postgres.binaries_of_this_machine()
pytestmark = [
    pytest.mark.own_database,
    pytest.mark.skipif(
        not BINARIES or not (BINARIES / "pg_basebackup").exists(),
        reason="no PostgreSQL programs on this machine",
    ),
]
ARTICLE = """
from articles.models import ArticleIndexPage, ArticlePage
index = ArticleIndexPage.objects.filter(locale__language_code="pl").first()
page = ArticlePage(title={title!r}, slug={slug!r}, lead="Lead", date="2026-05-01")
index.add_child(instance=page)
page.save_revision().publish()
"""


class Pair:
    """A site with its database and a replica of it."""

    def __init__(self, stack, folder):
        self.primary = stack.enter_context(postgres.Server(BINARIES))
        self.replica = stack.enter_context(postgres.Replica(self.primary))
        services = {"DATABASE_REPLICA_URL": self.replica.address}
        self.site = Site(folder, self.primary.address, cities=(), services=services)
        self.site.environment |= {
            "DJANGO_SETTINGS_MODULE": "empirie.settings.development",
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        }
        stack.callback(self.site.kill)
        self.site.start(
            *(sys.executable, "-m", "gunicorn", "--threads", "2", "--log-level", "warning"),
            *("--bind", self.site.host_and_port, "empirie.wsgi:application"),
        )

    def ask_replica(self, sql):
        with psycopg.connect(self.replica.address, autocommit=True) as there:
            return there.execute(sql).fetchone()[0]

    def search(self, words):
        return self.site.read(f"/szukaj/?q={quote(words)}").decode()

    def reads_during(self, *searches):
        """How often the index was looked at on the replica meanwhile. PostgreSQL counts once a second."""
        sql = (
            "SELECT seq_scan + coalesce(idx_scan, 0) FROM pg_stat_user_tables "
            "WHERE relname = 'wagtailsearch_indexentry'"
        )
        before = self.ask_replica(sql)
        for title in searches:
            assert title in self.search(title.split()[0])
            time.sleep(1.2)
        return self.ask_replica(sql) - before


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    with ExitStack() as stack:
        yield Pair(stack, tmp_path_factory.mktemp("pair"))


def publish(pair, title, slug):
    pair.site.ask(ARTICLE.format(title=title, slug=slug))


def test_a_search_reads_the_replica_and_pages_do_not(pair):
    publish(pair, "Pierwsza łąka", "pierwsza")
    time.sleep(0.5)
    assert pair.reads_during(*["Pierwsza łąka"] * 4) > 0
    before = pair.ask_replica("SELECT sum(seq_scan + coalesce(idx_scan, 0)) FROM pg_stat_user_tables")
    pair.site.read("/")
    pair.site.read("/aktualnosci/")
    time.sleep(1.2)
    after = pair.ask_replica("SELECT sum(seq_scan + coalesce(idx_scan, 0)) FROM pg_stat_user_tables")
    assert after == before


def test_what_was_just_published_is_found_while_the_replica_lags(pair):
    pair.ask_replica("SELECT pg_wal_replay_pause()::text")
    try:
        publish(pair, "Druga łąka", "druga")
        assert pair.ask_replica("SELECT count(*) FROM wagtailcore_page WHERE slug = 'druga'") == 0
        assert "Druga łąka" in pair.search("druga")
    finally:
        pair.ask_replica("SELECT pg_wal_replay_resume()::text")
    assert pair.reads_during(*["Druga łąka"] * 4) > 0


def test_a_replica_that_dies_is_done_without(pair):
    pair.replica.process.kill()
    pair.replica.process.wait()
    for _time in range(3):
        assert "Druga łąka" in pair.search("druga")


def test_only_reads_within_the_block_go_there():
    router = ReplicaRouter()
    assert router.db_for_read(ArticlePage) is None
    with reading_from_replica():
        assert router.db_for_read(ArticlePage) == "replica"
        assert router.db_for_write(ArticlePage) == "default"
    assert router.db_for_read(ArticlePage) is None
    assert not router.allow_migrate("replica", "home")
    assert connection.alias == "default"
