"""A closed world: every text of every page, block and setting can be said in English, and is then shown."""

import copy
import html as html_module
import json

from django.db import models
from django.test import SimpleTestCase, TestCase
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail_localize.models import TranslationSource

from empirie.core.blocks import BodyBlock
from home.models import HomePage, InformationPage, Navigation, ProgrammeSettings
from home.models.information import InformationPageGallery
from networks.models import ProductFile, ProductPage
from tests import factories as make
from tests.samples import one_public_page_of_each_type

from .steps import publish_polish, published_in_english, texts_of

# Every field of every block: what is said anew in English, and what both languages share.
BLOCK_FIELDS = {
    "heading.text": "translated",
    "heading.level": "shared",
    "text": "translated",
    "quote.text": "translated",
    "quote.attribution": "translated",
    "callout.title": "translated",
    "callout.text": "translated",
    "figure.photo": "shared",
    "figure.description": "translated",
    "figure.is_decorative": "shared",
    "figure.caption": "translated",
    "recording.page": "shared",
    "gallery.page": "shared",
    "figures.items.value": "translated",
    "figures.items.label": "translated",
    "figures.items.source": "translated",
    "table": "translated",
    "accordion.items.title": "translated",
    "accordion.items.text": "translated",
    "downloads.title": "translated",
    "downloads.documents": "shared",
    "links.is_call_to_action": "shared",
    "links.items.label": "translated",
    "links.items.page": "shared",
    "links.items.url": "shared",
}
# What both languages share of the settings; everything else stands there twice, as …_pl and …_en.
SHARED_SETTINGS = {"grants_url", "national_grants_url", "contact_email", "image", "url", "page"}
BOOKKEEPING = {"id", "site", "sort_order", "programme", "navigation"}

BODY = {
    "heading": {"text": "Nagłówek rozdziału", "level": "h3"},
    "text": "<p>Akapit z <b>tłustym</b> słowem.</p><ul><li>Punkt listy</li></ul>",
    "quote": {"text": "Słowa cytatu", "attribution": "Autorka cytatu"},
    "callout": {"title": "Tytuł ramki", "text": "<p>Treść ramki</p>"},
    "figures": {"items": [{"value": "29 miast", "label": "Podpis liczby", "source": "Źródło liczby"}]},
    "table": {
        "data": [["Miasto tabeli", "Rok tabeli"], ["Komórka", ""]],
        "table_caption": "Podpis tabeli",
        "first_row_is_table_header": True,
        "first_col_is_header": False,
        "table_header_choice": "row",
    },
    "accordion": {"items": [{"title": "Pytanie", "text": "<p>Odpowiedź</p>"}]},
    "links": {"is_call_to_action": False, "items": [{"label": "Słowa linku", "url": "https://a.example"}]},
}


def fields_of(block, path=""):
    """(path, block) of every field an editor fills in."""
    if isinstance(block, blocks.ListBlock):
        yield from fields_of(block.child_block, path)
    elif isinstance(block, blocks.StructBlock | blocks.StreamBlock):
        for name, child in block.child_blocks.items():
            yield from fields_of(child, f"{path}.{name}" if path else name)
    else:
        yield path, block


def settings_fields(model):
    """Names of the fields of a setting and its rows that hold something an editor gives."""
    names = {field.name for field in model._meta.get_fields() if field.concrete}
    for relation in model._meta.get_fields():
        if relation.one_to_many and relation.related_model._meta.app_label == model._meta.app_label:
            names |= {field.name for field in relation.related_model._meta.get_fields() if field.concrete}
    return {name for name in names - BOOKKEEPING if not name.endswith("_ptr")}


def without_their_twin(names):
    """Names that are neither shared nor there in both languages."""
    twins = {"_pl": "_en", "_en": "_pl"}
    return {
        name
        for name in names - SHARED_SETTINGS
        if name[-3:] not in twins or name[:-3] + twins[name[-3:]] not in names
    }


class WrittenDownTests(SimpleTestCase):
    def test_each_field_of_each_block_is_translated_or_shared_on_purpose(self):
        self.assertEqual({path for path, _block in fields_of(BodyBlock())}, set(BLOCK_FIELDS))

    def test_each_text_of_the_settings_stands_there_in_both_languages(self):
        for model in (ProgrammeSettings, Navigation):
            with self.subTest(setting=model.__name__):
                self.assertEqual(without_their_twin(settings_fields(model)), set())

    def test_a_text_without_its_twin_is_found(self):
        self.assertEqual(without_their_twin({"tagline_pl", "motto", "url"}), {"tagline_pl", "motto"})
        self.assertIsInstance(ProgrammeSettings._meta.get_field("tagline_pl"), models.CharField)


class EveryBlockTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        photo, document = make.a_photo(), make.a_download()
        figure = {"photo": photo.pk, "description": "Opis zdjęcia", "caption": "Podpis zdjęcia"}
        downloads = {"title": "Tytuł plików", "documents": [document.pk]}
        cls.body = copy.deepcopy(BODY) | {"figure": figure, "downloads": downloads}
        for value in cls.body.values():
            _give_ids_to_items(value)
        stream = [{"type": kind, "value": value, "id": kind} for kind, value in cls.body.items()]
        cls.page = make.an_information_page(lead="Zajawka", body=json.dumps(stream))
        publish_polish(cls.page)

    def test_what_is_written_down_as_translated_is_offered_for_translation(self):
        source, _created = TranslationSource.update_or_create_from_instance(self.page)
        offered = " ".join(
            segment.string.data for segment in source.stringsegment_set.select_related("string")
        )
        for path, kind in BLOCK_FIELDS.items():
            words = sample(self.body, path)
            if isinstance(words, str):
                with self.subTest(field=path):
                    self.assertEqual(
                        strip_tags(words.split("</")[0]) in strip_tags(offered), kind == "translated"
                    )

    def test_every_text_of_every_block_is_shown_in_english_after_publication(self):
        english, said = published_in_english(self.page)
        shown = html_module.unescape(self.client.get(english.url).content.decode())
        words = strip_tags(shown)
        for text in said:
            if text.startswith("en-"):  # the address
                continue
            with self.subTest(text=text):
                self.assertIn(strip_tags(text), " ".join(words.split()) + shown)
        for path, kind in BLOCK_FIELDS.items():
            polish = sample(self.body, path)
            if kind == "translated" and polish:
                first_words = strip_tags(polish.split("</")[0])
                with self.subTest(field=path):
                    self.assertNotIn(first_words, words.replace(f"EN {first_words}", ""))


def _give_ids_to_items(value):
    """As the editor saves lists: wagtail-localize cannot translate items without an id."""
    for name in {"items", "documents"} & set(value if isinstance(value, dict) else ()):
        if not isinstance(value[name][0], dict) or "id" not in value[name][0]:
            items = enumerate(value[name])
            value[name] = [{"type": "item", "value": item, "id": str(number)} for number, item in items]


def sample(body, path):
    """What the body says in a field of BLOCK_FIELDS, in a list's first item; None where it is left out."""
    value = body
    for step in path.split("."):
        value = value[0]["value"] if isinstance(value, list) else value
        value = value.get(step) if isinstance(value, dict) else None
    return value["table_caption"] if path == "table" else value


class EveryPageTypeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()

    def test_each_can_be_submitted_translated_and_published_and_then_says_all_of_it(self):
        for page in self.pages:
            with self.subTest(page_type=type(page).__name__):
                english, said = published_in_english(page)
                self.assertTrue(english.live)
                self.assertEqual(sorted(texts_of(english)), sorted(said))
                self.assertEqual(self.client.get(english.url).status_code, 200)


class RelationsTests(TestCase):
    """What a page is about, or offers, is the same in English after additions and removals."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.network_page = make.a_network_page()
        make.in_english(cls.network_page)

    def update(self, page):
        publish_polish(page)
        return published_in_english(page)[0]

    def test_files_of_a_product(self):
        one, two = make.a_download("Pierwszy"), make.a_download("Drugi", name="drugi.odt")
        product = make.a_product(self.network_page, files=[one])
        english = self.update(product)
        self.assertEqual([row.document for row in english.files.all()], [one])
        product = ProductPage.objects.get(pk=product.pk)
        product.files = [ProductFile(document=two, sort_order=0)]
        english = self.update(product)
        self.assertEqual([row.document for row in english.files.all()], [two])
        product = ProductPage.objects.get(pk=product.pk)
        product.files = []
        self.assertEqual(list(self.update(product).files.all()), [])

    def test_subjects(self):
        article = make.an_article(cities=[make.a_city()], topics=[make.a_topic()])
        english = self.update(article)
        self.assertEqual((english.cities.count(), english.topics.count()), (1, 1))
        article = type(article).objects.get(pk=article.pk)
        article.cities, article.topics = [], []
        english = self.update(article)
        self.assertEqual((english.cities.count(), english.topics.count()), (0, 0))

    def test_pages_picked_by_hand(self):
        gallery = make.a_gallery(make.a_city_page())
        make.in_english(gallery.get_parent())
        page = make.an_information_page()
        page.picked_galleries = [InformationPageGallery(picked=gallery)]
        self.assertEqual(self.update(page).picked_galleries.count(), 1)
        page = InformationPage.objects.get(pk=page.pk)
        page.picked_galleries = []
        self.assertEqual(self.update(page).picked_galleries.count(), 0)

    def test_the_home_page_keeps_its_translation_through_all_of_this(self):
        home = make.polish(HomePage)
        english = self.update(home)
        self.assertEqual(english.title, "EN Empirie – doświadczenia miast")
