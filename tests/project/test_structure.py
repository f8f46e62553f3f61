"""The command that counts sees what it is for."""

from pathlib import Path

import pytest

from tools.structure import circles, has_field_name


def test_a_circle_of_modules_is_found_once():
    graph = {
        "photos.models": {"photos.tasks"},
        "photos.tasks": {"photos.models"},
        "photos.urls": {"photos.tasks"},
    }
    assert [set(circle) for circle in circles(graph)] == [{"photos.models", "photos.tasks"}]


def test_modules_that_import_downwards_are_no_circle():
    assert circles({"photos.views": {"photos.models"}, "photos.models": set()}) == []


@pytest.mark.parametrize(
    ("path", "is_known"),
    [
        ("galleries/models.py", True),
        ("site/empirie/photos/signal_handlers.py", True),
        ("home/models/contact.py", True),
        ("site/empirie/delivery/minder.py", False),
        ("site/empirie/core/gathering.py", False),
    ],
)
def test_a_name_of_the_field_is_told_from_a_private_one(path, is_known):
    assert has_field_name(Path(path)) is is_known
