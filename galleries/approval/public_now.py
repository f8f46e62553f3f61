"""What readers see of a gallery now, whatever its latest version says."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from empirie.photos.models import Photo

from ..models import GalleryPhoto


@dataclass(frozen=True)
class PublicNow:
    """Numbers of photos of a live gallery: `shown` to readers, `withdrawn`; ids of those `leaving`.

    A photo is leaving when the latest version no longer has it: it is public until that is approved.
    """

    shown: int
    withdrawn: int
    leaving: tuple = ()

    @property
    def sentences(self):
        """The numbers in words, for the city and for the editors alike."""
        said = [
            ngettext("Readers see %(count)s photo now.", "Readers see %(count)s photos now.", self.shown)
            % {"count": self.shown}
            if self.shown
            else _("Readers see no photo of this gallery now.")
        ]
        if self.leaving:
            said.append(
                ngettext(
                    "%(count)s of them was removed here and stays public until the change is approved.",
                    "%(count)s of them were removed here and stay public until the change is approved.",
                    len(self.leaving),
                )
                % {"count": len(self.leaving)}
            )
        if self.withdrawn:
            said.append(
                ngettext(
                    "%(count)s photo is withdrawn: no reader sees it.",
                    "%(count)s photos are withdrawn: no reader sees them.",
                    self.withdrawn,
                )
                % {"count": self.withdrawn}
            )
        return said

    @property
    def words(self):
        return " ".join(self.sentences)


def public_now(gallery):
    """The PublicNow of one gallery; None when it is not public."""
    return all_public_now([gallery]).get(gallery.pk)


def all_public_now(galleries):
    """{page id: PublicNow} of those of these galleries that are live, in two queries for any number."""
    live = {gallery.pk: gallery for gallery in galleries if gallery.live}
    if not live:
        return {}
    rows = GalleryPhoto.objects.filter(page__in=live).select_related("photo").order_by("sort_order")
    public = {pk: {} for pk in live}
    for row in rows:
        public[row.page_id][row.photo_id] = row.photo
    latest = {pk: _latest_ids(gallery) for pk, gallery in live.items()}
    changed = {photo for pk, ids in latest.items() if ids is not None for photo in ids - public[pk].keys()}
    pictures = dict(Photo.objects.filter(pk__in=changed).values_list("pk", "source_hash"))
    return {pk: _of(public[pk], latest[pk], pictures) for pk in live}


def _latest_ids(gallery):
    revision = gallery.latest_revision
    return {row["photo"] for row in revision.content["photos"]} if revision else None


def _of(public, latest, pictures):
    shown = [photo for photo in public.values() if not photo.is_withdrawn]
    # A photo that was exchanged for a copy of itself has not gone.
    copies = {pictures.get(pk) for pk in latest or ()} - {None, ""}
    leaving = (
        photo.pk
        for photo in shown
        if latest is not None and photo.pk not in latest and photo.source_hash not in copies
    )
    return PublicNow(len(shown), len(public) - len(shown), tuple(leaving))
