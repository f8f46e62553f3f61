"""A closed world: a gallery in every state, and all that deletes it, moves it or closes its city."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from empirie.people.workspaces import ensure_workspace
from empirie.translation.submission import page_to_translate
from galleries.approval.decisions import Seen, send_back
from galleries.approval.submission import submit
from galleries.models import CityPage, GalleryPage
from tests import factories as make
from tests.galleries.workspace.people import a_person_of

MOVED_FROM, MOVED_TO = "krosno", "lodz"


def a_draft(gallery, world):
    pass


def in_translation(gallery, world):
    page_to_translate(gallery, make.english_locale(), world.editor)


def sent(gallery, world):
    submit(gallery, world.person)


def sent_back(gallery, world):
    sent(gallery, world)
    send_back(gallery, Seen.now(gallery), {}, "Proszę poprawić.", world.editor)


def published(gallery, world):
    gallery.get_latest_revision().publish()


def changed(gallery, world):
    gallery.refresh_from_db()
    gallery.title = "Zmieniona"
    gallery.save_revision(user=world.person)


def in_english(gallery, world):
    make.in_english(gallery)


def with_an_alias(gallery, world):
    gallery.copy_for_translation(make.english_locale(), copy_parents=True, alias=True)


def taken_down(gallery, world):
    GalleryPage.objects.get(pk=gallery.pk).unpublish()


def scheduled(gallery, world):
    gallery.go_live_at = timezone.now() + timedelta(days=1)
    gallery.save_revision(user=world.editor).publish()


def locked(gallery, world):
    Page.objects.filter(pk=gallery.pk).update(locked=True, locked_by=world.editor, locked_at=timezone.now())


STATES = [
    (a_draft,),
    (in_translation,),
    (with_an_alias,),
    (in_translation, changed),
    (scheduled, in_translation),
    (in_translation, sent),
    (sent_back, in_translation),
    (published, in_english, changed, sent),
    (published, in_english, taken_down),
    (in_translation, locked),
]


class EveryStateTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = make.an_editor()
        cls.city_page = make.a_city_page(make.a_city("Krosno", MOVED_FROM))
        cls.other_page = make.a_city_page(make.a_city())
        for page in (cls.city_page, cls.other_page):
            make.in_english(page)
        cls.person = a_person_of(cls.city_page.city, "krosno")
        cls.gallery = make.a_draft_gallery(cls.city_page, owner=cls.person)

    @contextmanager
    def each_state(self, state):
        """The gallery in that state, until the end of the block; then it is a draft as before."""
        names = " + ".join(step.__name__ for step in state)
        with self.subTest(state=names), transaction.atomic():
            for step in state:
                step(GalleryPage.objects.get(pk=self.gallery.pk), self)
            yield self.versions()
            self.assertEqual([problems for problems in Page.find_problems() if problems], [])
            transaction.set_rollback(True)

    def versions(self):
        key = GalleryPage.objects.get(pk=self.gallery.pk).translation_key
        return {page.locale.language_code: page for page in GalleryPage.objects.filter(translation_key=key)}

    def post(self, address, data=None, person=None):
        self.client.force_login(person or self.editor)
        with self.captureOnCommitCallbacks(execute=True):
            answer = self.client.post(address, data or {})
        self.assertLess(answer.status_code, 400)
        return answer

    def bulk(self, action, pages, **data):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        return self.post(f"{address}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/admin/", data)

    def assert_gone(self, *versions):
        self.assertFalse(Page.objects.filter(pk__in=[page.pk for page in versions]).exists())

    def test_a_city_deletes_what_readers_never_saw_with_its_photos_and_keeps_the_rest(self):
        for state in STATES:
            with self.each_state(state) as versions:
                address = reverse("city_galleries:discard", args=[self.gallery.pk])
                self.post(address, person=self.person)
                keeps = {published, sent, locked} & set(state)
                if keeps:
                    self.assertEqual(self.versions().keys(), versions.keys())
                else:
                    self.assert_gone(*versions.values())

    def test_an_editor_deletes_it_in_both_languages(self):
        for state in STATES:
            with self.each_state(state) as versions:
                self.post(reverse("wagtailadmin_pages:delete", args=[self.gallery.pk]))
                self.assert_gone(*versions.values())

    def test_an_editor_deletes_what_is_ticked_be_it_in_both_languages(self):
        for state in STATES:
            with self.each_state(state) as versions:
                self.bulk("delete", versions.values())
                self.assert_gone(*versions.values())

    def test_an_editor_deletes_the_page_of_the_city_with_all_below_it(self):
        for state in STATES:
            with self.each_state(state) as versions:
                self.post(
                    reverse("wagtailadmin_pages:delete", args=[self.city_page.pk]),
                    {"confirm_site_name": "Empirie"},
                )
                self.assert_gone(*versions.values(), self.city_page)

    def test_an_editor_moves_it_to_another_city_in_both_languages(self):
        for state in STATES:
            with self.each_state(state):
                self.post(
                    reverse("wagtailadmin_pages:move_confirm", args=[self.gallery.pk, self.other_page.pk])
                )
                parents = {page.get_parent().translation_key for page in self.versions().values()}
                self.assertEqual(parents, {self.other_page.translation_key})

    def test_an_editor_moves_what_is_ticked(self):
        for state in STATES:
            with self.each_state(state):
                gallery = GalleryPage.objects.get(pk=self.gallery.pk)
                self.bulk("move", [gallery], chooser=self.other_page.pk)
                parents = {page.get_parent().translation_key for page in self.versions().values()}
                self.assertEqual(len(parents), 1, "Both languages stand side by side.")

    def test_the_workspace_of_its_city_is_closed_and_opened_again(self):
        for state in STATES:
            with self.each_state(state) as versions:
                for screen in ("close", "open"):
                    self.post(reverse(f"city_workspaces:{screen}", args=[self.city_page.city_id]))
                    self.assertEqual(ensure_workspace(self.city_page.city).is_open, screen == "open")
                self.assertEqual(self.versions().keys(), versions.keys())
                self.assertTrue(CityPage.objects.filter(pk=self.city_page.pk).exists())
