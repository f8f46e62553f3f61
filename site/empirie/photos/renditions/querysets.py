"""Rows that each show one photo in one size: row and rendition in the same query."""

from django.db.models import OuterRef, Subquery
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..models import PhotoRendition
from .specs import THUMBNAIL

_VALUES = ("file", "width", "height")


def rendition_values(photo_field, spec):
    """For `annotate`: what is known of the rendition that does not depend on the focal point."""
    found = PhotoRendition.objects.filter(
        image_id=OuterRef(f"{photo_field}_id"), filter_spec=spec, focal_point_key=""
    )
    return {f"rendition_{name}": Subquery(found.values(name)[:1]) for name in _VALUES}


def take_rendition(row, photo, spec):
    """Give `photo` the rendition that was fetched with its row; none is looked up if it is there."""
    file, width, height = (getattr(row, f"rendition_{name}") for name in _VALUES)
    if file:
        rendition = PhotoRendition(image=photo, filter_spec=spec, file=file, width=width, height=height)
        photo.prefetched_renditions = [rendition]


def thumbnail_of(photo):
    """The small rendition of a photo; one that is missing is made when the browser asks for it."""
    return get_rendition_or_not_found(photo, THUMBNAIL)
