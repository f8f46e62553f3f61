"""The draft of a gallery: its latest revision, read and written under a lock.

One truth for all screens. What a city changes is written here and nowhere else, so a published gallery stays
as it is until the editors approve the draft. See docs/gallery-workspace.md.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, TaskState

from galleries.models import GalleryPage, GalleryPhoto

from .dates import follow_photos

MOST_PHOTOS = 200


class DraftRefused(Exception):
    """The draft cannot be changed so; the message is for the person, in their language."""


class GalleryIsWaiting(DraftRefused):
    """The editors have the gallery: it must be taken back before it changes."""

    def __init__(self):
        super().__init__(_("This gallery waits for approval. To change it, take it back first."))


class GalleryIsGone(DraftRefused):
    def __init__(self):
        super().__init__(_("This gallery is no longer there."))


class GalleryIsFull(DraftRefused):
    def __init__(self):
        super().__init__(
            ngettext(
                "A gallery holds at most %(count)s photo. Start another gallery for the rest.",
                "A gallery holds at most %(count)s photos. Start another gallery for the rest.",
                MOST_PHOTOS,
            )
            % {"count": MOST_PHOTOS}
        )


class NotInGallery(DraftRefused):
    def __init__(self):
        super().__init__(_("This photo is no longer in the gallery. Reload the page to see how it is now."))


@dataclass
class Draft:
    """A gallery as it will be. `gallery` holds the words, `rows` the photos in their order."""

    gallery: GalleryPage
    rows: list = field(default_factory=list)
    user: object = None  # whoever changes it

    def row_of(self, photo_id):
        """The row that shows the photo of that id. Raises NotInGallery."""
        for row in self.rows:
            if row.photo_id == photo_id:
                return row
        raise NotInGallery

    def shows(self, photo):
        """Whether the photo is here already, be it as a copy made of the same file."""
        return self.row_showing(photo) is not None

    def row_showing(self, photo):
        """The row that shows the photo or a copy made of the same file; None without one."""
        for row in self.rows:
            if row.photo_id == photo.pk or (photo.source_hash and row.photo.source_hash == photo.source_hash):
                return row
        return None

    def add(self, photo):
        """Put `photo` at the end and return its row. Raises GalleryIsFull."""
        if len(self.rows) >= MOST_PHOTOS:
            raise GalleryIsFull
        row = GalleryPhoto(photo=photo)
        self.rows.append(row)
        return row

    def remove(self, photo_id):
        self.rows.remove(self.row_of(photo_id))

    def move(self, photo_id, place):
        """Put the photo at `place`, counted from 1; the nearest place there is, if there is none so far."""
        row = self.row_of(photo_id)
        self.rows.remove(row)
        self.rows.insert(min(max(place - 1, 0), len(self.rows)), row)
        return self.place_of(row)

    def place_of(self, row):
        return self.rows.index(row) + 1

    def choose_cover(self, photo_id):
        chosen = self.row_of(photo_id)
        for row in self.rows:
            row.is_cover = row is chosen

    @property
    def cover(self):
        """The row on the gallery's card: the chosen one, else the first; None in an empty gallery."""
        return next((row for row in self.rows if row.is_cover), self.rows[0] if self.rows else None)


def is_waiting(gallery):
    """Whether the city has to leave the gallery alone: the editors have it, or locked it."""
    return gallery.locked or gallery.workflow_in_progress


def read(gallery):
    """The Draft of `gallery`, to look at."""
    latest = gallery.get_latest_revision_as_object()
    rows = sorted(latest.photos.all(), key=lambda row: row.sort_order or 0)
    photos = get_image_model().objects.prefetch_related("renditions").in_bulk({row.photo_id for row in rows})
    for row in rows:
        row.photo = photos[row.photo_id]
    return Draft(latest, rows)


def locked(gallery):
    """`gallery` as it now is, its row locked until the end of the transaction.

    Raises GalleryIsGone, or GalleryIsWaiting.
    """
    # SQLite knows no row locks; there the transaction began as the only writer (settings: IMMEDIATE).
    if not Page.objects.select_for_update().only("pk").filter(pk=gallery.pk).first():
        raise GalleryIsGone
    fresh = GalleryPage.objects.select_related("latest_revision", "locale").get(pk=gallery.pk)
    if is_waiting(fresh):
        raise GalleryIsWaiting
    return fresh


@contextmanager
def change(gallery, user):
    """The Draft of `gallery` for a `with` block; at its end the draft is saved as the block left it.

    Others who want to change it wait until then. Raises GalleryIsGone or GalleryIsWaiting; after any error
    nothing is saved.
    """
    with transaction.atomic():
        fresh = locked(gallery)
        draft = read(fresh)
        draft.user = user
        yield draft
        _save(fresh, draft, user)


def _save(gallery, draft, user):
    for place, row in enumerate(draft.rows):
        row.sort_order = place
    follow_photos(draft)
    draft.gallery.photos = draft.rows
    overwritten = _working_revision(gallery, user)
    draft.gallery.save_revision(
        user=user,
        clean=False,  # a draft may be unfinished
        overwrite_revision=overwritten,
        log_action=overwritten is None,  # one line in the history for a sitting, not one for each letter
    )


def _working_revision(gallery, user):
    """The latest revision, if it is only this person's own working copy; None when a new one has to begin.

    What was published or sent to the editors stays as it was.
    """
    latest = gallery.latest_revision
    if latest is None or latest.user_id != user.pk or latest.pk == gallery.live_revision_id:
        return None
    was_sent = latest.approved_go_live_at or TaskState.objects.filter(revision=latest).exists()
    return None if was_sent else latest


def shown_elsewhere(photo_ids, gallery, leaving=()):
    """Those of these photos that others see or wait for, and that must therefore not change in place.

    They are in a saved page (this gallery's published version, another gallery, a cover, an article), or in
    another gallery of the city that waits for approval. What the pages `leaving` show does not count.
    """
    photo_ids = set(photo_ids)
    leaving = [page.pk for page in leaving]
    rows = GalleryPhoto.objects.filter(photo__in=photo_ids).exclude(page__in=leaving)
    shown = set(rows.order_by().values_list("photo_id", flat=True))
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(get_image_model()),
        to_object_id__in=[str(pk) for pk in photo_ids],
    ).exclude(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=[str(pk) for pk in leaving]
    )
    shown |= {int(pk) for pk in references.values_list("to_object_id", flat=True)}
    for sibling in GalleryPage.objects.sibling_of(gallery, inclusive=False).select_related("latest_revision"):
        if sibling.latest_revision and sibling.workflow_in_progress:
            shown |= {row["photo"] for row in sibling.latest_revision.content["photos"]}
    return shown & photo_ids
