"""What templates say about a file to download."""

import mimetypes

from django import template

register = template.Library()


@register.filter
def media_type(filename):
    """The type that a file name stands for, as links tell it to browsers: "application/pdf"."""
    return mimetypes.guess_type(filename)[0] or ""
