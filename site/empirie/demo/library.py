"""What demo content refers to: photos by their drawing, pages by the name of their file, records by slug."""

from django.conf import settings
from wagtail.models import Page

from empirie.subjects.models import City, Network, Topic

from .content import picture_key, read
from .kinds import LISTS, polish
from .pictures import describe


class Library:
    """Finds what was loaded before. Remembers pages by name as they are made."""

    def __init__(self, files):
        self.files = files
        self._topic_slugs = {topic["key"]: topic["slug_pl"] for topic in read("topics")["topic"]}

    def photo(self, picture):
        return self.files.photo(picture_key(picture))

    def alt(self, picture, language):
        return getattr(describe(*picture_key(picture)), language)

    def page(self, name):
        """The Polish page made from content/NAME.toml, or None when there is none (yet)."""
        slug = read(name)["slug"]["pl"]
        pages = Page.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE, depth__gt=2)
        return pages.first()

    def linked_page(self, item):
        """The Polish page a link leads to: a content file's page or a list; None for an outside address."""
        if "list" in item:
            return polish(LISTS[item["list"]])
        return self.page(item["page"]) if "page" in item else None

    def subjects(self, item):
        """The records an item is about, as {field name: list}."""
        return {
            "topics": list(
                Topic.objects.filter(slug_pl__in=[self._topic_slugs[key] for key in item.get("topics", [])])
            ),
            "cities": list(City.objects.filter(slug__in=item.get("cities", []))),
            "networks": list(Network.objects.filter(slug__in=item.get("networks", []))),
        }
