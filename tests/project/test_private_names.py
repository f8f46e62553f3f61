"""Names that belong to other packages' insides and that we use all the same: still there, and still needed.

When one of them fails after an upgrade, look at the place it names: the name has moved, or what we work
around is mended and our own way can go.
"""

import socket
import threading
import time
import zipfile

import pytest
from django.db.models.fields.files import FieldFile, FileField
from django.http import HttpRequest
from django_otp.middleware import OTPMiddleware
from django_tasks.backends.immediate import ImmediateBackend
from gunicorn.config import Config
from gunicorn.http import get_parser
from gunicorn.workers.gthread import ThreadWorker
from urllib3.connection import HTTPConnection, HTTPSConnection
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex, Site

from empirie.delivery.minder import limit


@pytest.mark.parametrize(
    ("owner", "name", "place"),
    [
        (HttpRequest, "_get_raw_host", "core/arrival.py"),
        (zipfile, "_EndRecData", "core/uploads/archives.py"),
        (zipfile, "_ECD_SIZE", "core/uploads/archives.py"),
        (FieldFile(None, FileField(), "a.pdf"), "_committed", "core/downloads.py"),
        (HTTPConnection, "_new_conn", "core/outgoing.py"),
        (HTTPSConnection, "_new_conn", "core/outgoing.py"),
        (ThreadWorker, "handle", "delivery/minder.py"),
        (OTPMiddleware, "_verify_user_sync", "people/sign_in/middleware.py"),
        (ImmediateBackend, "_execute_task", "core/background.py"),
        (ReferenceIndex, "_extract_references_from_object", "photos/deletion.py"),
        (AbstractImage, "_add_to_prefetched_renditions", "photos/renditions/generation.py"),
    ],
)
def test_it_is_still_there(owner, name, place):
    assert hasattr(owner, name), place


def test_wagtail_takes_the_site_and_the_page_that_arrival_has_found():
    request = HttpRequest()
    request._wagtail_site = request._wagtail_route_for_request = found = object()
    assert Site.find_for_request(request) is found
    assert Page.route_for_request(request, "anything/") is found


def test_urllib3_connects_to_the_host_that_outgoing_puts_in_place():
    connection = HTTPConnection("no-such-host.invalid")
    assert connection._dns_host == "no-such-host.invalid"
    with socket.create_server(("127.0.0.1", 0)) as server:
        connection.port = server.getsockname()[1]
        connection._dns_host = "127.0.0.1"
        connection._new_conn().close()


def test_gunicorn_sets_no_end_to_a_wait_for_the_rest_of_a_head_so_minder_does():
    """With an end of gunicorn's own, `minder.Worker` can go."""
    client, server = socket.socketpair()
    with client, server:
        client.sendall(b"GET / HTTP/1.1\r\nHost: a.exa")
        limit(server, socket.SO_RCVTIMEO, 1)
        ended = []

        def read():
            try:
                next(get_parser(Config(), server, ("127.0.0.1", 1)))
            except BlockingIOError as error:
                ended.append(error)

        reader = threading.Thread(target=read, daemon=True)
        reader.start()
        time.sleep(0.3)
        assert reader.is_alive()
        assert server.gettimeout() is None
        reader.join(5)
        assert ended
