"""A city takes its own photos off the site at once, without approval, and deletes what nothing uses any more.

Showing a withdrawn photo again is left to the editors: somebody may have asked for the withdrawal whom the
person at the keyboard does not know of, and what is shown again is public at that moment on every page.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from empirie.photos.disuse import shown_now
from empirie.photos.models import Photo
from empirie.photos.published import page_type, references
from galleries.models import GalleryPage, GalleryPhoto

from . import drafts
from .access import own_photos_of

REMOVED_BUT_PUBLIC = gettext_lazy(
    "Removed here. The photo stays public until the editors approve the change; you can withdraw it now."
)
REMOVED_BUT_PUBLIC_OF_STAFF = gettext_lazy(
    "Removed here. The photo stays public until the editors approve the change. The editors added it:"
    " if it has to disappear sooner, ask them."
)


class StillUsed(drafts.DraftRefused):
    def __init__(self):
        super().__init__(
            _("This photo was not deleted: a page or a draft uses it. Remove it there, or ask the editors.")
        )


@dataclass(frozen=True)
class Place:
    """A page that shows a photo now."""

    title: str
    url: str


def places_of(photos):
    """[Place] of the live pages that show one of these photos."""
    found = references().filter(
        base_content_type=page_type(), to_object_id__in=[str(photo.pk) for photo in photos]
    )
    pages = Page.objects.live().filter(pk__in={int(pk) for pk in found.values_list("object_id", flat=True)})
    return [Place(page.title, page.url) for page in pages.order_by("title")]


def same_picture(photo):
    """The photo and the city's copies of it: see photo_changes."""
    if not photo.source_hash:
        return [photo]
    return list(Photo.objects.filter(city=photo.city_id, source_hash=photo.source_hash))


def public_among(photos):
    """Ids of those of these photos whose picture readers see now, under this number or as a copy."""
    hashes = {photo.source_hash for photo in photos if photo.source_hash}
    cities = {photo.city_id for photo in photos}
    copies = Photo.objects.filter(city__in=cities, source_hash__in=hashes, withdrawn_at=None)
    known = list(copies.values_list("pk", "city_id", "source_hash"))
    shown = shown_now({pk for pk, _city, _hash in known} | {photo.pk for photo in photos})
    pictures = {(city, hash_) for pk, city, hash_ in known if pk in shown}
    return {
        photo.pk
        for photo in photos
        if not photo.is_withdrawn and (photo.pk in shown or (photo.city_id, photo.source_hash) in pictures)
    }


def removed_but_public(gallery, public_now, user):
    """The city's own photos that its draft no longer has and readers still see in this gallery."""
    if not public_now or not public_now.leaving:
        return []
    own = own_photos_of(user, GalleryPage.get_parent(gallery).specific)
    return list(own.filter(pk__in=public_now.leaving).prefetch_related("renditions"))


@transaction.atomic
def delete_photo(photo, city_page, user):
    """Delete a photo that nothing uses, or a withdrawn one with its places in the city's own galleries.

    Raises StillUsed, or GalleryIsWaiting when the editors have a gallery with it; then nothing has changed.
    """
    if photo.is_withdrawn:
        for gallery in GalleryPage.objects.child_of(city_page).select_related("latest_revision"):
            _take_out(photo, gallery, user)
    try:
        photo.delete()
    except ProtectedError as error:  # also of a draft: see empirie.photos.deletion
        raise StillUsed from error


def _take_out(photo, gallery, user):
    """No reader sees it there: the published version may change without approval."""
    revision = gallery.latest_revision
    in_draft = revision and photo.pk in {row["photo"] for row in revision.content["photos"]}
    if in_draft and gallery.has_unpublished_changes:
        with drafts.change(gallery, user) as draft:
            draft.rows = [row for row in draft.rows if row.photo_id != photo.pk]
    GalleryPhoto.objects.filter(page=gallery, photo=photo).delete()
