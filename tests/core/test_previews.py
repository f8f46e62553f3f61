"""A closed world: every page type can be previewed through every door, whatever the editor has just typed."""

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import TestCase
from django.urls import reverse
from wagtail.blocks.base import Block
from wagtail.fields import StreamField
from wagtail.models import Page, PreviewableMixin
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield
from wagtail_localize.models import Translation, TranslationSource

from articles.models import ArticlePage
from empirie.people.roles import COMMUNICATIONS, TRANSLATOR, sync_roles
from empirie.photos.models import Photo
from galleries.models import GalleryPage
from home.models import InformationPage
from multimedia.models import VideoPage
from networks.models import ProductPage
from tests import factories as make
from tests.samples import one_public_page_of_each_type

NEW_TITLE = "Świeżo wpisany tytuł"
# What an editor picks in a row of a page, by the name of the relation.
PICKED = {
    "picked_articles": ArticlePage,
    "picked_recordings": VideoPage,
    "picked_galleries": GalleryPage,
    "photos": Photo,
    "files": ProductPage._meta.get_field("files").related_model._meta.get_field("document").related_model,
}


class PreviewTestCase(TestCase):
    role = COMMUNICATIONS

    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()
        sync_roles()
        cls.person = User.objects.create_user(cls.role.lower(), "osoba@empirie.example")
        cls.person.groups.add(Group.objects.get(name=cls.role))

    def setUp(self):
        self.client.force_login(self.person)

    def versions(self):
        """(a name for subTest, page) of every page in both languages."""
        for page in self.pages:
            for version in page.get_translations(inclusive=True).select_related("locale"):
                yield f"{type(page).__name__} {version.locale.language_code}", version.specific

    def assert_shown(self, address, *words):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        self.assertTemplateNotUsed(response, "wagtailadmin/generic/preview_error.html")
        for text in words:
            self.assertContains(response, text)

    def assert_previewed(self, address, form, *words):
        """Type `form` and look at it, in a window of its own."""
        answer = self.client.post(address, form)
        self.assertEqual(answer.json(), {"is_valid": True, "is_available": True})
        self.assert_shown(address, *words)


def without_translation_editor(page):
    """Let `page` be edited in Wagtail's own form."""
    Translation.objects.filter(source__object_id=page.translation_key).update(enabled=False)


class EditorsPreviewTests(PreviewTestCase):
    def form(self, page, name, *args):
        """The form of the screen `name` as it came, with texts made of blocks left empty."""
        screen = self.client.get(reverse(name, args=args)).content.decode()
        form = querydict_from_html(screen, form_id="page-edit-form")
        for field in page._meta.get_fields():
            if isinstance(field, StreamField):
                form.update(nested_form_data({field.name: streamfield([])}))
        return form

    def edited(self, page):
        """(address of the preview, the form) of a page that is being edited."""
        without_translation_editor(page)
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        return address, self.form(page, "wagtailadmin_pages:edit", page.pk)

    def test_a_draft_and_each_older_version_are_shown(self):
        for name, page in self.versions():
            with self.subTest(page=name):
                revision = page.save_revision(clean=False)
                self.assert_shown(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
                self.assert_shown(reverse("wagtailadmin_pages:revisions_view", args=[page.pk, revision.pk]))

    def test_unsaved_changes_are_shown_and_so_are_rows_that_were_just_added(self):
        tried = set()
        for name, page in self.versions():
            with self.subTest(page=name):
                address, form = self.edited(page)
                words = [NEW_TITLE] if "title" in form else []
                if words:
                    form["title"] = NEW_TITLE
                self.assert_previewed(address, form, *words)
                self.assert_shown(f"{address}?in_preview_panel=true", *words)
                for relation in rows_of(page):
                    add_rows(form, relation)
                    self.assert_previewed(address, form, *words)
                    tried.add(relation)
        self.assertEqual(tried, set(PICKED))

    def test_a_picked_article_is_the_first_in_the_preview(self):
        make.an_article("Najnowszy artykuł", "najnowszy")
        information = make.polish(InformationPage)
        InformationPage.objects.filter(pk=information.pk).update(articles_chosen="hand")
        information.refresh_from_db()
        address, form = self.edited(information)
        add_rows(form, "picked_articles")
        self.assert_previewed(address, form, "Nowe mieszkania")
        self.assertNotContains(self.client.get(address), "Najnowszy artykuł")

    def test_blocks_that_were_just_added_are_shown(self):
        blocks = streamfield(
            [
                ("recording", {"page": make.polish(VideoPage).pk}),
                ("gallery", {"page": make.polish(GalleryPage).pk}),
                ("figure", {"photo": make.a_photo().pk, "description": "Łąka", "caption": ""}),
            ]
        )
        for page in self.pages:
            if "body" in page.get_streamfield_names():
                with self.subTest(page=type(page).__name__):
                    address, form = self.edited(page)
                    form.update(nested_form_data({"body": blocks}))
                    self.assert_previewed(address, form, "Łąka")

    def test_a_page_that_was_just_begun_is_shown(self):
        for page in self.pages:
            with self.subTest(page=type(page).__name__):
                where = [page._meta.app_label, page._meta.model_name, page.get_parent().pk]
                _address, saved = self.edited(page)
                if self.client.get(reverse("wagtailadmin_pages:add", args=where)).status_code != 200:
                    continue  # there is one of its kind already
                form = self.form(page, "wagtailadmin_pages:add", *where)
                address = reverse("wagtailadmin_pages:preview_on_add", args=where)
                self.client.post(address, form)  # nothing is filled in yet
                self.assertEqual(self.client.get(address).status_code, 200)
                for field in form.keys() & saved.keys():
                    if not field.endswith("_FORMS"):
                        form[field] = saved[field]
                form["slug"] = f"{page.slug}-nowa"
                for relation in rows_of(page):
                    add_rows(form, relation)
                self.assert_previewed(address, form)


class TranslatorsPreviewTests(PreviewTestCase):
    role = TRANSLATOR

    def translations(self):
        for name, page in self.versions():
            if page.locale.language_code == "pl":
                source, _new = TranslationSource.update_or_create_from_instance(page)
                translation, _new = Translation.objects.get_or_create(
                    source=source, target_locale=make.english_locale()
                )
                yield name, translation

    def test_a_translation_is_shown_while_it_is_made(self):
        for name, translation in self.translations():
            with self.subTest(page=name):
                self.assert_shown(reverse("wagtail_localize:preview_translation", args=[translation.pk]))

    def test_a_translation_of_a_polish_page_with_new_rows_is_shown(self):
        for name, translation in self.translations():
            page = translation.source.get_source_instance()
            for relation in rows_of(page):
                with self.subTest(page=name, rows=relation):
                    rows = page._meta.get_field(relation).related_model
                    field = picked_field(rows)
                    rows.objects.create(page=page, sort_order=9, **{field: PICKED[relation].objects.first()})
                    translation.source.update_from_db()
                    self.assert_shown(reverse("wagtail_localize:preview_translation", args=[translation.pk]))

    def test_the_english_page_is_shown_as_saved_and_as_draft(self):
        for name, page in self.versions():
            if page.locale.language_code == "en":
                with self.subTest(page=name):
                    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
                    self.assertEqual(self.client.get(address).status_code, 200)
                    self.assert_shown(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))


class EverythingElseTests(PreviewTestCase):
    def test_records_and_settings_offer_no_preview_that_could_fail(self):
        others = [
            model
            for model in apps.get_models()
            if issubclass(model, PreviewableMixin) and not issubclass(model, Page)
        ]
        self.assertEqual(others, [], "Preview each of these here too.")

    def test_every_block_in_the_chooser_is_shown(self):
        blocks = [block for block in Block.definition_registry.values() if block.is_previewable]
        for block in blocks:
            with self.subTest(block=type(block).__name__):
                self.assert_shown(f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}")


def rows_of(page):
    """The names of the relations whose rows an editor adds to `page` by picking something."""
    return [relation for relation in PICKED if relation in {field.name for field in page._meta.get_fields()}]


def picked_field(rows):
    """The field of a row that holds what was picked."""
    return {"GalleryPhoto": "photo", "ProductFile": "document"}.get(rows.__name__, "picked")


def add_rows(form, relation):
    """Add two rows to `form`, as the chooser does."""
    first = int(form[f"{relation}-TOTAL_FORMS"])
    name = {"photos": "photo", "files": "document"}.get(relation, "picked")
    for number in (first, first + 1):
        row = {"id": "", "ORDER": str(number), "DELETE": "", name: PICKED[relation].objects.first().pk}
        form.update({f"{relation}-{number}-{field}": value for field, value in row.items()})
    form[f"{relation}-TOTAL_FORMS"] = str(first + 2)
