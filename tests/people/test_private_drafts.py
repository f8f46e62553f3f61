"""A city's unsent draft is that city's and the approvers' alone, wherever a translator looks."""

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_page_subtree

from empirie.people.roles import COMMUNICATIONS, TRANSLATOR
from empirie.photos.models import Photo
from galleries.models import GalleryPage, GalleryPhoto
from tests import factories as make

from . import world
from .test_permission_matrix import MatrixCase, admin_doors

DRAFT = [f"{world.MARK}other{name}" for name in ("draft", "slug", "photo", "remark", "report")]


class TranslatorMatrixTests(MatrixCase):
    role = TRANSLATOR

    def test_no_address_of_the_admin_tells_a_translator_of_a_citys_draft(self):
        for owner in (self.world.other, world.in_english(self.world.other)):
            for door in admin_doors():
                with self.subTest(view=door.name):
                    for method, address, how in self.requests(door, owner):
                        response, _changes = self.ask(method, address, owner, **how)
                        self.assertTellsNothing(response, DRAFT, address)


class PrivateDraftTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.world = world.build()
        cls.draft = cls.world.other.page
        Translation.objects.all().delete()
        cls.draft.get_translation(make.english_locale()).delete()

    def test_a_translator_submits_no_draft_alone_nor_with_all_below_a_page(self):
        translator = self.world.users[TRANSLATOR]
        self.client.force_login(translator)
        form = {"locales": [make.english_locale().pk], "include_subtree": "on"}
        submit = "wagtail_localize:submit_page_translation"
        answer = self.client.post(reverse(submit, args=[self.draft.pk]), form)
        self.assertEqual(answer.status_code, 404)
        translate = reverse("translation:translate_page", args=[self.draft.pk, "en"])
        self.assertEqual(self.client.post(translate).status_code, 404)
        translate_page_subtree(self.draft.get_parent().pk, [make.english_locale()], None, translator)
        self.assertFalse(Translation.objects.filter(source__object_id=self.draft.translation_key).exists())

    def test_what_is_published_is_open_to_translators(self):
        GalleryPage.objects.filter(pk=self.draft.pk).update(live=True)
        GalleryPhoto.objects.create(page=self.draft, photo=self.world.other.photo, alt_pl="Rzeka")
        GalleryPage.objects.get(pk=self.draft.pk).save()
        translator = self.world.users[TRANSLATOR]
        self.client.force_login(translator)
        self.client.post(reverse("translation:translate_page", args=[self.draft.pk, "en"]))
        english = self.draft.get_translation(make.english_locale())
        self.assertTrue(english.permissions_for_user(translator).can_edit())
        self.assertIn(self.world.other.photo, self.seen(Photo, translator))

    def test_the_city_and_those_who_approve_see_the_draft(self):
        for user in (self.world.other.user, self.world.users[COMMUNICATIONS]):
            self.assertIn(Page.objects.get(pk=self.draft.pk), self.seen(Page, user))
            self.assertTrue(self.draft.permissions_for_user(user).can_edit())
            self.assertIn(self.world.other.photo, self.seen(Photo, user))

    def test_a_published_gallery_goes_by_its_public_title_until_a_new_one_is_approved(self):
        Page.objects.filter(pk=self.draft.pk).update(live=True, title="Publiczny", draft_title="Niewysłany")
        self.assertEqual(Page.objects.get(pk=self.draft.pk).get_admin_display_title(), "Publiczny")

    def seen(self, model, user):
        policy = policy_registry.get_by_type(model)
        return policy.instances_user_has_any_permission_for(user, ["change", "choose"])
