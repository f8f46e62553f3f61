"""A site under the production server, for the tests that break something around it."""

import re
from http.client import HTTPConnection

import pytest

from tests.live import Site, a_database


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        self.text = self.body.decode(errors="replace")
        self.mark = self.headers["X-Page-Cache"]


def ask(site, path, method="GET", body=None, **headers):
    """What the server answers, whatever its status; OSError or HTTPException when it does not."""
    connection = HTTPConnection(site.host_and_port, timeout=60)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def begun(tmp_path_factory, shared, url):
    """A site that does not run yet, with the tables another process of this run has made."""
    tables = None if url else shared.path_of("tables")
    return Site(tmp_path_factory.mktemp("live"), url, tables=tables)


@pytest.fixture(scope="module")
def site(tmp_path_factory, django_db_setup, shared):
    """One site for the tests of a module; each begins with `site.serve()` if it killed the server before."""
    with a_database() as url:
        site = begun(tmp_path_factory, shared, url)
        yield site
        site.kill()


def number_of(site, path):
    """The id of the page at a path, from the database."""
    slug = path.strip("/").rpartition("/")[2]
    return site.ask(
        "from wagtail.models import Page; "
        f"print(Page.objects.get(slug={slug!r}, locale__language_code='pl').pk)"
    )


def figures(title, **values):
    """Print what was measured, for `pytest -s` and the reports."""
    print(f"\n{title}: " + ", ".join(f"{re.sub('_', ' ', name)} {value}" for name, value in values.items()))
