"""Loading all of the demo content, in an order in which everything referred to is there already."""

from functools import partial

from django.db import transaction
from wagtail.models import Site

from . import kinds, records, single_pages
from .content import names, read
from .models import LoadedItem


def load(progress):
    """Load what was not loaded before. `progress(doing, done, of)` is told how far it is."""
    loaded = set(LoadedItem.objects.values_list("name", flat=True))
    steps = [(name, make) for name, make in _steps() if name not in loaded]
    for number, (name, make) in enumerate(steps, start=1):
        with transaction.atomic():
            make()
            LoadedItem.objects.create(name=name)
        progress("Loading content", number, len(steps))


def _steps():
    """Every piece of content, as (name, what makes it)."""
    yield "topics", records.load_topics
    yield "cities", records.load_cities
    yield "networks", records.load_networks
    yield "programme", partial(records.load_programme, Site.objects.get(is_default_site=True))
    yield "lists", single_pages.describe_lists
    yield from _rows("city-page", kinds.make_city, read("cities")["city"], "slug")
    yield from _rows("network-page", kinds.make_network, read("networks")["network"], "key")
    yield from _files(kinds.make_recording, "recordings")
    yield from _files(kinds.make_gallery, "galleries")
    yield from _files(kinds.make_information_page, "pages")
    yield from _files(kinds.make_product, "products")
    yield from _files(kinds.make_article, "articles")
    yield "contact", single_pages.make_contact
    yield "accessibility", single_pages.make_accessibility_statement
    yield "home", single_pages.fill_home
    yield "footer", single_pages.fill_footer


def _files(make, kind):
    """One step for each file of a kind; pages under other pages come last."""
    for name in sorted(names(kind), key=lambda name: bool(read(name).get("parent"))):
        yield name, partial(make, name, read(name))


def _rows(prefix, make, rows, key):
    for item in rows:
        name = f"{prefix}/{item[key]}"
        yield name, partial(make, name, item)
