"""Photos that no live page shows any more: their public files are deleted at once, their originals later.

Wagtail's reference index says which saved page, record or setting uses a photo. Each row that it loses is a
use that ended, whichever form, command or deletion ended it. Docs: docs/photos.md, "When nothing uses a photo
any more".
"""

import threading
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_unpublished

from .deletion import drafts_using
from .models import Photo
from .public_files import delete_public_files
from .published import page_type, photos_of, references

_here = threading.local()


def shown_now(photo_ids=None):
    """Photos that a live page shows, also a page with a password, a record or setting; of all or of these."""
    rows = _rows(photo_ids)
    pages = {object_id for kind, object_id, _photo in rows if kind == page_type().pk}
    live_pages = Page.objects.live() if photo_ids is None else Page.objects.live().filter(pk__in=pages)
    live = {str(pk) for pk in live_pages.values_list("pk", flat=True)}
    return {int(photo) for kind, object_id, photo in rows if kind != page_type().pk or object_id in live}


def unused(photo_ids=None):
    """Photos that no saved page, live or not, no record, setting or draft uses; of all or of these."""
    saved = {int(photo) for _kind, _object, photo in _rows(photo_ids)}
    ids = set(Photo.objects.values_list("pk", flat=True) if photo_ids is None else photo_ids) - saved
    return ids - drafts_using(Photo.objects.in_bulk(ids).values()).keys()


def _rows(photo_ids):
    found = references()
    if photo_ids is not None:
        found = found.filter(to_object_id__in=[str(pk) for pk in photo_ids])
    return list(found.values_list("base_content_type", "object_id", "to_object_id"))


def retire(photo_ids):
    """Delete the public files of those of these photos that no live page shows, and note since when."""
    gone = set(photo_ids) - shown_now(photo_ids)
    photos = Photo.objects.filter(pk__in=gone)
    photos.filter(unused_since=None).update(unused_since=timezone.now())
    for photo in photos.prefetch_related("renditions"):
        delete_public_files(photo)


def is_back_in_use(photo):
    """Whether a live page shows a photo that was noted as out of use; then the note is deleted."""
    return bool(shown_now([photo.pk])) and bool(note_use([photo.pk]))


def note_use(photo_ids):
    """Delete the note that these photos are out of use; returns of how many."""
    return Photo.objects.filter(pk__in=photo_ids, unused_since__isnull=False).update(unused_since=None)


def erase_unused(now):
    """Delete the photos of cities that nothing has used for `unused_photo_days`; returns how many.

    Photos that staff put into the library wait there for their first use and are not touched. The days of a
    photo that is used again begin anew. An index without a single photo is being built, and not believed.
    """
    if not references().exists():
        return 0
    idle = unused()
    noted = set(Photo.objects.filter(unused_since__isnull=False).values_list("pk", flat=True))
    Photo.objects.filter(pk__in=noted - idle).update(unused_since=now)
    note_use(shown_now(noted))
    retire(idle - noted)
    before = now - timedelta(days=settings.RETENTION["unused_photo_days"])
    from_cities = Photo.objects.exclude(declaration_version="").filter(city__isnull=False)
    expired = from_cities.filter(pk__in=idle & noted, unused_since__lt=before)
    return sum(bool(photo.delete()) for photo in expired)


def _retire_after_commit(photo_ids):
    """All uses that end in one transaction are looked at together."""
    if not hasattr(_here, "ended"):
        _here.ended = set()
    _here.ended.update(photo_ids)
    transaction.on_commit(_retire_ended, robust=True)


def _retire_ended():
    ended, _here.ended = _here.ended, set()
    if ended:
        retire(ended)


def _on_lost_reference(sender, instance, **kwargs):
    if instance.to_content_type_id == ContentType.objects.get_for_model(Photo).pk:
        _retire_after_commit([int(instance.to_object_id)])


def _on_unpublication(sender, instance, **kwargs):
    _retire_after_commit(photos_of(instance))


def connect():
    post_delete.connect(_on_lost_reference, sender=ReferenceIndex, dispatch_uid="photos.on_lost_reference")
    page_unpublished.connect(_on_unpublication, dispatch_uid="photos.on_unpublication")
