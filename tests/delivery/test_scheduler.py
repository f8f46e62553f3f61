"""`publish_scheduled` started on several machines in the same moment does everything once."""

import subprocess
import sys
import threading
import time

import pytest
from django.db import connection
from django.test import TestCase

from empirie.delivery.alone import alone
from tests.live import Site, a_database
from tests.project.shell import ROOT

ARTICLES = """
import json
from articles.models import ArticleIndexPage, ArticlePage
index = ArticleIndexPage.objects.filter(locale__language_code="pl").first()
pages = []
for number in range(3):
    page = ArticlePage(title=f"Tytuł {number}", slug=f"artykul-{number}", lead="Lead", date="2026-05-01")
    index.add_child(instance=page)
    page.save_revision().publish()
    pages.append([page.pk, page.url])
print(json.dumps(pages))
"""


@pytest.fixture
def site(tmp_path, django_db_setup):
    with a_database() as url:
        yield Site(tmp_path, url, cities=())


def test_four_that_run_at_once_publish_each_page_once(site):
    pages = [page_id for page_id, _url in site.ask(ARTICLES)]
    assert scheduled_four_times(site, site, pages) == dict.fromkeys(map(str, pages), 1)


def scheduled_four_times(one, other, pages):
    """Publications noted of each page after `publish_scheduled` ran four times at the same moment."""
    one.ask(
        "from datetime import timedelta\n"
        "from time import sleep\n"
        "from django.utils import timezone\n"
        "from articles.models import ArticlePage\n"
        "from wagtail.models import PageLogEntry, Revision\n"
        f"for page in ArticlePage.objects.filter(pk__in={pages}):\n"
        "    page.go_live_at = timezone.now() + timedelta(seconds=2)\n"
        "    page.title += ' o czasie'\n"
        "    page.save_revision().publish()\n"
        "PageLogEntry.objects.all().delete()\n"
        "sleep(2.5)\n"
    )
    command = [sys.executable, "manage.py", "publish_scheduled"]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=machine.environment, stderr=subprocess.PIPE)
        for machine in (one, other, one, other)
    ]
    for process in running:
        _out, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()[-1000:]
    return one.ask(
        "import json\n"
        "from collections import Counter\n"
        "from wagtail.models import PageLogEntry, Revision\n"
        "assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()\n"
        "done = PageLogEntry.objects.filter(action='wagtail.publish.scheduled')\n"
        "print(json.dumps(Counter(done.values_list('page_id', flat=True))))"
    )


class AloneTests(TestCase):
    def test_a_second_process_waits_for_the_first(self):
        order = []

        def second():
            with alone("work"):
                order.append("second")
            connection.close()

        with alone("work"):
            thread = threading.Thread(target=second)
            thread.start()
            time.sleep(0.5)
            order.append("first")
        thread.join()
        self.assertEqual(order, ["first", "second"])

    def test_it_does_not_wait_for_ever(self):
        refused = []

        def second():
            try:
                with alone("work", longest_wait=0.3):
                    pass
            except TimeoutError as error:
                refused.append(str(error))
            connection.close()

        with alone("work"):
            thread = threading.Thread(target=second)
            thread.start()
            thread.join()
        self.assertIn("work", refused[0])

    def test_other_work_goes_on(self):
        with alone("work"), alone("other work", longest_wait=0):
            pass
