"""A city drops a gallery it has begun. It was never public, and nothing of it stays but a line in the log."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from galleries.models import GalleryPage

from . import drafts, uploads
from .access import photos_of


class NotDiscarded(drafts.DraftRefused):
    def __init__(self):
        super().__init__(
            _("This gallery cannot be deleted: it was published once. The editors can take it off the site.")
        )


@dataclass(frozen=True)
class Leaving:
    """What goes with the gallery: `photos` of the city's own that are shown nowhere else; `kept` stay."""

    photos: list
    kept: int


def may_be_discarded(gallery):
    """Whether the city may delete `gallery`: nobody ever read it, and the editors do not have it now."""
    versions = gallery.get_translations(inclusive=True)
    return not drafts.is_waiting(gallery) and not versions.exclude(first_published_at=None).exists()


def leaving_with(gallery, user):
    """The Leaving of `gallery`: its photos, without those that another gallery or page shows."""
    rows = drafts.read(gallery).rows
    own = photos_of(user, GalleryPage.get_parent(gallery).specific).in_bulk([row.photo_id for row in rows])
    versions = gallery.get_translations(inclusive=True)
    elsewhere = drafts.shown_elsewhere(own, gallery, leaving=versions)
    photos = [
        photo
        for photo in own.values()
        if photo.pk not in elsewhere and not uploads.is_in_a_gallery(photo, gallery)
    ]
    return Leaving(photos, len(rows) - len(photos))


@transaction.atomic
def discard(gallery, user):
    """Delete `gallery` in both languages, and the photos that leave with it.

    Raises GalleryIsGone, GalleryIsWaiting or NotDiscarded; then everything is as it was.
    """
    gallery = drafts.locked(gallery)
    if not may_be_discarded(gallery):
        raise NotDiscarded
    leaving = leaving_with(gallery, user)
    # The other languages first: with the Polish page they would go along, and could not be deleted again.
    for version in gallery.get_translations():
        version.delete(user=user)
    gallery.delete(user=user)
    for photo in leaving.photos:
        photo.delete()
