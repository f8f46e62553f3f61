"""A closed world: a page type added tomorrow is held to these rules today."""

from unittest import mock

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.test import RequestFactory, SimpleTestCase, TestCase
from lxml import html
from wagtail.models import Page, get_page_models
from wagtail_localize.fields import get_translatable_fields

from articles.models import ArticlePage
from empirie.core.pages import BasePage
from tests.factories import english_locale
from tests.samples import one_public_page_of_each_type


def our_page_types():
    """Every page type an editor can create."""
    return [model for model in get_page_models() if model is not Page and model.is_creatable]


def faults_of(page_type):
    """What is wrong with a page type, in words."""
    own = vars(page_type)
    faults = []
    if not issubclass(page_type, BasePage):
        faults.append("does not extend BasePage")
    for rule in ("parent_page_types", "subpage_types"):
        if rule not in own:
            faults.append(f"does not say its {rule}")
    if not own.get("page_description"):
        faults.append("has no description for editors")
    try:
        get_template(page_type.template)
    except TemplateDoesNotExist:
        faults.append(f"has no template {page_type.template}")
    return faults


def undecided_fields(page_type):
    """Editable fields that nobody has said to be translated or shared."""
    decided = {field.field_name for field in get_translatable_fields(page_type)}
    inherited = {field.name for field in Page._meta.get_fields()}
    own = {field.name for field in page_type._meta.get_fields() if field.concrete and field.editable}
    exempt = {"topics", "cities", "networks"}  # AboutSubjects hands these on by itself
    links_to_parents = {
        field.name for field in page_type._meta.get_fields() if field.concrete and field.name.endswith("_ptr")
    }
    return own - inherited - decided - exempt - links_to_parents


class PageTypeRulesTests(SimpleTestCase):
    def test_each_page_type_keeps_the_rules(self):
        for page_type in our_page_types():
            with self.subTest(page_type=page_type.__name__):
                self.assertEqual(faults_of(page_type), [])

    def test_the_rules_can_be_broken(self):
        careless = type("Careless", (), {"template": "nowhere.html"})
        self.assertEqual(len(faults_of(careless)), 5)

    def test_each_field_is_translated_or_shared_on_purpose(self):
        for page_type in our_page_types():
            with self.subTest(page_type=page_type.__name__):
                self.assertEqual(undecided_fields(page_type), set())

    def test_an_undecided_field_is_found(self):
        decided = [field for field in ArticlePage.translatable_fields if field.field_name != "body"]
        with mock.patch.object(ArticlePage, "translatable_fields", decided):
            self.assertEqual(undecided_fields(ArticlePage), {"body"})


class EveryPageTypeTests(TestCase):
    """Each page type, drawn for a reader in both languages."""

    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()

    def test_there_is_a_sample_of_each(self):
        self.assertEqual({type(page) for page in self.pages}, set(our_page_types()))

    def test_each_renders_in_both_languages_with_one_heading_of_the_first_level(self):
        for page in self.pages:
            for version in page.get_translations(inclusive=True):
                with self.subTest(page_type=type(page).__name__, language=version.locale.language_code):
                    response = self.client.get(version.url)
                    self.assertEqual(response.status_code, 200)
                    document = html.document_fromstring(response.content)
                    self.assertEqual(len(document.xpath("//h1")), 1)
                    self.assertEqual(document.get("lang"), version.locale.language_code)

    def test_each_has_an_english_version(self):
        for page in self.pages:
            with self.subTest(page_type=type(page).__name__):
                self.assertTrue(page.has_translation(english_locale()))

    def test_each_can_be_previewed(self):
        for page in self.pages:
            with self.subTest(page_type=type(page).__name__):
                request = RequestFactory().get("/")
                response = page.make_preview_request(request, page.default_preview_mode)
                self.assertEqual(response.status_code, 200)

    def test_no_heading_stands_over_nothing(self):
        for page in self.pages:
            with self.subTest(page_type=type(page).__name__):
                self.assertEqual(empty_headings(self.client.get(page.url).content), [])

    def test_a_heading_over_nothing_is_found(self):
        self.assertEqual(
            empty_headings(b"<main><h1>A</h1><p>x</p><h2>B</h2><h2>C</h2><p>y</p></main>"), ["B"]
        )


def empty_headings(page):
    """Headings of the second level and below that are followed by no text before the next of their level."""
    document = html.document_fromstring(page)
    empty = []
    for heading in document.xpath("//main//h2|//main//h3"):
        level = int(heading.tag[1])
        following = heading.xpath("following::text()[normalize-space()][ancestor::main]")
        later = heading.xpath("following::*[self::h1 or self::h2 or self::h3][ancestor::main]")
        rival = next((other for other in later if int(other.tag[1]) <= level), None)
        first = following[0].getparent() if following else None
        if first is None or (rival is not None and (first is rival or rival in first.iterancestors())):
            empty.append(heading.text_content().strip())
    return empty
