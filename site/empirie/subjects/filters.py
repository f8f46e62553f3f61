"""What a reader asked a listing for, read from the address. Nonsense means "no filter"."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import CharField, Count, IntegerField
from django.db.models.functions import Cast, Substr
from django.utils.functional import cached_property

from empirie.core.remembered import remembered
from empirie.core.request_data import whole_number

from .together import fetched_together

PAGE_SIZE = 8
YEARS = range(2014, 2101)
# Cut out of the date as it is written: Django's own way calls Python for each row on SQLite.
YEAR = Cast(Substr(Cast("date", CharField()), 1, 4), IntegerField())


def known_slug(records, text):
    """The record among `records` whose address name in the reader's language is `text`, else None."""
    return next((record for record in records if record.slug == text), None)


def known_choice(choices, text):
    """`text` when it is a value of the Django `choices` class, else ""."""
    return text if text in choices.values else ""


_all_records = remembered(fetched_together)


@remembered
def numbers_by_year(listing):
    """{year: how many pages of that year the list page `listing` lists}, the newest year first."""
    pages = listing.listed_pages().order_by().annotate(year=YEAR).values_list("year")
    return dict(pages.annotate(number=Count("pk")).order_by("-year"))


@dataclass(frozen=True)
class Option:
    """One choice of a filter: what the address says, what the reader reads, whether it is chosen."""

    value: str
    label: str
    is_chosen: bool


class SubjectFilter:
    """Topic, city, network and year of a listing.

    `query` is a QueryDict. Subclasses add filters of their own in `narrow` and `asked`.
    """

    has_years = True
    years = ()

    def __init__(self, query):
        self.topic = known_slug(self.topics, query.get("topic"))
        self.city = known_slug(self.cities, query.get("city"))
        self.network = known_slug(self.networks, query.get("network"))
        self.year = whole_number(query.get("year"), YEARS) if self.has_years else None
        self.page_number = whole_number(query.get("page"), range(1, 10_000)) or 1

    @cached_property
    def records(self):
        return _all_records()

    @property
    def topics(self):
        return self.records["topics"]

    @property
    def cities(self):
        return self.records["cities"]

    @property
    def networks(self):
        return self.records["networks"]

    def asked(self):
        """The filters in force as address parameters, without the page number."""
        parameters = {
            "topic": self.topic and self.topic.slug,
            "city": self.city and self.city.slug,
            "network": self.network and self.network.slug,
            "year": self.year,
        }
        return {name: value for name, value in parameters.items() if value}

    @property
    def is_filtering(self):
        return bool(self.asked())

    def query_string(self):
        return urlencode(self.asked())

    def in_words(self):
        """The filters in force as the reader reads them: "Energia, Krosno, 2024"."""
        chosen = [
            str(option.label)
            for name, options in self.options().items()
            for option in options
            if option.is_chosen and name != "year"
        ]
        return ", ".join([*chosen, *([str(self.year)] if self.year else [])])

    def narrow(self, pages):
        """`pages` that match everything the reader asked for."""
        for field in ("topic", "city", "network"):
            subject = getattr(self, field)
            if subject:
                pages = pages.filter(
                    **{{"topic": "topics", "city": "cities", "network": "networks"}[field]: subject}
                )
        if self.year:
            pages = pages.filter(date__year=self.year)
        return pages

    def page_of(self, listing):
        """One page of what the list page `listing` lists; a page number past the end gives the last page."""
        paginator = Paginator(self.narrow(listing.listed_pages()), PAGE_SIZE)
        if self.has_years:
            numbers = numbers_by_year(listing)
            self.years = list(numbers)
            if not self.asked().keys() - {"year"}:
                paginator.count = numbers.get(self.year, 0) if self.year else sum(numbers.values())
        page = paginator.get_page(self.page_number)
        page.object_list = list(page.object_list)
        return page

    def options(self):
        """The choices of each filter by its name in the address, in the order they stand on the page."""
        return {
            "topic": [Option(t.slug, t.name, t == self.topic) for t in self.topics],
            "city": [Option(c.slug, c.name, c == self.city) for c in self.cities],
            "network": [Option(n.slug, n.name, n == self.network) for n in self.networks],
            "year": [Option(year, year, year == self.year) for year in self.years],
        }
