"""The public search."""

import re

from django.db import connection
from django.db.models import OuterRef
from wagtail.models import Page

from empirie.core.folding import fold
from empirie.core.queries import only_readable

# modelsearch 1.3.2 asks SQLite's index anew for the rank of each page found: 5,000 took half a minute.
MOST_RANKED = 200
# ASCII makes seven words of one emoji, and modelsearch calls itself once for each word.
MOST_WORDS = 50


class NumberedPages:
    """A list of pages of which only the numbers are known until a piece of it is wanted."""

    def __init__(self, numbers):
        self.numbers = numbers

    def __len__(self):
        return len(self.numbers)

    def __getitem__(self, piece):
        """The pages of a slice. One that was deleted in between is left out."""
        numbers = self.numbers[piece]
        found = Page.objects.in_bulk(numbers)
        return [found[number] for number in numbers if number in found]


class CountedPages:
    """A list of pages of which the length is known before they are fetched."""

    def __init__(self, pages, length):
        self.pages, self.length = pages, length

    def __len__(self):
        return self.length

    def __getitem__(self, piece):
        return self.pages[piece]


def search_pages(query, locale):
    """Readable pages in `locale` that hold every word of `query`, best match first.

    On SQLite, more than MOST_RANKED come newest first.

    Words are folded and matched as beginnings, so "lodz" finds Łódź and "miast" finds "miasta". Anything
    but letters and digits is dropped: on SQLite modelsearch 1.3.2 stops at a stray quotation mark. Words
    after the first MOST_WORDS do not count.
    """
    words = re.findall(r"[a-z0-9]+", fold(query))[:MOST_WORDS]
    # As a subquery: modelsearch filters only by what is indexed, and whether a page is an alias is not. Of
    # each page found, lest SQLite makes a list of all readable pages first.
    readable = only_readable(Page.objects.filter(locale=locale, depth__gt=1, pk=OuterRef("pk")))
    pages = Page.objects.filter(pk__in=readable.values("pk"))
    if not words:
        return pages.none()
    if connection.vendor == "sqlite":
        newest = pages.order_by("-first_published_at", "-id")
        newest = newest.autocomplete(" ".join(words), operator="and", order_by_relevance=False)
        numbers = list(newest.get_queryset().values_list("pk", flat=True))
        if len(numbers) > MOST_RANKED:
            return NumberedPages(numbers)
        return CountedPages(pages.autocomplete(" ".join(words), operator="and"), len(numbers))
    return pages.autocomplete(" ".join(words), operator="and")
