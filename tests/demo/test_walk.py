"""A reader follows every link of the demo site, in both languages."""

import re
from collections import Counter
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import SimpleTestCase, TestCase
from lxml import html
from wagtail.models import Page

from articles.models import ArticlePage
from empirie.core.languages import language_of_address
from empirie.demo.content import FOLDER, names
from empirie.demo.models import LoadedItem
from empirie.subjects.models import City
from galleries.models import CityPage, GalleryPage
from home.models import InformationPage
from multimedia.models import RecordingPage
from networks.models import NetworkPage, ProductPage
from tests.demo_site import DemoTestCase, load_demo

from .languages import wrongly_marked

DOWNLOADS = ("/pobierz/", "/download/")
OURS = {"127.0.0.1:8000", "testserver"}
IN_NO_LANGUAGE = ("/media/", "/documents/", "/static/")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "headers")
CONTROLS = "self::a[@href] or self::button or self::input or self::select or self::summary"
REPORT = re.compile(r"(?:zdjecie|photo)/\d+/(?:zglos|report)/$")


def versions_in_head(page):
    """{code: path} of what the head of a page says of its language versions."""
    links = page.xpath("//head/link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): urlsplit(link.get("href")).path for link in links}


def faults_of(document):
    """What is wrong with how elements refer to and contain one another (HTML standard, 3.2.6 and 3.2.5.2.7).

    Parsers repair these faults in silence, and a screen reader then names the wrong thing or nothing.
    """
    ids = document.xpath("//@id")
    faults = [f"id twice: {name}" for name, times in Counter(ids).items() if times > 1]
    for attribute in REFERENCES:
        for value in document.xpath(f"//@{attribute}"):
            faults += [f"{attribute} leads nowhere: {name}" for name in value.split() if name not in ids]
    faults += [
        f"#{link[1:]} leads nowhere"
        for link in document.xpath("//a/@href[starts-with(., '#')]")
        if link[1:] not in ids
    ]
    inside = document.xpath(f"//*[{CONTROLS}]//*[{CONTROLS}]")
    return faults + [f"a control within a control: {element.tag}" for element in inside]


class DemoSiteTests(DemoTestCase):
    def walk(self, start):
        """{address: parsed page} of everything a reader can reach from `start` within this site."""
        reached, waiting, broken = {}, [(start, "")], []
        while waiting:
            address, linked_from = waiting.pop()
            if address in reached or self.is_like_one_of(reached, address):
                continue
            response = self.client.get(address)
            if response.status_code != 200:
                broken.append((address, response.status_code, linked_from))
                reached[address] = None
                continue
            is_page = response.headers["Content-Type"].startswith("text/html")
            reached[address] = html.document_fromstring(response.content) if is_page else None
            if is_page:
                waiting += [(link, address) for link in self.links_of(reached[address], address)]
        self.assertEqual(broken, [])
        return reached

    @staticmethod
    def is_like_one_of(reached, address):
        """The forms to report the photos of one gallery differ in the photo alone: one of them will do."""
        gallery, form = REPORT.split(address)[0], REPORT.search(address)
        return bool(form) and any(REPORT.search(other) and other.startswith(gallery) for other in reached)

    def reachable(self, start):
        """The addresses a reader who begins at `start` can come to, by the links of the pages walked."""
        reached, waiting = set(), [start]
        while waiting:
            address = waiting.pop()
            if address not in reached:
                reached.add(address)
                page = self.everything().get(address)
                waiting += [] if page is None else self.links_of(page, address)
        return reached & self.everything().keys()

    def links_of(self, document, address):
        found = set()
        for link in document.xpath("//a/@href|//link[@rel='alternate']/@href"):
            target = urlsplit(urldefrag(urljoin(f"http://127.0.0.1:8000{address}", link)).url)
            is_ours = target.netloc in OURS
            # Photo downloads are drawn on request; the tests of photo addresses look after them.
            if is_ours and not target.path.startswith("/media/") and not target.path.endswith(DOWNLOADS):
                found.add(target.path + (f"?{target.query}" if target.query else ""))
        return found

    def everything(self):
        """{address: parsed page} of all that can be reached from the Polish front page, walked once."""
        if not hasattr(type(self), "reached"):
            type(self).reached = self.walk("/")
        return self.reached

    def pages(self):
        return [(address, page) for address, page in self.everything().items() if page is not None]

    def test_every_link_from_both_front_pages_opens(self):
        reached = self.everything()
        pages = {urlsplit(address).path for address in reached}
        public = Page.objects.live().public().filter(depth__gt=1)
        unreached = {page.url for page in public} - pages
        self.assertEqual(unreached, set(), "public pages that no link leads to")
        self.assertEqual(reached.keys() - self.reachable("/en/"), set(), "not reached from the English side")

        for address, document in reached.items():
            if document is None:
                continue
            with self.subTest(address=address):
                self.assertEqual(len(document.xpath("//h1")), 1)
                self.assertEqual(document.get("lang"), "en" if address.startswith("/en/") else "pl")
                self.assertEqual(document.xpath("//h2[not(normalize-space())]"), [])
                self.assertEqual(faults_of(document), [])

    def test_every_page_that_names_another_language_is_named_by_it(self):
        said = {
            address: versions_in_head(page)
            for address, page in self.pages()
            if "?" not in address and not REPORT.search(address)  # of these not all are walked
        }
        self.assertGreater(sum(map(bool, said.values())), 100)
        for address, versions in said.items():
            for code, version in versions.items():
                with self.subTest(address=address, version=code):
                    self.assertEqual(said.get(version), versions)
            if versions:
                self.assertIn(address, versions.values())

    def test_every_text_is_in_the_language_it_is_marked_with(self):
        names = sorted(City.objects.values_list("name", flat=True), key=len, reverse=True)
        wrong = {}
        for address, page in self.pages():
            for language, text in wrongly_marked(page, names):
                wrong.setdefault((language, text), address)
        self.assertEqual(wrong, {})

    def test_no_link_leads_to_the_other_language_unmarked(self):
        unmarked = set()
        for address, page in self.pages():
            for link in page.xpath("//body//a[@href]"):
                target = urlsplit(urljoin(f"http://testserver{address}", link.get("href")))
                if target.netloc not in OURS or target.path.startswith(IN_NO_LANGUAGE):
                    continue
                language = language_of_address(target.path)
                if language != language_of_address(address) and link.get("hreflang") != language:
                    unmarked.add((address, target.path))
        self.assertEqual(unmarked, set())

    def test_the_content_that_was_promised_is_there(self):
        def published(page_type, language):
            return page_type.objects.readable().filter(locale__language_code=language).count()

        promised = (
            (CityPage, 29),
            (NetworkPage, 8),
            (RecordingPage, 6),
            (ProductPage, 10),
            (GalleryPage, 12),
        )
        for page_type, number in promised:
            with self.subTest(page_type=page_type.__name__):
                self.assertEqual(published(page_type, "pl"), number)
        self.assertEqual(published(CityPage, "en"), 29)  # without it no gallery of the city can be approved
        self.assertGreaterEqual(published(ArticlePage, "pl"), 24)
        self.assertGreaterEqual(published(ArticlePage, "en"), 24)
        for gallery in GalleryPage.objects.filter(locale__language_code="pl"):
            self.assertIn(gallery.photos.count(), range(8, 25), gallery.title)

    def test_some_pages_stay_polish_on_purpose_and_nothing_english_is_polish(self):
        polish_only = [
            page
            for page in Page.objects.filter(locale__language_code="pl", depth__gt=2)
            if not page.has_translation(Page.objects.filter(locale__language_code="en").first().locale)
        ]
        self.assertGreaterEqual(len(polish_only), 4)
        titles = {
            page.translation_key: page.title for page in Page.objects.filter(locale__language_code="pl")
        }
        same = [
            page.title
            for page in Page.objects.filter(locale__language_code="en").exclude(title="Multimedia")
            if page.title == titles[page.translation_key] and page.specific_class is ArticlePage
        ]
        self.assertEqual(same, [])

    def test_the_seed_page_ends_in_all_three_sections_in_both_languages(self):
        for page in InformationPage.objects.filter(slug="empirie", depth__gt=2):
            with self.subTest(language=page.locale.language_code):
                self.assertEqual(
                    [kind for kind, _pages in page.related()], ["articles", "recordings", "galleries"]
                )

    def test_every_gallery_photo_is_described_in_both_languages_and_not_by_its_file_name(self):
        for gallery in GalleryPage.objects.filter(locale__language_code="pl"):
            for row in gallery.photos.all():
                self.assertTrue(row.alt_pl.startswith("Rysunek") and row.alt_en.startswith("Drawing"))
                self.assertNotIn(".jpg", row.photo.title)

    def test_loading_again_adds_nothing_and_keeps_what_an_editor_changed_or_deleted(self):
        article = ArticlePage.objects.filter(locale__language_code="pl").first()
        article.title = "Poprawiony tytuł"
        article.save_revision().publish()
        ArticlePage.objects.filter(locale__language_code="pl").last().delete()
        pages, items = Page.objects.count(), LoadedItem.objects.count()
        load_demo()
        self.assertEqual((Page.objects.count(), LoadedItem.objects.count()), (pages, items))
        self.assertTrue(ArticlePage.objects.filter(title="Poprawiony tytuł").exists())

    def test_the_page_tree_is_sound(self):
        self.assertEqual([problems for problems in Page.find_problems() if problems], [])

    def test_every_english_page_has_a_finished_translation_behind_it(self):
        from wagtail_localize.models import Translation

        unfinished = []
        for translation in Translation.objects.select_related("source"):
            total, done = translation.get_progress()
            if total != done:
                unfinished.append(translation.source.object_repr)
        self.assertEqual(unfinished, [])


class MarkedLanguageTests(SimpleTestCase):
    """The walk can fail: a text in the wrong language is found, one that is marked is not."""

    POLISH = "Mieszkańcy sami wybrali drzewa, które posadzono jesienią wzdłuż nowej ścieżki."
    ENGLISH = "The residents themselves chose the trees that were planted along the new path."

    def found(self, body):
        return wrongly_marked(html.document_fromstring(f"<html lang='en'><body>{body}</body></html>"))

    def test_polish_on_an_english_page_is_found(self):
        self.assertEqual(self.found(f"<p>{self.POLISH}</p><p>{self.ENGLISH}</p>"), [("en", self.POLISH)])
        self.assertEqual(self.found(f"<p lang='pl'>{self.ENGLISH}</p>"), [("pl", self.ENGLISH)])

    def test_marked_polish_is_left_alone(self):
        self.assertEqual(self.found(f"<div lang='pl'><p>{self.POLISH}</p></div>"), [])
        self.assertEqual(self.found(f"<p>{self.ENGLISH} <span lang='pl'>{self.POLISH}</span></p>"), [])

    def test_names_of_cities_are_in_no_language(self):
        names = ["Zgierz", "Kędzierzyn-Koźle", "Włocławek", "Żywiec"]
        text = "Zgierz, three others, Kędzierzyn-Koźle, Włocławek and Żywiec: in December the queue was fast."
        document = html.document_fromstring(f"<html lang='en'><body><p>{text}</p></body></html>")
        self.assertEqual(wrongly_marked(document, names), [])

    def test_each_block_answers_for_its_own_words(self):
        self.assertEqual(self.found(f"<li>{self.ENGLISH}<p lang='pl'>{self.POLISH}</p></li>"), [])


class FaultTests(SimpleTestCase):
    def test_each_kind_of_fault_is_found(self):
        for source in (
            '<p id="a"></p><p id="a"></p>',
            '<label for="nobody">Imię</label>',
            '<section aria-labelledby="nobody"></section>',
            '<a href="#nobody">Dalej</a>',
            '<a href="/"><button>Dalej</button></a>',
        ):
            with self.subTest(source=source):
                self.assertEqual(len(faults_of(html.document_fromstring(f"<body>{source}</body>"))), 1)


class ContentFilesTests(TestCase):
    def test_there_is_a_file_of_every_kind(self):
        for kind in ("articles", "galleries", "pages", "products", "recordings"):
            self.assertTrue(names(kind), kind)

    def test_no_text_names_a_private_person_or_quotes_a_real_one(self):
        for path in FOLDER.rglob("*.toml"):
            text = path.read_text(encoding="utf-8")
            if 'block = "quote"' in text:
                self.assertTrue("Hasło" in text or "przykład" in text.lower(), path.name)
