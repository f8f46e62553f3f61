"""A photo that a draft uses cannot be deleted by any door; one that nothing uses can."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import ProtectedError
from django.test import TestCase
from django.urls import reverse

from empirie.photos.deletion import drafts_using
from empirie.photos.models import Photo
from galleries.approval.submission import submit
from galleries.models import GalleryPhoto
from tests import factories as make

NAMED = "Lato nad rzeką"


class DeletionTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()
        cls.person = make.a_person("lodz", page=cls.city_page)
        cls.editor = make.an_editor()
        cls.gallery = make.a_draft_gallery(cls.city_page, owner=cls.person, photos=0)
        cls.unused = make.a_photo("Wolne")
        cls.photo = make.a_complete_photo(title="W szkicu")
        draft = cls.gallery.get_latest_revision_as_object()
        draft.photos = [GalleryPhoto(photo=cls.photo, alt_pl="Plaża", sort_order=0)]
        draft.save_revision(user=cls.person)
        cls.gallery.refresh_from_db()

    def setUp(self):
        self.client.force_login(self.editor)

    def in_bulk(self, *photos):
        address = reverse("wagtail_bulk_action", args=["photos", "photo", "delete"])
        return address + "?" + "&".join(f"id={photo.pk}" for photo in photos)

    def assertStays(self):
        self.assertTrue(Photo.objects.filter(pk=self.photo.pk).exists())

    @contextmanager
    def assertRefused(self, named):
        """In a transaction of its own, as each request has: a failed deletion spoils the one it is in."""
        with self.assertRaisesMessage(ProtectedError, named), transaction.atomic():
            yield


class DraftTests(DeletionTestCase):
    def test_no_saved_row_protects_the_photo_of_a_draft(self):
        self.assertFalse(GalleryPhoto.objects.filter(photo=self.photo).exists())

    def test_the_model_refuses_alone_and_in_bulk(self):
        with self.assertRefused(NAMED):
            self.photo.delete()
        with self.assertRefused(NAMED):
            Photo.objects.filter(pk__in=[self.photo.pk, self.unused.pk]).delete()
        self.assertEqual(Photo.objects.count(), 2)

    def test_a_gallery_that_waits_for_approval_keeps_it_too(self):
        submit(self.gallery, self.person)
        with self.assertRefused(NAMED):
            self.photo.delete()

    def test_a_change_to_a_published_gallery_keeps_it_until_the_change_is_gone(self):
        self.gallery.latest_revision.publish()
        self.gallery.refresh_from_db()
        self.gallery.photos = []
        self.gallery.save_revision().publish()
        self.assertEqual(drafts_using([self.photo]), {})
        self.photo.delete()

    def test_so_does_the_draft_of_an_article_by_its_cover_or_its_text(self):
        other = make.a_photo("W artykule")
        article = make.an_article()
        figure = {"photo": other, "description": "Rzeka", "caption": "", "is_decorative": False}
        for fields in ({"cover": other}, {"body": [("figure", figure)]}):
            with self.subTest(fields=list(fields)):
                draft = type(article).objects.get(pk=article.pk)
                for name, value in fields.items():
                    setattr(draft, name, value)
                draft.save_revision()
                self.assertEqual([page.pk for page in drafts_using([other])[other.pk]], [article.pk])
                with self.assertRefused(article.title):
                    other.delete()

    def test_a_number_that_only_looks_like_the_photo_keeps_nothing(self):
        draft = self.gallery.get_latest_revision_as_object()
        draft.lead = f"Było {self.unused.pk} osób."
        draft.save_revision()
        self.unused.delete()


class ScreenTests(DeletionTestCase):
    def test_the_screen_names_the_gallery_and_offers_no_button(self):
        address = reverse("wagtailimages:delete", args=[self.photo.pk])
        for method in (self.client.get, self.client.post):
            screen = method(address, follow=True)
            self.assertContains(screen, NAMED)
            self.assertNotContains(screen, 'class="button serious"')
            self.assertContains(screen, "<img", count=1)
            self.assertStays()

    def test_the_bulk_screen_names_the_gallery_and_deletes_nothing(self):
        address = self.in_bulk(self.photo, self.unused)
        for method in (self.client.get, self.client.post):
            screen = method(address, follow=True)
            self.assertContains(screen, NAMED)
            self.assertNotContains(screen, "button serious")
            self.assertEqual(Photo.objects.count(), 2)

    def test_a_door_that_knows_nothing_of_drafts_refuses(self):
        address = reverse("wagtailimages:delete_multiple", args=[self.photo.pk])
        with transaction.atomic():
            by_script = self.client.post(address, headers={"x-requested-with": "XMLHttpRequest"})
        self.assertEqual(by_script.status_code, 403)
        self.assertStays()

    def test_unused_photos_are_deleted_by_each_door(self):
        alone = reverse("wagtailimages:delete", args=[self.unused.pk])
        self.assertContains(self.client.get(alone), 'class="button serious"')
        self.client.post(alone)
        others = [make.a_photo(), make.a_photo()]
        self.assertContains(self.client.get(self.in_bulk(*others)), "serious")
        self.client.post(self.in_bulk(*others))
        self.assertEqual(list(Photo.objects.all()), [self.photo])
