"""A cache in front of the site (a CDN, Varnish, Souin) forgets the site's pages when something was written.

All of them: every write begins a new generation, and nothing here has to know which pages it changes. Writes
are gathered for a moment, so that a hundred of them cost one message. A message that fails is sent again; the
editor waits for none. Whatever happens, such a cache asks by itself after `s-maxage` seconds.
"""

import logging
import threading
import time
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.contrib.frontend_cache.backends import CloudflareBackend, CloudfrontBackend, HTTPBackend
from wagtail.contrib.frontend_cache.utils import get_backends

from empirie.core.outgoing import Limits, ask

logger = logging.getLogger(__name__)

GATHERING = 1.0  # seconds
TRIES = 5
FIRST_PAUSE = 1.0  # seconds, doubled after each try
TIMEOUT = 10


class NotPurged(Exception):
    """The cache did not take the message. Never holds a key or a token."""


def _tell(method, address, **options):
    """Send the message to an address of the operator's. Raises NotPurged, or what `ask` raises."""
    answer = ask(method, address, is_operators=True, limits=Limits(seconds=TIMEOUT), **options)
    if answer.status >= 300:
        raise NotPurged(f"status {answer.status}")


class WholeSiteHTTP(HTTPBackend):
    """PURGE to LOCATION with the site's name as `Host`: Varnish and others, told to ban all of that host."""

    def __init__(self, params):
        self.location = params["LOCATION"]
        super().__init__(params)

    def purge(self, url):
        _tell("PURGE", self.location, headers={"Host": urlsplit(url).netloc})


class WholeSiteCloudflare(CloudflareBackend):
    """Cloudflare's "purge everything" of the zone, which every plan has."""

    def purge_batch(self, urls):
        _tell(
            "POST",
            self.cloudflare_purge_endpoint_url,
            json={"purge_everything": True},
            headers={"Authorization": f"Bearer {self.cloudflare_token}"},
        )

    def purge(self, url):
        self.purge_batch([url])


class WholeSiteCloudfront(CloudfrontBackend):
    """CloudFront's invalidation of `/*`, which counts as one path."""

    def purge_batch(self, urls):
        self.client.create_invalidation(
            DistributionId=self.cloudfront_distribution_id,
            InvalidationBatch={
                "Paths": {"Quantity": 1, "Items": ["/*"]},
                "CallerReference": str(time.time_ns()),
            },
        )


class Purger:
    """Tells the configured caches, in a thread that lives only while there is something to tell."""

    def __init__(self):
        self.lock = threading.Lock()
        self.is_asked, self.thread = False, None

    def ask(self):
        """Something was written. Returns at once."""
        with self.lock:
            self.is_asked = True
            if self.thread is None or not self.thread.is_alive():
                # Not a daemon: a command that published something ends when the caches know.
                self.thread = threading.Thread(target=self._work, name="cdn-purge")
                self.thread.start()

    def _work(self):
        while True:
            time.sleep(GATHERING)
            with self.lock:
                if not self.is_asked:
                    self.thread = None
                    return
                self.is_asked = False
            for name, backend in get_backends().items():
                self._tell(name, backend)

    def _tell(self, name, backend):
        pause = FIRST_PAUSE
        for number in range(1, TRIES + 1):
            try:
                backend.purge_batch([f"{settings.SITE_URL}/*"])
            except Exception as error:  # a network, a library of a service: all of them only delay it
                logger.warning("%s did not forget the site (try %s): %s", name, number, _reason(error))
                if number < TRIES:
                    time.sleep(pause)
                    pause *= 2
            else:
                return
        logger.error("%s was not told to forget the site; what it keeps runs out by itself", name)


def _reason(error):
    """What may stand in a log: the message of another's exception may hold the address with a token."""
    return str(error) if isinstance(error, NotPurged) else type(error).__name__


@cache
def purger():
    """The one of this process."""
    return Purger()
