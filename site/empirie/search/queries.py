"""The public search."""

import re

from django.db import connection
from wagtail.models import Page

from empirie.core.folding import fold
from empirie.core.queries import only_readable

# modelsearch 1.3.2 asks SQLite's index anew for the rank of each page found: 5,000 took half a minute.
MOST_RANKED = 200


def search_pages(query, locale):
    """Readable pages in `locale` that hold every word of `query`, best match first.

    On SQLite, more than MOST_RANKED come newest first.

    Words are folded and matched as beginnings, so "lodz" finds Łódź and "miast" finds "miasta". Anything
    but letters and digits is dropped: on SQLite modelsearch 1.3.2 stops at a stray quotation mark.
    """
    words = re.findall(r"[a-z0-9]+", fold(query))
    # As a subquery: modelsearch filters only by what is indexed, and whether a page is an alias is not.
    readable = only_readable(Page.objects.filter(locale=locale, depth__gt=1))
    pages = Page.objects.filter(pk__in=readable.values("pk"))
    if not words:
        return pages.none()
    found = pages.autocomplete(" ".join(words), operator="and")
    if connection.vendor == "sqlite" and found.count() > MOST_RANKED:
        newest = pages.order_by("-first_published_at", "-id")
        return newest.autocomplete(" ".join(words), operator="and", order_by_relevance=False)
    return found
