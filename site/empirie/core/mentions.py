"""What a page's own texts link to, read from them as they are stored."""

import re
from collections.abc import Mapping, Sequence

from wagtail.fields import RichTextField, StreamField

_MARK = 'linktype="page"'
_LINK = re.compile(r"<a\s[^>]*>")
_NUMBER = re.compile(r'\bid="(\d{1,9})"')


def linked_pages(page):
    """The ids of the pages that the texts of `page` link to."""
    texts = []
    for field in page._meta.concrete_fields:
        if isinstance(field, RichTextField):
            texts.append(getattr(page, field.name) or "")
        elif isinstance(field, StreamField):
            texts += _texts_in(getattr(page, field.name).raw_data)
    tags = (tag for text in texts if _MARK in text for tag in _LINK.findall(text) if _MARK in tag)
    return {int(found[1]) for tag in tags if (found := _NUMBER.search(tag))}


def _texts_in(value):
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, Sequence):
        return []
    return [text for part in value for text in _texts_in(part)]
