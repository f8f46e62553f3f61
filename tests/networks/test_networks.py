"""Networks gather what is about them; products offer their files with what a reader wants to know."""

import datetime

from django.test import TestCase

from empirie.subjects.models import NetworkMeeting
from tests import factories as make


class NetworkPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()
        cls.network = make.a_network()
        cls.network.members = [cls.city_page.city]
        cls.network.meetings = [
            NetworkMeeting(
                starts=datetime.date(2022, 10, 10),
                ends=datetime.date(2022, 10, 12),
                city=cls.city_page.city,
                topic_pl="Zieleń w mieście",
                topic_en="Green space",
            )
        ]
        cls.network.save()
        cls.page = make.a_network_page(cls.network)
        cls.article = make.an_article(networks=[cls.network])

    def test_members_meetings_and_articles_stand_on_the_page(self):
        response = self.client.get(self.page.url)
        self.assertContains(response, f'href="{self.city_page.url}"')
        self.assertContains(response, "10–12 października 2022")
        self.assertContains(response, "Zieleń w")
        self.assertContains(response, self.article.title.split()[0])

    def test_see_all_leads_to_what_is_about_the_network(self):
        self.assertContains(self.client.get(self.page.url), 'href="/aktualnosci/?network=miasto-zielone"')

    def test_english_readers_get_the_same_facts_in_english(self):
        make.in_english(self.city_page)
        response = self.client.get(make.in_english(self.page).url)
        self.assertContains(response, "10–12 October 2022")
        self.assertContains(response, "Green space")
        self.assertNotContains(response, "Zieleń")

    def test_products_are_listed_with_their_network_and_filtered_by_kind(self):
        product = make.a_product(self.page)
        self.assertContains(self.client.get("/produkty/"), f'href="{product.url}"')
        self.assertContains(self.client.get("/produkty/?kind=guide&level=local"), f'href="{product.url}"')
        self.assertNotContains(self.client.get("/produkty/?kind=model"), f'href="{product.url}"')


class ProductFilesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        english = make.a_download("Guide", "guide.odt", language="en", pages=3, is_accessible=True)
        polish = make.a_download("Poradnik", "poradnik.odt", language="pl", pages=22)
        cls.product = make.a_product(make.a_network_page(), files=[english, polish])

    def test_a_reader_sees_language_format_size_and_pages_own_language_first(self):
        html = self.client.get(self.product.url).content.decode()
        self.assertLess(html.index("Poradnik</"), html.index("Guide</"))
        for told in ("ODT", "22 strony", "3 strony", 'hreflang="en"'):
            self.assertIn(told, html)

    def test_the_english_page_puts_english_files_first(self):
        make.in_english(self.product.get_parent())
        html = self.client.get(make.in_english(self.product).url).content.decode()
        self.assertLess(html.index("Guide</"), html.index("Poradnik</"))
        self.assertIn("22 pages", html)

    def test_a_file_can_be_downloaded(self):
        document = self.product.files.first().document
        self.assertEqual(self.client.get(document.url).status_code, 200)
