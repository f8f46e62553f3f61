"""A demo site served on loopback, and a reader's browser in front of it."""

import re
import threading

import pytest
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.test import Client

from tests.demo_site import fill_with_demo, load_demo

from .addresses import one_of_each_type


@pytest.fixture(scope="session")
def demo_site(django_db_setup, django_db_blocker):
    """The address of a server with the demo content. One for the whole run: readers change nothing."""
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        fill_with_demo(make_demo)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


def make_demo():
    """The content, and every picture that its pages show, so that no test waits for one."""
    load_demo(longest=600)
    call_command("make_renditions", verbosity=0)
    for _name, _language, path in one_of_each_type():
        Client().get(path)


TELL_OF_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) => tellOfViolation(
  `${location.href}: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`))"""
REFUSED = re.compile(r"Content Security Policy|Permissions[ -]Policy|Trusted(?:HTML|Script)")


@pytest.fixture(autouse=True)
def violations(chromium, monkeypatch):
    """What the security headers forbade while a test ran, in every window. A test that has any fails."""
    violations = []
    new_context = chromium.new_context

    def watched_context(**options):
        context = new_context(**options)
        context.expose_binding("tellOfViolation", lambda source, words: violations.append(words))
        context.add_init_script(TELL_OF_VIOLATIONS)
        # Where scripts are off, and before they run, the console alone tells.
        context.on("console", lambda said: REFUSED.search(said.text) and violations.append(said.text))
        return context

    monkeypatch.setattr(chromium, "new_context", watched_context)
    yield violations
    assert violations == []


@pytest.fixture
def all_answered(demo_site):
    """Waits after a test until the server has answered: it shares the test's connection to the database.

    A browser that is closed leaves requests behind, and they would meet the beginning of the next test.
    """
    waiting = set()
    done = threading.Condition()

    def begin(**signal):
        with done:
            waiting.add(threading.get_ident())

    def end(**signal):
        with done:
            waiting.discard(threading.get_ident())
            done.notify_all()

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    with done:
        done.wait_for(lambda: not waiting, timeout=10)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def open_page(chromium, demo_site, all_answered):
    """Opens an address of the demo site: open_page("/", width=360, colours="dark") gives a Playwright page.

    `colours` is "light", "dark" or "forced"; `script` runs before anything of the page does. The page
    remembers what it has `received`, `outside` (requests to other hosts) and `complaints` (messages and
    errors of its console).
    """
    contexts = []

    def open_page(path, width=1280, colours="light", height=900, script=None, **options):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if colours == "dark" else "light",
            forced_colors="active" if colours == "forced" else "none",
            **({"locale": "pl-PL"} | options),
        )
        contexts.append(context)
        page = context.new_page()
        page.received, page.outside, page.complaints = [], [], []
        page.on("response", lambda response: page.received.append(response))
        page.on(
            "request", lambda request: request.url.startswith(demo_site) or page.outside.append(request.url)
        )
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(f"{demo_site}{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def walk(open_page, demo_site):
    """One reader goes from address to address: `for name, language, page in walk(addresses, 360, "dark")`.

    `addresses` are (page type, language, path); the rest is as for `open_page`. The window stays the same,
    which is several times faster than a new one for each page.
    """

    def walk(addresses, *look, **options):
        page = None
        for name, language, path in addresses:
            if page is None:
                page = open_page(path, *look, **options)
            else:
                page.goto(f"{demo_site}{path}")
            yield name, language, page

    return walk
