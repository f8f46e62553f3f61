"""Photos in templates. The sizes and formats stand in empirie.photos.renditions.specs."""

from django import template
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..renditions.specs import USES, download_size, draw, is_downloadable

register = template.Library()


@register.simple_tag
def drawn_photo(photo, use):
    """The photo as a `<picture>` of kind `use` ("content", "card", "grid", "teaser") needs it."""
    return draw(photo, use)


@register.simple_tag
def rendition_of(photo, use):
    """The rendition of a photo for a use of one size: "share", "poster", "logo"."""
    (spec,) = USES[use]
    return get_rendition_or_not_found(photo, spec)


@register.simple_tag
def picture_of(photo, use, alt):
    """An `<img>` of that rendition."""
    return rendition_of(photo, use).img_tag({"alt": alt})


@register.filter
def may_be_downloaded(photo):
    return is_downloadable(photo)


@register.filter
def size_of_download(photo):
    """ "1200 × 800" """
    return "{} × {}".format(*download_size(photo))
