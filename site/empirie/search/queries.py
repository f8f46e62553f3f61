"""The public search."""

import re

from wagtail.models import Page

from empirie.core.folding import fold
from empirie.core.queries import only_readable


def search_pages(query, locale):
    """Readable pages in `locale` that hold every word of `query`, best match first.

    Words are folded and matched as beginnings, so "lodz" finds Łódź and "miast" finds "miasta". Anything
    but letters and digits is dropped: on SQLite modelsearch 1.3.2 stops at a stray quotation mark.
    """
    words = re.findall(r"[a-z0-9]+", fold(query))
    # As a subquery: modelsearch filters only by what is indexed, and whether a page is an alias is not.
    readable = only_readable(Page.objects.filter(locale=locale, depth__gt=1))
    pages = Page.objects.filter(pk__in=readable.values("pk"))
    if not words:
        return pages.none()
    return pages.autocomplete(" ".join(words), operator="and")
