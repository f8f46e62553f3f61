"""A Polish admin is Polish: its screens are opened one after the other, and no English is found on them."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, Page

from empirie.core.blocks.numbers import TableBlock
from empirie.core.blocks.table_input import TableInputAdapter
from networks.models import ProductIndexPage
from tests import factories as make

# Words that no Polish text has. Without "search", which static/admin/words.js puts right in the browser.
WORDS = """
the and of for with this that are is page pages add edit delete more select none choose actions root
translation translations error view settings publish unpublish move copy history usage please cannot must
your you has have from items field required enter valid update new create remove close open cancel submit
confirm back next previous by was were not only can will workflow workflows user users group groups image
images document documents title name date type locale locales site sites sort order ascending descending
revision revisions draft current comments reply resolve show hide toggle loading failed success report
reports download upload files children child parent
"""
ENGLISH = frozenset(WORDS.split())
SPOKEN = ("aria-label", "title", "placeholder", "alt")
SILENT = {"script", "style", "svg", "option", "code", "kbd"}


class Screen(HTMLParser):
    """What is read and heard on a screen, and where it leads."""

    def __init__(self, html):
        super().__init__()
        self.silent, self.texts, self.links = 0, [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.silent += tag in SILENT
        self.texts += [attributes[name] for name in SPOKEN if attributes.get(name)]
        if tag == "a":
            self.links.append(attributes.get("href") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in SILENT

    def handle_data(self, text):
        if not self.silent and text.strip():
            self.texts.append(" ".join(text.split()))


def is_english(text):
    words = re.findall(r"[a-z]+", text.lower())
    found = sum(word in ENGLISH for word in words)
    return found * 3 > len(words) and not re.search("[ąćęłńóśźż]", text.lower())


class PolishAdminTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        make.a_gallery(make.a_city_page())
        make.an_article()
        make.a_network(), make.a_topic(), make.a_download(title="Poradnik")
        cls.user = User.objects.create_superuser("zarzadca", "z@empirie.example", "haslo")

    def setUp(self):
        self.client.force_login(self.user)

    def screens(self):
        """(address, Screen) of one screen of each kind that links lead to from the dashboard."""
        waiting, kinds = ["/admin/"], set()
        while waiting:
            address = waiting.pop(0)
            kind = re.sub(r"\d+", "N", urlsplit(address).path)
            if kind in kinds or not kind.startswith("/admin/") or "logout" in kind:
                continue
            kinds.add(kind)
            response = self.client.get(address)
            if response.status_code == 200 and "text/html" in response.headers.get("content-type", ""):
                screen = Screen(response.content.decode())
                waiting += screen.links
                yield address, screen

    def test_no_screen_says_anything_in_english(self):
        count, found = 0, []
        for address, screen in self.screens():
            count += 1
            found += [(address, text) for text in screen.texts if is_english(text)]
        self.assertEqual(found, [])
        self.assertGreater(count, 60)

    def test_english_would_be_found(self):
        self.assertTrue(all(map(is_english, ("More actions", "None", "Root", "Page not found"))))
        self.assertFalse(any(map(is_english, ("Wybierz stronę", "Status", "Menu", "Nagrania: 6"))))

    def test_the_roots_of_pages_and_collections_have_polish_names(self):
        self.assertEqual(Page.get_first_root_node().title, "Wszystkie strony")
        self.assertEqual(Collection.get_first_root_node().name, "Wspólna kolekcja")

    def test_a_chooser_of_one_kind_of_page_puts_its_name_into_no_wrong_case(self):
        answer = self.client.get(reverse("wagtailadmin_choose_page"), {"page_type": "galleries.GalleryPage"})
        heading = answer.json()["html"]
        self.assertIn("Wybierz: galeria", heading.replace("Galeria", "galeria"))

    def test_the_list_of_products_leads_to_adding_one_and_counts_nothing_that_is_not_there(self):
        products = make.polish(ProductIndexPage)
        answer = self.client.get(reverse("wagtailadmin_explore", args=[products.pk]))
        self.assertContains(answer, reverse("products:choose_parent"))
        self.assertNotContains(answer, "z 0")
        self.assertContains(self.client.get(reverse("products:index")), reverse("products:choose_parent"))

    def test_help_leads_to_nothing_in_english(self):
        self.assertNotContains(self.client.get("/admin/"), "guide.wagtail.org")

    def test_the_table_speaks_polish_and_marks_what_it_asks_for(self):
        with translation.override("pl"):
            options, strings = TableInputAdapter().js_args(TableBlock().field.widget)
        self.assertEqual(options["contextMenu"]["items"]["row_above"]["name"], "Wstaw wiersz powyżej")
        self.assertIn("w-required-mark", strings["Table headers"])

    def test_a_table_without_a_choice_of_headers_is_refused_in_words(self):
        with translation.override("pl"), self.assertRaisesMessage(ValidationError, "które komórki"):
            TableBlock().clean({"data": [["Rok"]], "table_header_choice": ""})
