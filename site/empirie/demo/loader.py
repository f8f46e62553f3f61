"""Loading all of the demo content, in an order in which everything referred to is there already."""

from functools import partial

from django.db import transaction
from wagtail.models import Locale, Site

from . import kinds, records, single_pages
from .content import names, picture_key, pictures, read
from .files import Files
from .library import Library
from .models import LoadedItem
from .pages import PageMaker


class DemoLoader:
    """Loads what was not loaded before. `progress(doing, done, of)` is told how far it is."""

    def __init__(self, progress):
        self.progress = progress
        self.loaded = set(LoadedItem.objects.values_list("name", flat=True))

    def load(self):
        steps = [(name, make) for name, make in self._steps() if name not in self.loaded]
        if not steps:
            return
        files = Files(self.progress)
        files.draw_missing(self._pictures())
        maker = PageMaker(Library(files), Locale.objects.get(language_code="en"))
        for number, (name, make) in enumerate(steps, start=1):
            with transaction.atomic():
                make(maker)
                LoadedItem.objects.create(name=name)
            self.progress("Loading content", number, len(steps))

    def _steps(self):
        """Every piece of content, as (name, what to do with the page maker)."""
        site = Site.objects.get(is_default_site=True)
        yield "topics", lambda maker: records.load_topics()
        yield "cities", lambda maker: records.load_cities()
        yield "networks", lambda maker: records.load_networks()
        yield "programme", lambda maker: records.load_programme(site)
        yield "lists", single_pages.describe_lists
        yield from self._rows("city-page", kinds.make_city, "cities", "city", "slug")
        yield from self._rows("network-page", kinds.make_network, "networks", "network", "key")
        yield from self._files(kinds.make_recording, "recordings")
        yield from self._files(kinds.make_gallery, "galleries")
        yield from self._files(kinds.make_information_page, "pages", parents_first=True)
        yield from self._files(kinds.make_product, "products")
        yield from self._files(kinds.make_article, "articles")
        yield "contact", single_pages.make_contact
        yield "accessibility", single_pages.make_accessibility_statement
        yield "home", single_pages.fill_home
        yield "footer", single_pages.fill_footer

    def _files(self, make, kind, parents_first=False):
        found = names(kind)
        if parents_first:
            found.sort(key=lambda name: bool(read(name).get("parent")))
        for name in found:
            yield name, partial(_with_item, make, name, read(name))

    def _rows(self, prefix, make, file, rows, key):
        for item in read(file)[rows]:
            name = f"{prefix}/{item[key]}"
            yield name, partial(_with_item, make, name, item)

    def _pictures(self):
        for kind in ("galleries", "articles", "pages", "products", "recordings"):
            for name in names(kind):
                yield from pictures(read(name))
        yield from pictures(read("home"))
        yield from map(picture_key, map(kinds.cover_of_city, read("cities")["city"]))
        yield from map(picture_key, map(kinds.cover_of_network, read("networks")["network"]))


def _with_item(make, name, item, maker):
    make(maker, name, item)
