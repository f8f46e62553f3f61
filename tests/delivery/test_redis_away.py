"""A Redis that is away takes no page down: what it would know counts as unknown."""

import socket

from django.core.cache import cache
from django.test import RequestFactory, TestCase, override_settings

from empirie.core.visitors import count_once_more
from empirie.settings import services
from tests import factories as make
from tools.processes import free_port


class RedisAwayTests(TestCase):
    def test_pages_are_drawn_and_reports_are_taken(self):
        make.a_site()
        article = make.an_article()
        caches = services.caches(f"redis://127.0.0.1:{free_port()}/0", "https://empirie.example")
        with override_settings(CACHES=caches), self.assertLogs("django_redis", "ERROR"):
            for _time in range(2):
                self.assertEqual(self.client.get(article.url).status_code, 200)
                self.assertEqual(count_once_more("report", RequestFactory().get("/"), 60), 1)

    def test_nobody_waits_long_for_one_that_hangs(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            address = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
            caches = services.caches(address, "https://empirie.example")
            with override_settings(CACHES=caches), self.assertLogs("django_redis", "ERROR"):
                self.assertIsNone(cache.get("a"))
        self.assertEqual(caches["default"]["OPTIONS"]["SOCKET_TIMEOUT"], services.REDIS_TIMEOUT)
