"""A city deletes a gallery it began by mistake, and with it the photos that nobody shows."""

from unittest import mock

from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from empirie.photos.models import Photo
from galleries.approval.submission import submit
from galleries.models import GalleryPage
from galleries.workspace import discarding, drafts
from tests import factories as make

from .people import WorkspaceTestCase, published


class DiscardingTests(WorkspaceTestCase):
    def discard(self, gallery=None):
        with self.captureOnCommitCallbacks(execute=True):
            return self.post("discard", gallery=gallery)

    def is_there(self, gallery=None):
        return GalleryPage.objects.filter(pk=(gallery or self.gallery).pk).exists()

    def put_into(self, gallery, photo):
        with drafts.change(gallery, self.person) as draft:
            draft.add(photo)

    def test_an_empty_gallery_is_gone_after_a_question(self):
        self.assertContains(self.client.get(self.address("edit")), self.address("discard"))
        question = self.client.get(self.address("discard"))
        self.assertContains(question, self.gallery.title)
        self.assertTrue(self.is_there(), "Asking deletes nothing.")
        answer = self.discard()
        self.assertRedirects(answer, reverse("wagtailadmin_home"))
        self.assertFalse(self.is_there())
        entry = PageLogEntry.objects.get(action="wagtail.delete", page_id=self.gallery.pk)
        self.assertEqual(entry.user, self.person)

    def test_its_photos_go_with_it_and_their_files_too(self):
        photos = self.fill(count=2)
        self.assertContains(self.client.get(self.address("discard")), "2 zdjęcia")
        self.discard()
        self.assertFalse(Photo.objects.filter(pk__in=[photo.pk for photo in photos]).exists())
        for photo in photos:
            self.assertFalse(photo.file.storage.exists(photo.file.name))

    def test_a_photo_that_another_gallery_shows_stays(self):
        shown, shared, _own = photos = self.fill(count=3)
        public = self.begin(self.city_page, "Opublikowana")
        self.put_into(public, shown)
        published(public)
        self.put_into(self.begin(self.city_page, "Szkic"), shared)
        leaving = discarding.leaving_with(GalleryPage.objects.get(pk=self.gallery.pk), self.person)
        self.assertEqual((leaving.photos, leaving.kept), (photos[2:], 2))
        self.discard()
        self.assertEqual(set(Photo.objects.filter(pk__in=[p.pk for p in photos])), {shown, shared})

    def test_a_photo_of_the_editors_and_a_hidden_one_stay(self):
        theirs, hidden = make.a_photo(author="Redakcja"), self.fill(count=1)[0]
        self.put_into(self.gallery, theirs)
        Photo.objects.filter(pk=hidden.pk).update(withdrawn_at=timezone.now())
        self.discard()
        self.assertFalse(self.is_there())
        self.assertEqual(Photo.objects.filter(pk__in=[theirs.pk, hidden.pk]).count(), 2)

    def test_what_was_ever_published_stays(self):
        self.fill()
        gallery = published(self.gallery)
        for word, change in (("public", None), ("taken down", gallery.unpublish)):
            if change:
                change()
            with self.subTest(gallery=word):
                self.assertNotContains(self.client.get(self.address("edit")), self.address("discard"))
                self.assertNotContains(self.client.get(self.address("discard")), 'type="submit"')
                self.assertRedirects(self.discard(), self.address("edit"))
                self.assertTrue(self.is_there())
        self.assertEqual(Photo.objects.count(), 2)

    def test_while_the_editors_have_it_it_stays(self):
        self.fill()
        submit(self.gallery, self.person)
        answer = self.discard()
        self.assertRedirects(answer, self.address("edit"))
        self.assertTrue(self.is_there())

    def test_when_a_photo_cannot_be_deleted_the_gallery_stays_too(self):
        self.fill()
        with mock.patch.object(Photo, "delete", side_effect=OSError), self.assertRaises(OSError):
            discarding.discard(self.gallery, self.person)
        self.assertTrue(self.is_there())
        self.assertEqual(len(self.draft().rows), 2)

    def test_who_still_works_at_it_in_another_window_is_told(self):
        gallery = GalleryPage.objects.get(pk=self.gallery.pk)
        self.discard()
        with self.assertRaises(drafts.GalleryIsGone), drafts.change(gallery, self.person):
            pass
        self.assertEqual(self.discard().status_code, 404)
