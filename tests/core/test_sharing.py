"""Sharing a page: plain links that carry its title and full address unharmed."""

from urllib.parse import parse_qs, urlsplit

from django.test import SimpleTestCase, TestCase
from lxml import html

from empirie.core.sharing import share_links
from tests import factories as make

TITLE = "„Łąka” w mieście – 100 % zieleni & kwiaty? 🌼 + więcej #1"
ADDRESS = "https://empirie.example/aktualnosci/laka/?a=1&b=ż"


def asked(link):
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


class ShareLinksTests(SimpleTestCase):
    def setUp(self):
        self.links = share_links(TITLE, ADDRESS)

    def test_titles_with_quotes_emoji_and_percent_signs_survive(self):
        self.assertEqual(asked(self.links.x), {"text": TITLE, "url": ADDRESS})
        self.assertEqual(asked(self.links.facebook), {"u": ADDRESS})
        self.assertEqual(asked(self.links.linkedin), {"url": ADDRESS})

    def test_a_letter_has_the_title_as_subject_and_the_address_on_a_line_of_its_own(self):
        self.assertEqual(asked(self.links.email), {"subject": TITLE, "body": f"{TITLE}\r\n{ADDRESS}"})
        self.assertNotIn("+", self.links.email)

    def test_a_title_cannot_add_parts_to_an_address(self):
        links = share_links("a&url=https://evil.example\r\nBcc: x", ADDRESS)
        self.assertEqual(asked(links.x)["url"], ADDRESS)
        self.assertNotIn("\n", links.email)


class ShareOnPagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article(title=TITLE)

    def share(self, page):
        document = html.document_fromstring(self.client.get(page.url).content)
        return document.xpath("//section[@data-share]")

    def test_an_article_offers_its_canonical_address(self):
        (share,) = self.share(self.article)
        document = html.document_fromstring(self.client.get(self.article.url).content)
        (canonical,) = document.xpath("//link[@rel='canonical']/@href")
        self.assertEqual(share.xpath("string(.//*[@class='share-address'])"), canonical)
        x = share.xpath(".//a[contains(@href, 'x.com')]/@href")[0]
        self.assertEqual(asked(x), {"text": TITLE, "url": canonical})

    def test_links_open_where_the_reader_wants_and_the_text_says_that_they_leave(self):
        (share,) = self.share(self.article)
        for link in share.xpath(".//a[starts-with(@href, 'https:')]"):
            self.assertIsNone(link.get("target"))
            self.assertIn("noopener", link.get("rel"))
        self.assertIn("inny serwis", share.text_content().replace("\u00a0", " "))

    def test_every_kind_that_is_shared_has_it_and_lists_have_not(self):
        network_page = make.a_network_page()
        for page in (make.a_recording(), make.a_product(network_page), make.an_information_page()):
            with self.subTest(page_type=type(page).__name__):
                self.assertEqual(len(self.share(page)), 1)
        self.assertEqual(self.share(self.article.get_parent()), [])
