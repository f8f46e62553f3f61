"""Photos in templates. The sizes and formats stand in empirie.photos.renditions."""

from django import template
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..renditions import SHARE, download_size, draw, is_downloadable

register = template.Library()


@register.simple_tag
def drawn_photo(photo, use):
    """The photo as a `<picture>` of kind `use` ("content", "card", "grid") needs it."""
    return draw(photo, use)


@register.simple_tag
def shared_photo(photo):
    """The rendition that social networks show next to a link."""
    return get_rendition_or_not_found(photo, SHARE)


@register.filter
def may_be_downloaded(photo):
    return is_downloadable(photo)


@register.filter
def size_of_download(photo):
    """ "1200 × 800" """
    return "{} × {}".format(*download_size(photo))
