"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import SimpleTestCase, TransactionTestCase
from django.utils.translation.reloader import translation_file_changed

from tests.once import SHARED, shared  # noqa: F401 (a fixture)
from tests.statements import Choosing, Noting

# Over 40 seconds of one process each.
LONGEST = (
    "tests/safekeeping/test_restoring.py",
    "tests/demo/",
    "tests/delivery/test_faults.py",
    "tests/delivery/test_scheduler.py",
    "tests/people/test_permission_matrix.py",
    "tests/galleries/workspace/test_killed_server.py",
    "tests/project/test_cold_pages.py",
)


def pytest_addoption(parser):
    parser.addoption("--statements", choices=["note", "choose"], help="tests/statements.py tells")


def pytest_configure(config):
    plugin = {"note": Noting, "choose": Choosing}.get(config.getoption("statements"))
    if plugin:
        config.pluginmanager.register(plugin(config))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    """Tests read Polish: compile the catalogues, once and before any parallel workers start."""
    if not hasattr(session.config, "workerinput"):
        call_command("compile_catalogues", verbosity=0)
        translation_file_changed(None, Path("django.mo"))  # this process has read the old ones


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """After the last of the parallel workers."""
    if not hasattr(session.config, "workerinput"):
        SHARED.folder = session.config._tmp_path_factory.getbasetemp()
        SHARED.forget()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A browser test reads the database through a server: without the mark it would get no test database.

    A test that may not read it says the same whatever the database is.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.django_db)
        if (
            item.cls
            and issubclass(item.cls, SimpleTestCase)
            and not issubclass(item.cls, TransactionTestCase)
        ):
            item.add_marker(pytest.mark.own_database)


@pytest.hookimpl(trylast=True, specname="pytest_collection_modifyitems")
def pytest_begin_with_the_longest(items):
    """No process is left with one of them when the others have finished (with `--no-loadscope-reorder`)."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.fixture(autouse=True)
def nothing_remembered():
    """No test inherits what another counted against a rate limit, or read of a site that was rolled back."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def csrf_is_checked():
    """A form that a test posts goes through the check that a browser's goes through."""
    from django.test import Client

    from tests.csrf import checked_request

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", checked_request)
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_avif():
    """AVIF by the encoder's quickest way, a twentieth of the time: the files are larger, not different."""
    from PIL import Image

    Image.init()
    save = Image.SAVE["AVIF"]

    def save_quickly(image, file, name):
        image.encoderinfo.setdefault("speed", 10)
        save(image, file, name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(Image.SAVE, "AVIF", save_quickly)
        yield


@pytest.fixture(scope="session")
def django_db_setup(request, shared, django_db_modify_db_settings, django_db_blocker):  # noqa: F811
    """The test database, with both homes and all list pages, which nearly every test begins with.

    Hundreds of migrations run in the first process only; the others copy the tables.
    """
    from django.db import connection

    from home.tree import build_tree

    with shared.turn("tables") as is_made:
        if is_made:  # bare tables, which the copy overwrites
            connection.settings_dict["TEST"]["MIGRATE"] = False
        request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), shared.turn("site") as is_made:
        if not is_made:
            build_tree()


@pytest.fixture(scope="session")
def chromium():
    """A running browser, the one `make test-browser` found. Fails without one, never skips."""
    path = os.environ.get("CHROMIUM")
    if not path:
        pytest.fail("CHROMIUM names no browser: run `make test-browser`, which finds or installs one.")
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread; Django would refuse to use the database beside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        # As root, Chromium starts only without its sandbox; it opens nothing but the test server.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
