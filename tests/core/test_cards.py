"""Cards of a list stand in line, whether an editor chose a cover or not."""

from django.test import TestCase
from lxml import html

from tests import factories as make


class CoverTests(TestCase):
    def test_a_card_without_a_cover_shows_the_star_and_one_with_a_cover_its_photo(self):
        make.a_site()
        make.an_article(title="Bez okładki", slug="bez")
        make.an_article(title="Z okładką", slug="z", cover=make.a_photo(), cover_description="Ścieżka")
        document = html.document_fromstring(self.client.get("/aktualnosci/").content)
        drawn = {
            card.xpath("string(.//h3)"): (
                len(card.xpath(".//*[@class='card-picture']//img")),
                len(card.xpath(".//*[@class='card-picture']//*[@class='star']")),
            )
            for card in document.xpath("//article[contains(@class, 'card')]")
        }
        self.assertEqual(drawn, {"Bez okładki": (0, 1), "Z\xa0okładką": (1, 0)})
