"""The small picture of a photo, for the screens on which a city's people work."""

from wagtail.images.shortcuts import get_rendition_or_not_found

from .renditions import THUMBNAIL


def thumbnail_of(photo):
    """The small rendition of a photo; one that is missing is made when the browser asks for it."""
    return get_rendition_or_not_found(photo, THUMBNAIL)
