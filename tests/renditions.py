"""Renditions in tests: nothing makes them behind a test's back, so a test that wants files says so."""

from django.test import override_settings

from empirie.photos.renditions.generation import make
from empirie.photos.renditions.tasks import make_all, pairs_ahead

_AT_ONCE = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}

# For a test or test case in which the work ahead is done on the spot.
made_at_once = override_settings(TASKS={"default": _AT_ONCE, "renditions": _AT_ONCE, "letters": _AT_ONCE})


def made(photo, *specs):
    """The renditions of `photo` in their order, made now."""
    return [make(photo, spec) for spec in specs]


def make_what_is_shown(*photos):
    """Everything that public pages draw of these photos."""
    make_all(pairs_ahead({photo.pk: () for photo in photos}))
