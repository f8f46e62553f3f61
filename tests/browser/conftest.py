"""A demo site served on loopback, and a reader's browser in front of it."""

from io import StringIO
from unittest import mock

import pytest
from django.core.management import call_command

DRAWN = (600, 400)  # smaller than in the demo: the layout is the same, the wait is not


@pytest.fixture(scope="session")
def demo_site(django_db_setup, django_db_blocker):
    """The address of a server with the demo content. One for the whole run: readers change nothing."""
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        with mock.patch("empirie.demo.files.SIZE", DRAWN):
            call_command("load_demo", stdout=StringIO())
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture
def open_page(chromium, demo_site):
    """Opens an address of the demo site: open_page("/", width=360, colours="dark") gives a Playwright page.

    `colours` is "light", "dark" or "forced". The page remembers `outside` (requests to other hosts) and
    `complaints` (messages and errors of its console).
    """
    contexts = []

    def open_page(path, width=1280, colours="light", **options):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if colours == "dark" else "light",
            forced_colors="active" if colours == "forced" else "none",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.outside, page.complaints = [], []
        page.on(
            "request", lambda request: request.url.startswith(demo_site) or page.outside.append(request.url)
        )
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"{demo_site}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
