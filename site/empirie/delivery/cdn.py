"""A cache in front of the site (a CDN, Varnish, Souin) is told to forget the site when something was written.

All of it: every write begins a new generation, and nothing here has to know which pages it changes. A message
that is lost costs little: such a cache asks by itself after `s-maxage` seconds.
"""

import logging
import threading
import time
from urllib.parse import urlsplit

from django.conf import settings
from django_tasks import task
from wagtail.contrib.frontend_cache.backends import CloudflareBackend, HTTPBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from empirie.core.outgoing import Limits, Refused, ask

logger = logging.getLogger(__name__)

GATHERING = 1.0  # seconds in which many writes become one message
LIMITS = Limits(seconds=10)

_is_asked = threading.Event()


def _tell(method, address, **options):
    """Send a message to an address of the operator's, for ten seconds; Wagtail's own would wait for ever."""
    answer = ask(method, address, is_operators=True, limits=LIMITS, **options)
    if answer.status >= 300:
        raise Refused(f"status {answer.status}")


class WholeSiteHTTP(HTTPBackend):
    """PURGE to LOCATION with the site's name as `Host`: Varnish and others, told to ban all of that host."""

    def __init__(self, params):
        self.location = params["LOCATION"]
        super().__init__(params)

    def purge(self, url):
        _tell("PURGE", self.location, headers={"Host": urlsplit(url).netloc})


class WholeSiteCloudflare(CloudflareBackend):
    """Cloudflare's "purge everything" of the zone, which every plan has."""

    def _purge_urls(self, urls):
        token = {"Authorization": f"Bearer {self.cloudflare_token}"}
        _tell("POST", self.cloudflare_purge_endpoint_url, json={"purge_everything": True}, headers=token)


def purge_soon():
    """Something was written. Returns at once; many writes in a moment become one message."""
    if not _is_asked.is_set():
        _is_asked.set()
        purge.enqueue()


@task(backend="cdn")
def purge():
    time.sleep(GATHERING)
    purge_now()


def purge_now():
    """Tell every cache, if anything was written since it was told last. For the end of a command, too."""
    if not _is_asked.is_set():
        return
    _is_asked.clear()
    for name, backend in get_backends().items():
        try:
            backend.purge_batch([f"{settings.SITE_URL}/*"])
        except Exception as error:  # a network, a library of a service; its message may hold a token
            reason = error if isinstance(error, Refused) else type(error).__name__
            logger.error("%s was not told to forget the site: %s", name, reason)
