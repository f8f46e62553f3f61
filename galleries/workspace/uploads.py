"""One photo on its way from a town hall's computer into a gallery.

Row and file are stored by `empirie.photos.intake`, then the photo is put into the gallery's draft. A server
that dies in between leaves a photo without a gallery; the browser sends the same key again, gets that same
photo, and it is put into the draft then. Nothing is stored twice.
"""

import hashlib
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from empirie.core.sizes import size_in_words
from empirie.photos.intake import accept, already_there
from galleries.models import GalleryPage, GalleryPhoto

from . import drafts
from .access import collection_of, photos_of

KINDS = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif"
# What stands around the file in a request: the other fields and the names of the parts.
AROUND_THE_FILE = 64 * 1024

ADDED, HERE, ELSEWHERE = "added", "here", "elsewhere"
# Keys are made with the site's secret: nobody can name the key of another city's photo, nor guess from the
# name and date of a file under which address its renditions will lie before they are published.
_SALT = "galleries.workspace.uploads"


@dataclass(frozen=True)
class Received:
    """What became of a sent file: `status` is ADDED or HERE, then with `row` and `draft`, or ELSEWHERE."""

    status: str
    photo: object
    row: GalleryPhoto | None = None
    draft: drafts.Draft | None = None


def largest_request():
    """Bytes above which a request is not even read."""
    return settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE + AROUND_THE_FILE


def too_large():
    return _("This file is too large. Photos may have up to %(size)s.") % {
        "size": size_in_words(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
    }


def key_of(gallery, mark):
    """The upload key of a file, from what the browser says of it (`mark`: name, size, date of change).

    The same file chosen again for the same gallery, perhaps days later, has the same key.
    """
    digest = salted_hmac(_SALT, f"{gallery.pk}|{mark}", algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=4)


def mark_of(upload):
    """What stands for a file that a browser without JavaScript sent: what is in it."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def marks_here(gallery, marks):
    """Those of `marks` whose photos are in the gallery's draft already, so that nobody sends them again."""
    marks_by_key = {key_of(gallery, mark): mark for mark in marks}
    photos = get_image_model().objects.filter(upload_key__in=marks_by_key)
    draft = drafts.read(gallery)
    return [marks_by_key[photo.upload_key] for photo in photos if draft.shows(photo)]


def receive(upload, mark, gallery, user, declaration, rights, fingerprint=""):
    """Store one file and put it into the draft of `gallery`; returns Received.

    `fingerprint` is the SHA-256 of the file that `upload` was made of, where the browser made it smaller.
    Raises RefusedPhoto for a file that is no good, DraftRefused when the gallery takes none now.
    """
    city_page = GalleryPage.get_parent(gallery).specific
    key = key_of(gallery, mark)
    draft = drafts.read(gallery)
    photo = photos_of(user, city_page).filter(upload_key=key).first()
    if photo is None:
        known = _known(upload, city_page, user, fingerprint)
        if known and draft.shows(known):
            return Received(HERE, known, draft.row_showing(known), draft)
        if known and is_in_a_gallery(known, gallery):
            return Received(ELSEWHERE, known)
        if len(draft.rows) >= drafts.MOST_PHOTOS:
            raise drafts.GalleryIsFull  # before the file is stored for nothing
        photo = known or accept(
            upload,
            city=city_page.city,
            collection=collection_of(user, city_page),
            user=user,
            upload_key=key,
            declaration=declaration,
            fingerprint=fingerprint,
            **rights,
        )
    return put_into(gallery, photo, user)


def put_into(gallery, photo, user, place=None):
    """Put a stored photo into the gallery's draft, at its end or at `place`; returns Received.

    A photo that is there already stays where it is.
    """
    with drafts.change(gallery, user) as draft:
        if draft.shows(photo):
            return Received(HERE, photo, draft.row_showing(photo), draft)
        row = draft.add(photo)
        if place:
            draft.move(photo.pk, place)
    return Received(ADDED, photo, row, draft)


def is_in_a_gallery(photo, gallery):
    """Whether another gallery of the same city holds the photo, in public or in its draft."""
    return bool(galleries_with(photo, gallery))


def galleries_with(photo, gallery):
    """The other galleries of the same city that hold the photo, in public or in their drafts."""
    siblings = GalleryPage.objects.sibling_of(gallery, inclusive=False).select_related("latest_revision")
    published = set(GalleryPhoto.objects.filter(photo=photo).values_list("page_id", flat=True))
    return [
        sibling
        for sibling in siblings
        if sibling.pk in published
        or (
            sibling.latest_revision
            and photo.pk in {row["photo"] for row in sibling.latest_revision.content["photos"]}
        )
    ]


def _known(upload, city_page, user, fingerprint):
    """The city's own photo made of the very same file, or None."""
    photo = already_there(upload, city_page.city, fingerprint)
    upload.seek(0)
    return photo if photo and photos_of(user, city_page).filter(pk=photo.pk).exists() else None
