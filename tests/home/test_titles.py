"""A reader with ten tabs, or a screen reader, knows from the title alone which list this is (WCAG 2.4.2)."""

from unittest import mock

from django.test import TestCase
from lxml import html

from tests import factories as make


class TitleTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        topic = make.a_topic("Żywność", "zywnosc", slug_en="food")
        cls.city_page = make.a_city_page()
        make.in_english(cls.city_page)
        for number in range(3):
            article = make.an_article(
                f"Łąka {number}", f"laka-{number}", topics=[topic], cities=[cls.city_page.city]
            )
            make.in_english(article)

    def setUp(self):
        for module in ("empirie.subjects.filters", "home.models.search"):
            self.enterContext(mock.patch(f"{module}.PAGE_SIZE", 2))

    def page(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return html.document_fromstring(response.content)

    def title(self, address):
        return self.page(address).xpath("string(//title)")


class TitleTests(TitleTestCase):
    def test_a_list_says_by_what_it_is_filtered_and_which_page_of_it_this_is(self):
        for address, title in {
            "/aktualnosci/": "Aktualności – Empirie",
            "/aktualnosci/?topic=zywnosc": "Aktualności: Żywność – Empirie",
            "/aktualnosci/?page=2": "Aktualności – strona 2 z 2 – Empirie",
            "/aktualnosci/?topic=zywnosc&city=lodz&year=2026&page=2": (
                "Aktualności: Żywność, Łódź, 2026 – strona 2 z 2 – Empirie"
            ),
            "/aktualnosci/?year=2020": "Aktualności: 2020 – Empirie",
            "/en/news/?topic=food&page=2": "News: Food – page 2 of 2 – Empirie",
            "/multimedia/?kind=film": "Multimedia: Filmy – Empirie",
            "/produkty/?level=local&kind=guide": "Produkty sieci: Przewodnik, Lokalny – Empirie",
        }.items():
            with self.subTest(address=address):
                self.assertEqual(self.title(address), title)

    def test_nonsense_in_the_address_leaves_the_title_as_it_is(self):
        for query in ("topic=nie-ma", "page=abc", "page=1", "utm_source=x", "q=lodz"):
            with self.subTest(query=query):
                self.assertEqual(self.title(f"/aktualnosci/?{query}"), "Aktualności – Empirie")

    def test_a_search_says_what_was_searched_for_and_whether_it_was_found(self):
        for address, title in {
            "/szukaj/": "Szukaj – Empirie",
            "/szukaj/?q=laka": "Szukaj: „laka” – Empirie",
            "/szukaj/?q=laka&page=2": "Szukaj: „laka” – strona 2 z 2 – Empirie",
            "/szukaj/?q=%3Cb%3E%25s": "Szukaj: „<b>%s” – nic nie znaleziono – Empirie",
            "/en/search/?q=qwerty": "Search: “qwerty” – nothing found – Empirie",
        }.items():
            with self.subTest(address=address):
                self.assertEqual(self.title(address), title)

    def test_no_two_pages_of_a_list_have_the_same_title(self):
        queries = ("", "?page=2", "?topic=zywnosc", "?topic=zywnosc&page=2", "?city=lodz", "?year=2026")
        titles = [self.title(f"/aktualnosci/{query}") for query in queries]
        self.assertEqual(len(set(titles)), len(queries))


class OtherLanguageTests(TitleTestCase):
    def languages(self, address):
        links = self.page(address).xpath("//head/link[@hreflang]")
        return {link.get("hreflang") for link in links}

    def switch(self, address, language):
        return self.page(address).xpath(f"string(//nav[@class='languages']//a[@hreflang='{language}']/@href)")

    def test_a_filtered_list_a_later_page_and_a_search_name_no_counterpart_to_search_engines(self):
        for address in ("/aktualnosci/?topic=zywnosc", "/aktualnosci/?page=2", "/szukaj/?q=laka"):
            with self.subTest(address=address):
                self.assertEqual(self.languages(address), set())
        for address in (
            "/aktualnosci/",
            "/aktualnosci/?topic=nie-ma",
            "/aktualnosci/?utm_source=x",
            "/szukaj/",
        ):
            with self.subTest(address=address):
                self.assertEqual(self.languages(address), {"pl", "en", "x-default"})

    def test_the_language_switch_leads_to_the_same_filter_and_the_same_search(self):
        for address, language, counterpart in (
            ("/aktualnosci/?topic=zywnosc&year=2026", "en", "/en/news/?topic=food&year=2026"),
            ("/en/news/?topic=food&city=lodz", "pl", "/aktualnosci/?topic=zywnosc&city=lodz"),
            ("/multimedia/?kind=film", "en", "/en/multimedia/?kind=film"),
            ("/szukaj/?q=Łódź+%26", "en", "/en/search/?q=%C5%81%C3%B3d%C5%BA+%26"),
            ("/aktualnosci/?page=2", "en", "/en/news/"),
            ("/aktualnosci/?topic=nie-ma", "en", "/en/news/"),
        ):
            with self.subTest(address=address):
                self.assertEqual(self.switch(address, language), counterpart)
