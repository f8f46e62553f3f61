"""Which photos readers are going to see, and where: what renditions are made of ahead."""

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_save
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published

from empirie.core.queries import only_readable

from .models import Photo
from .renditions.specs import ADMIN_LIST, THUMBNAIL
from .renditions.tasks import make_ahead_after_commit, make_missing_after_commit

# The use that a photo has by the field that names it, besides the usual ones.
_FIELDS = ("to_object_id", "model_path")
USE_BY_FIELD = {"poster": "poster", "logos.item.image": "logo"}


def photos_of(page):
    """{photo id: uses besides the usual} of every photo on `page`, its body and its rows."""
    found = references().filter(base_content_type=page_type(), object_id=str(page.pk))
    return _uses(found.values_list(*_FIELDS))


def photos_in_public():
    """The same of all pages that can be read, and of the settings."""
    readable = {str(pk) for pk in only_readable(Page.objects.all()).values_list("pk", flat=True)}
    on_pages, elsewhere = [], []
    for reference in references().values_list("base_content_type", "object_id", *_FIELDS):
        if reference[0] != page_type().pk:
            elsewhere.append(reference[2:])
        elif reference[1] in readable:
            on_pages.append(reference[2:])
    return _uses([*on_pages, *elsewhere])


def references():
    """Every use of a photo in a saved page, record or setting."""
    return ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(Photo))


def page_type():
    return ContentType.objects.get_for_model(Page)


def _uses(references):
    found = {}
    for photo_id, field in references:
        uses = found.setdefault(int(photo_id), set())
        if field in USE_BY_FIELD:
            uses.add(USE_BY_FIELD[field])
    return found


def on_publication(sender, instance, **kwargs):
    photos = photos_of(instance)
    Photo.objects.filter(pk__in=photos, unused_since__isnull=False).update(unused_since=None)
    make_ahead_after_commit(photos)


def on_upload(sender, instance, created, raw=False, **kwargs):
    if created and not raw:
        make_missing_after_commit([[instance.pk, spec] for spec in (THUMBNAIL, *ADMIN_LIST)])


def connect():
    page_published.connect(on_publication, dispatch_uid="photos.on_publication")
    post_save.connect(on_upload, sender=Photo, dispatch_uid="photos.on_upload")
