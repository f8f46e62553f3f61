import pytest

from .places import CONTENT, Places


@pytest.fixture(scope="module")
def places(tmp_path_factory, shared):
    made = Places(tmp_path_factory.mktemp("places"), shared.path_of("tables"))
    with made.stack:
        yield made


@pytest.fixture(scope="module")
def source(places):
    """A site with a bit of everything. Nobody may change it."""
    site = places.empty()
    site.manage("shell", "-v0", "-c", CONTENT)
    return site


@pytest.fixture(scope="module")
def archive(source):
    """A backup of it."""
    return source.backup()
