"""Files without a row and rows without a file are found, and removed only where nothing can be lost."""

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import TestCase

from empirie.photos import orphans
from empirie.photos.models import Photo, PhotoRendition
from empirie.photos.storage import originals
from tests import factories as make

SPEC = "format-jpeg|max-480x480"


def age(storage, name, minutes=90):
    then = time.time() - 60 * minutes
    os.utime(storage.path(name), (then, then))


def leave_behind(storage, name, minutes=90):
    name = storage.save(name, ContentFile(b"left behind"))
    age(storage, name, minutes)
    return name


class OrphanTests(TestCase):
    def setUp(self):
        call_command("photo_orphans", "--remove", "--older-than=0", stdout=StringIO())  # of other tests
        self.photo = make.a_photo("Łąka")
        self.rendition = self.photo.get_rendition(SPEC)
        for row in (self.photo, self.rendition):
            age(row.file.storage, row.file.name)

    def orphans(self, *options):
        said = StringIO()
        call_command("photo_orphans", *options, stdout=said)
        return said.getvalue()

    def test_a_site_in_order_has_none(self):
        self.assertIn("Every file has its row", self.orphans("--remove"))
        self.assertTrue(originals().exists(self.photo.file.name))
        self.assertTrue(default_storage.exists(self.rendition.file.name))

    def test_files_without_a_row_are_listed_and_then_removed(self):
        for storage, name in (
            (originals(), "left.jpg"),
            (default_storage, "images/left.jpg"),
            (originals(), "restoring/0/0"),
        ):
            with self.subTest(name=name):
                name = leave_behind(storage, name)
                self.assertIn(name, self.orphans())
                self.assertTrue(storage.exists(name))
                self.assertIn("Removed: 1.", self.orphans("--remove"))
                self.assertFalse(storage.exists(name))

    def test_what_a_running_upload_writes_is_left_alone(self):
        name = leave_behind(originals(), "being-written.jpg", minutes=50)
        self.assertNotIn(name, self.orphans("--remove"))
        self.assertTrue(originals().exists(name))
        self.assertIn(name, self.orphans("--remove", "--older-than=40"))
        self.assertFalse(originals().exists(name))

    def test_a_file_that_an_upload_takes_up_again_meanwhile_is_left_alone(self):
        name = leave_behind(originals(), "taken-up-again.jpg")
        found = orphans.find_orphans(timedelta(hours=1))
        Path(originals().path(name)).write_bytes(b"a second attempt")
        self.assertEqual(orphans.remove_orphans(found, timedelta(hours=1)), 0)
        self.assertTrue(originals().exists(name))

    def test_a_rendition_without_a_file_is_made_again(self):
        default_storage.delete(self.rendition.file.name)
        self.assertIn("Rendition without a file", self.orphans("--remove"))
        self.assertFalse(PhotoRendition.objects.filter(pk=self.rendition.pk).exists())
        again = Photo.objects.get(pk=self.photo.pk).get_rendition(SPEC)
        self.assertTrue(default_storage.exists(again.file.name))

    def test_a_photo_without_a_file_is_reported_and_kept(self):
        originals().delete(self.photo.file.name)
        said = self.orphans("--remove")
        self.assertIn(f"Photo without a file: {self.photo.pk} Łąka", said)
        self.assertTrue(Photo.objects.filter(pk=self.photo.pk).exists())

    def test_an_age_that_makes_no_sense_is_refused(self):
        with self.assertRaises(CommandError):
            self.orphans("--older-than=-1")
