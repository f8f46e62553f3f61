"""A photo that leaves its last page loses its public files at once, and its original in time."""

import datetime
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from empirie.photos.disuse import erase_unused
from empirie.photos.models import Photo
from empirie.photos.renditions.generation import on_demand_address
from empirie.photos.renditions.specs import SHARE
from empirie.photos.storage import originals
from galleries.models import GalleryPage
from tests import factories as make
from tests.renditions import made, made_at_once


def file_of(rendition):
    return Path(settings.MEDIA_ROOT) / rendition.file.name


@made_at_once
class DisuseTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()

    def setUp(self):
        # For each test anew: a test may delete the file, which no rollback brings back.
        self.gallery = make.a_draft_gallery(self.city_page)
        self.photo = self.gallery.photos.order_by("sort_order")[0].photo
        Photo.objects.update(city=self.city_page.city)
        with self.captureOnCommitCallbacks(execute=True):
            self.publish(self.rows())
        self.rendition = made(self.photo, SHARE)[0]

    def current(self):
        return GalleryPage.objects.get(pk=self.gallery.pk)

    def rows(self):
        return list(self.current().photos.order_by("sort_order"))

    def publish(self, rows):
        gallery = self.current()
        gallery.photos = rows
        gallery.save_revision().publish()

    def remove(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.publish(self.rows()[1:])

    def is_public(self):
        """Whether somebody who kept an address of the photo still gets its file."""
        wanted = on_demand_address(self.photo.pk, SHARE)
        return file_of(self.rendition).exists() or self.client.get(wanted).status_code == 302


class PublicFileTests(DisuseTestCase):
    def test_a_photo_removed_from_its_last_page_answers_nowhere_once_that_is_published(self):
        self.assertTrue(self.is_public())
        self.remove()
        self.assertFalse(self.is_public())
        self.assertFalse(self.photo.renditions.exists())
        self.assertIsNotNone(Photo.objects.get(pk=self.photo.pk).unused_since)

    def test_a_draft_that_removes_it_takes_nothing_from_readers(self):
        gallery = self.current()
        gallery.photos = self.rows()[1:]
        with self.captureOnCommitCallbacks(execute=True):
            gallery.save_revision()
        self.assertTrue(file_of(self.rendition).exists())

    def test_a_photo_that_another_page_shows_keeps_its_files(self):
        make.an_article(cover=self.photo, cover_description="Plaża")
        self.remove()
        self.assertTrue(file_of(self.rendition).exists())
        self.assertIsNone(Photo.objects.get(pk=self.photo.pk).unused_since)

    def test_a_page_taken_off_the_site_or_deleted_takes_the_files_along(self):
        for end in ("unpublish", "delete"):
            with self.subTest(end=end):
                rendition = made(self.photo, SHARE)[0]
                with self.captureOnCommitCallbacks(execute=True):
                    getattr(self.current(), end)()
                self.assertFalse(file_of(rendition).exists())
                self.assertFalse(self.is_public())

    def test_published_again_it_is_public_again_under_the_same_address(self):
        rows = self.rows()
        self.remove()
        rows[0].pk = None
        with self.captureOnCommitCallbacks(execute=True):
            self.publish(rows)
        self.assertTrue(self.is_public())
        self.assertIsNone(Photo.objects.get(pk=self.photo.pk).unused_since)

    def test_somebody_who_works_with_it_still_gets_a_picture(self):
        self.remove()
        self.client.force_login(make.an_editor())
        self.assertEqual(self.client.get(on_demand_address(self.photo.pk, SHARE)).status_code, 302)


class OriginalTests(DisuseTestCase):
    def erase_after(self, days):
        with self.captureOnCommitCallbacks(execute=True):
            return erase_unused(timezone.now() + datetime.timedelta(days=days))

    def is_kept(self):
        return Photo.objects.filter(pk=self.photo.pk).exists() and originals().exists(self.photo.file.name)

    @mock.patch.dict(settings.RETENTION, unused_photo_days=90)
    def test_the_original_stays_for_the_days_of_the_rule_and_no_longer(self):
        self.remove()
        self.assertEqual(self.erase_after(89), 0)
        self.assertTrue(self.is_kept())
        self.assertEqual(self.erase_after(91), 1)
        self.assertFalse(self.is_kept())
        self.assertFalse(originals().exists(self.photo.file.name))

    @mock.patch.dict(settings.RETENTION, unused_photo_days=1)
    def test_a_photo_in_use_or_in_a_draft_is_never_erased(self):
        self.erase_after(400)
        self.assertTrue(self.is_kept())
        rows = self.rows()
        self.remove()
        gallery = self.current()
        rows[0].pk = None
        gallery.photos = rows
        gallery.save_revision()
        self.assertEqual(self.erase_after(400), 0)
        self.assertTrue(self.is_kept())

    @mock.patch.dict(settings.RETENTION, unused_photo_days=1)
    def test_a_photo_that_never_came_into_a_gallery_is_erased_too_and_one_of_the_staff_is_not(self):
        lost = make.a_complete_photo(city=self.city_page.city)
        of_staff = make.a_photo()
        self.erase_after(0)
        self.erase_after(2)
        self.assertFalse(Photo.objects.filter(pk=lost.pk).exists())
        self.assertTrue(Photo.objects.filter(pk=of_staff.pk).exists())

    def test_the_daily_command_applies_the_rule(self):
        self.remove()
        Photo.objects.filter(pk=self.photo.pk).update(unused_since=timezone.now() - datetime.timedelta(9999))
        call_command("apply_retention", "--dry-run", verbosity=0)
        self.assertTrue(self.is_kept())
        with self.captureOnCommitCallbacks(execute=True):
            call_command("apply_retention", verbosity=0)
        self.assertFalse(Photo.objects.filter(pk=self.photo.pk).exists())
