"""What a reader asks a list for in the address. Nonsense means "no filter"."""

from django.http import QueryDict
from django.test import TestCase

from empirie.subjects.filters import SubjectFilter
from multimedia.filters import RecordingFilter
from networks.filters import ProductFilter
from tests import factories as make

NONSENSE = (
    "page=abc",
    "page=-1",
    "page=²",
    "page=99999999999999",
    "year=²",
    "year=12",
    "year=99999999999",
    "topic=%00",
    "topic=nie-ma",
    "city=%F0%9F%98%80",
    "network=%ff%fe",
    "kind=DROP%20TABLE",
    "level=",
    "kind=videopage",
    "utm_source=x",
    "topic=a&topic=b",
)


class NonsenseTests(TestCase):
    def test_nonsense_filters_nothing(self):
        for filter_class in (SubjectFilter, RecordingFilter, ProductFilter):
            for query in NONSENSE:
                with self.subTest(filter=filter_class.__name__, query=query):
                    asked_for = filter_class(QueryDict(query))
                    self.assertFalse(asked_for.is_filtering)
                    self.assertEqual(asked_for.page_number, 1)


class SubjectFilterTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.topic, cls.city = make.a_topic(), make.a_city()
        cls.match = make.an_article("Łąka", "laka", topics=[cls.topic], cities=[cls.city])
        cls.other = make.an_article("Most", "most")

    def listed(self, query):
        from articles.models import ArticleIndexPage

        listing = ArticleIndexPage.objects.get(locale__language_code="pl")
        return list(SubjectFilter(QueryDict(query)).page_of(listing))

    def test_a_reader_narrows_by_topic_city_and_year(self):
        for query in ("topic=zywnosc", "city=lodz", "topic=zywnosc&city=lodz&year=2026"):
            with self.subTest(query=query):
                self.assertEqual(self.listed(query), [self.match])

    def test_a_year_without_articles_gives_an_empty_list(self):
        self.assertEqual(self.listed("year=2020"), [])

    def test_a_page_past_the_end_is_the_last_page(self):
        self.assertEqual(len(self.listed("page=500")), 2)

    def test_the_address_of_a_filter_is_kept_for_the_pager(self):
        asked_for = SubjectFilter(QueryDict("city=lodz&topic=zywnosc&page=2"))
        self.assertEqual(asked_for.query_string(), "topic=zywnosc&city=lodz")
