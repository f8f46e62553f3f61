"""A city's picture is taken in once, clean and with its rights, or refused in plain words."""

import datetime
import errno
import uuid
from pathlib import Path
from unittest import mock

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import OperationalError
from django.test import TestCase
from django.utils import translation
from PIL import Image
from wagtail.models import Collection

from empirie.photos import declarations, intake
from empirie.photos.models import Photo
from empirie.photos.rights import Licence, Recognisable
from empirie.photos.storage import originals
from tests import factories as make

from . import pictures


def stored_files():
    return set(originals().listdir("")[1])


def content(photo):
    with photo.open_file() as file:
        return file.read()


class IntakeTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.city = make.a_city()
        cls.user = get_user_model().objects.create_user("krosno")
        cls.collection = Collection.get_first_root_node()

    def setUp(self):
        self.before = stored_files()

    def accept(self, content=None, name="IMG_2041.JPG", **options):
        file = pictures.upload(pictures.jpeg() if content is None else content, name)
        options = {"city": self.city, "collection": self.collection, "user": self.user} | options
        return intake.accept(file, **options)

    def refused(self, *arguments, **options):
        with self.assertRaises(intake.RefusedPhoto) as refused:
            self.accept(*arguments, **options)
        return refused.exception

    def assert_nothing_is_left(self):
        self.assertEqual(stored_files(), self.before)
        self.assertFalse(Photo.objects.exists())


class AcceptTests(IntakeTestCase):
    def test_a_photo_knows_whose_it_is_and_when_it_was_taken(self):
        photo = Photo.objects.get(pk=self.accept(author="Żaneta Łoś", licence=Licence.CC0).pk)
        self.assertEqual((photo.city, photo.uploaded_by_user), (self.city, self.user))
        self.assertEqual((photo.author, photo.licence), ("Żaneta Łoś", "CC0-1.0"))
        self.assertEqual(photo.taken_on, datetime.date(2026, 5, 14))
        self.assertEqual(photo.title, "IMG 2041")
        self.assertEqual((photo.width, photo.height), (64, 48))
        self.assertEqual(photo.file_size, originals().size(photo.file.name))

    def test_the_day_that_a_person_gives_stands_before_the_cameras(self):
        day = datetime.date(2026, 5, 13)
        self.assertEqual(self.accept(taken_on=day).taken_on, day)

    def test_a_camera_whose_clock_nobody_set_is_not_believed(self):
        for taken in ("1980:01:01 00:00:00", "0000:00:00 00:00:00", "9999:12:31 00:00:00", "wczoraj"):
            with self.subTest(taken=taken):
                self.assertIsNone(self.accept(pictures.jpeg(taken=taken)).taken_on)

    def test_the_place_is_what_people_say_and_never_what_the_camera_knows(self):
        self.assertEqual(self.accept().place, "")
        self.assertEqual(self.accept(place="Rynek").place, "Rynek")

    def test_the_same_key_again_gives_the_same_photo(self):
        key = uuid.uuid4()
        first, again = self.accept(upload_key=key), self.accept(upload_key=str(key))
        self.assertEqual(first.pk, again.pk)
        self.assertEqual(stored_files() - self.before, {f"{key.hex}.jpg"})

    def test_another_citys_key_gives_nothing_away(self):
        key = uuid.uuid4()
        self.accept(upload_key=key, city=make.a_city("Piła", "pila"))
        self.assertEqual(self.refused(upload_key=key).code, "key")

    def test_a_key_that_is_none_is_refused(self):
        self.assertEqual(self.refused(upload_key="../../etc/passwd").code, "key")

    def test_what_a_killed_attempt_left_behind_is_overwritten(self):
        key = uuid.uuid4()
        originals().save(f"{key.hex}.jpg", ContentFile(b"half a pict"))
        photo = self.accept(upload_key=key)
        self.assertEqual(stored_files() - self.before, {photo.file.name})
        with photo.open_file() as file:
            Image.open(file).load()

    def test_names_from_outside_name_no_file(self):
        for name in (
            "../../x.jpg",
            "C:\\zdjęcia\\rynek.jpg",
            "🎈" * 40 + ".jpg",
            "ż" * 300 + ".jpg",
            "\0.jpg",
            "",
        ):
            with self.subTest(name=name):
                file = ContentFile(pictures.jpeg(), name=name)
                photo = intake.accept(file, city=self.city, collection=self.collection, user=self.user)
                self.assertRegex(photo.file.name, r"^[0-9a-f]{32}\.jpg$")
                self.assertTrue(photo.title)
                self.assertLessEqual(len(photo.title), intake.LONGEST_TITLE)
                self.assertNotRegex(photo.title, r"[\\/\0]")

    def test_rights_that_make_no_sense_are_refused_by_name(self):
        refused = self.refused(author="ż" * 121)
        self.assertEqual(refused.code, "rights")
        self.assertIn("IMG_2041.JPG", refused.messages[0])
        self.assertEqual(self.refused(licence="GPL").code, "rights")
        self.assert_nothing_is_left()

    def test_a_right_that_does_not_exist_is_a_mistake_of_ours(self):
        with self.assertRaises(TypeError):
            self.accept(withdrawn_at=None)

    def test_children_without_a_consent_reference_can_be_taken_in_and_described_later(self):
        self.assertEqual(self.accept(recognisable=Recognisable.CHILDREN).consent_reference, "")


class DeclarationTests(IntakeTestCase):
    def test_who_accepted_which_declaration_and_when_is_recorded(self):
        photo = self.accept(declaration=declarations.CURRENT)
        self.assertEqual((photo.declaration_version, photo.declared_by), ("2026-11", self.user))
        self.assertIsNotNone(photo.declared_at)

    def test_nothing_is_recorded_that_nobody_accepted(self):
        photo = self.accept()
        self.assertEqual((photo.declaration_version, photo.declared_by, photo.declared_at), ("", None, None))

    def test_a_version_that_never_was_is_refused(self):
        self.assertEqual(self.refused(declaration="1999-01").code, "declaration")

    def test_every_version_says_the_same_number_of_things_in_both_languages(self):
        for version in declarations.VERSIONS:
            polish, english = (declarations.text_of(version, language) for language in ("pl", "en"))
            self.assertEqual(len(polish.points), len(english.points))
            self.assertNotEqual(polish, english)

    def test_it_is_read_in_the_readers_language(self):
        with translation.override("en"):
            self.assertIn("I declare", declarations.text_of().opening)
        with translation.override("pl"):
            self.assertIn("oświadczam", declarations.text_of().opening)


class AlreadyThereTests(IntakeTestCase):
    def test_the_same_file_is_recognised_though_it_was_cleaned(self):
        photo = self.accept()
        self.assertEqual(intake.already_there(pictures.upload(pictures.jpeg(), "inna.jpg"), self.city), photo)

    def test_another_picture_is_not_and_neither_is_another_citys(self):
        self.accept()
        other = pictures.upload(pictures.png())
        self.assertIsNone(intake.already_there(other, self.city))
        same = pictures.upload(pictures.jpeg())
        self.assertIsNone(intake.already_there(same, make.a_city("Piła", "pila")))

    def test_looking_leaves_the_file_ready_to_be_taken_in(self):
        file = pictures.upload(pictures.jpeg())
        intake.already_there(file, self.city)
        self.assertEqual(file.read(), pictures.jpeg())


class CopyTests(IntakeTestCase):
    def test_a_copy_has_a_file_of_its_own_and_the_same_rights(self):
        photo = self.accept(author="Jan Żak", declaration=declarations.CURRENT, upload_key=uuid.uuid4())
        photo.tags.add("rynek")
        copy = Photo.objects.get(pk=intake.copy_of(photo).pk)
        self.assertNotEqual((copy.pk, copy.file.name), (photo.pk, photo.file.name))
        self.assertEqual(content(copy), content(photo))
        for name in (
            "author",
            "declaration_version",
            "declared_by",
            "source_hash",
            "city",
            "width",
            "taken_on",
        ):
            self.assertEqual(getattr(copy, name), getattr(photo, name))
        self.assertEqual([tag.name for tag in copy.tags.all()], ["rynek"])
        self.assertIsNone(copy.upload_key)

    def test_deleting_the_copy_leaves_the_photo_alone(self):
        photo = self.accept()
        with self.captureOnCommitCallbacks(execute=True):
            intake.copy_of(photo).delete()
        self.assertEqual(stored_files() - self.before, {photo.file.name})


class RotationTests(IntakeTestCase):
    def corner(self, photo, place):
        with photo.open_file() as file:
            red, _green, blue = Image.open(file).convert("RGB").getpixel(place)
        return "red" if red > blue else "blue"

    def test_a_quarter_turn_puts_the_upper_left_corner_to_the_right(self):
        for make_picture in (pictures.jpeg, pictures.png, pictures.webp, pictures.avif):
            photo = intake.rotated(self.accept(make_picture()), 1)
            photo = Photo.objects.get(pk=photo.pk)
            with self.subTest(kind=photo.file.name[-5:]):
                self.assertEqual((photo.width, photo.height), (48, 64))
                self.assertEqual(self.corner(photo, (44, 4)), "red")
                self.assertEqual(self.corner(photo, (4, 4)), "blue")

    def test_four_quarter_turns_one_by_one_end_where_they_began(self):
        photo = self.accept()
        for _turn in range(4):
            photo = intake.rotated(Photo.objects.get(pk=photo.pk), 1)
        self.assertEqual((photo.width, photo.height), (64, 48))
        self.assertEqual(self.corner(photo, (4, 4)), "red")

    def test_the_focal_point_turns_along(self):
        photo = self.accept()
        photo.focal_point_x, photo.focal_point_y = 10, 20
        photo.focal_point_width, photo.focal_point_height = 8, 6
        photo = intake.rotated(photo, 1)
        self.assertEqual((photo.focal_point_x, photo.focal_point_y), (28, 10))
        self.assertEqual((photo.focal_point_width, photo.focal_point_height), (6, 8))

    def test_the_old_file_and_its_renditions_go(self):
        photo = self.accept()
        rendition = photo.get_rendition("format-jpeg|max-480x480")
        with self.captureOnCommitCallbacks(execute=True):
            intake.rotated(photo, 3)
        self.assertEqual(stored_files() - self.before, {photo.file.name})
        self.assertFalse(rendition.file.storage.exists(rendition.file.name))
        self.assertEqual(photo.get_rendition("format-jpeg|max-480x480").width, 48)

    def test_what_the_photo_was_made_from_is_still_known(self):
        photo = self.accept()
        self.assertEqual(intake.rotated(photo, 1).source_hash, self.accept().source_hash)


def write_and_fail(file):
    """The connection breaks between the file and the end of the transaction."""
    file.storage.save(file.name, ContentFile(file.cleaned.content))
    file.is_written = True
    raise OperationalError("server closed the connection unexpectedly")


class FailureTests(IntakeTestCase):
    """Whichever step fails: neither a row nor a file is left, and the next attempt succeeds."""

    def assert_a_second_attempt_succeeds(self, key):
        photo = self.accept(upload_key=key)
        self.assertEqual(stored_files() - self.before, {photo.file.name})

    def test_a_full_disk(self):
        key = uuid.uuid4()
        full = OSError(errno.ENOSPC, "No space left on device")
        with mock.patch.object(type(originals()), "_save", side_effect=full), self.assertLogs("empirie"):
            refused = self.refused(upload_key=key)
        self.assertEqual(refused.code, "storage")
        self.assertIn("IMG_2041.JPG", refused.messages[0])
        self.assert_nothing_is_left()
        self.assert_a_second_attempt_succeeds(key)

    def test_a_disk_that_is_full_half_way_through_the_file(self):
        def half(storage, name, content):
            Path(storage.path(name)).write_bytes(content.read()[:100])
            raise OSError(errno.ENOSPC, "No space left on device")

        with mock.patch.object(type(originals()), "_save", half), self.assertLogs("empirie"):
            self.assertEqual(self.refused().code, "storage")
        self.assert_nothing_is_left()

    def test_a_database_that_does_not_answer_at_first(self):
        with mock.patch("empirie.photos.intake._sent_before", side_effect=OperationalError):
            self.assertEqual(self.refused(upload_key=uuid.uuid4()).code, "database")
        self.assert_nothing_is_left()

    def test_a_database_that_goes_away_at_the_row(self):
        with mock.patch("django.db.models.base.Model.save", side_effect=OperationalError):
            self.assertEqual(self.refused().code, "database")
        self.assert_nothing_is_left()

    def test_a_database_that_goes_away_after_the_file(self):
        with mock.patch("empirie.photos.fields.PhotoFile.write", autospec=True, side_effect=write_and_fail):
            self.assertEqual(self.refused().code, "database")
        self.assert_nothing_is_left()

    def test_a_row_that_another_attempt_made_meanwhile_is_the_photo(self):
        key = uuid.uuid4()
        first = self.accept(upload_key=key)
        with mock.patch("empirie.photos.intake._sent_before", side_effect=[None, first]):
            self.assertEqual(self.accept(upload_key=key), first)
        self.assertEqual(stored_files() - self.before, {first.file.name})

    def test_a_picture_without_a_file_behind_it(self):
        self.assertEqual(self.refused(b"").code, "empty")
        self.assert_nothing_is_left()
