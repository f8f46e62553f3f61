"""Wagtail's own screens for photos: the same cleaning, the same plain refusals, never a server error."""

import errno
import json
from unittest import mock

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from lxml import html
from wagtail.models import Collection, UploadedFile
from wagtail.test.utils import WagtailTestUtils

from empirie.photos.models import Photo
from empirie.photos.storage import originals

from . import pictures
from .metadata import told_by

BAD = {
    "puste.jpg": b"",
    "smieci.jpg": b"\xff\xd8\xff\xe0" + b"rubbish" * 500,
    "strona.jpg": b"<!doctype html><script>alert(1)</script>",
    "znak.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "uciety.png": pictures.png()[:300],
    "ogromny.png": pictures.png_header(9000, 9000),
    "ruch.webp": pictures.saved("WEBP", save_all=True, append_images=[pictures.picture().rotate(90)]),
}


class AdminTestCase(WagtailTestUtils, TestCase):
    def setUp(self):
        self.user = self.create_superuser("redakcja", "redakcja@empirie.example", "haslo")
        self.client.force_login(self.user)
        self.collection = Collection.get_first_root_node()
        self.before = set(originals().listdir("")[1])

    def fields(self, content, name, **others):
        file = SimpleUploadedFile(name, content)
        return {
            "title": "Łąka",
            "file": file,
            "collection": self.collection.pk,
            "author": "Żaneta Łąka",
            "licence": "CC-BY-4.0",
            "rights_basis": "own-staff",
            "recognisable": "nobody",
        } | others

    def new_files(self):
        return set(originals().listdir("")[1]) - self.before

    def assert_nothing_is_left(self):
        self.assertEqual(self.new_files(), set())
        self.assertFalse(Photo.objects.exists())
        self.assertFalse(UploadedFile.objects.exists())

    def assert_is_clean(self, photo):
        self.assertEqual(self.new_files(), {photo.file.name})
        with photo.open_file() as file:
            self.assertEqual(told_by(file.read()), set())


class AddTests(AdminTestCase):
    address = reverse("wagtailimages:add")

    def test_a_photo_is_cleaned_and_named_by_its_content(self):
        for name, make_picture in pictures.TELLING.items():
            with self.subTest(name=name):
                self.client.post(self.address, self.fields(make_picture(orientation=6), name))
                photo = Photo.objects.get()
                self.assertEqual((photo.width, photo.height), (48, 64))
                self.assertEqual(photo.uploaded_by_user, self.user)
                self.assert_is_clean(photo)
                with self.captureOnCommitCallbacks(execute=True):
                    photo.delete()

    def test_a_png_that_calls_itself_jpg_is_taken_for_what_it_is(self):
        self.client.post(self.address, self.fields(pictures.png(), "zrzut.jpg"))
        self.assertTrue(Photo.objects.get().file.name.endswith(".png"))

    def test_every_bad_file_is_refused_by_name(self):
        for name, content in BAD.items():
            with self.subTest(name=name):
                response = self.client.post(self.address, self.fields(content, name))
                self.assertContains(response, f"„{name}”")
                self.assert_nothing_is_left()

    def test_a_full_disk_is_said_so_and_what_was_typed_stays(self):
        full = OSError(errno.ENOSPC, "No space left on device")
        with mock.patch.object(type(originals()), "_save", side_effect=full), self.assertLogs("empirie"):
            response = self.client.post(
                self.address, self.fields(pictures.jpeg(), "rynek.jpg", author="Jan Żak")
            )
        self.assertContains(response, "„rynek.jpg” nie został zapisany")
        self.assertContains(response, 'value="Jan Żak"')
        self.assert_nothing_is_left()

    def test_nothing_is_kept_of_a_file_that_comes_with_other_mistakes(self):
        wrong = self.fields(pictures.jpeg(), "rynek.jpg", recognisable="children")
        response = self.client.post(self.address, wrong)
        self.assertIn("file", response.context["form"].errors, response.context["form"].errors.as_json())
        self.assertContains(response, "Wybierz plik jeszcze raz")
        self.assert_nothing_is_left()

    def test_a_very_long_title_is_shortened(self):
        self.client.post(self.address, self.fields(pictures.jpeg(), "rynek.jpg", title="🎈ż" * 200))
        self.assertEqual(len(Photo.objects.get().title), 255)


class ReplaceTests(AdminTestCase):
    def setUp(self):
        super().setUp()
        self.photo = Photo(title="Łąka", file=SimpleUploadedFile("a.jpg", pictures.jpeg()))
        self.photo.save()
        self.address = reverse("wagtailimages:edit", args=[self.photo.pk])

    def replace(self, content, name):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.address, self.fields(content, name))

    def test_the_new_file_is_cleaned_and_the_old_one_goes(self):
        old = self.photo.get_rendition("format-jpeg|max-480x480")
        self.replace(pictures.png(orientation=6), "b.png")
        photo = Photo.objects.get()
        self.assertEqual((photo.width, photo.height), (48, 64))
        self.assert_is_clean(photo)
        self.assertFalse(default_storage.exists(old.file.name))
        self.assertEqual(photo.get_rendition("format-jpeg|max-480x480").width, 48)

    def test_a_bad_file_leaves_the_photo_as_it_was(self):
        for name, content in BAD.items():
            with self.subTest(name=name):
                response = self.replace(content, name)
                self.assertContains(response, f"„{name}”")
                self.assertEqual(Photo.objects.get().file.name, self.photo.file.name)
                self.assert_is_clean(self.photo)

    def test_the_screen_shows_the_photo_and_no_address_of_the_original(self):
        response = self.client.get(self.address)
        self.assertContains(response, "images/")
        self.assertNotContains(response, f'"/media/{self.photo.file.name}"')

    def test_changing_a_word_leaves_the_file_alone(self):
        fields = self.fields(b"", "x.jpg")
        del fields["file"]
        self.client.post(self.address, fields | {"author": "Jan Żak"})
        self.assertEqual((Photo.objects.get().author, self.new_files()), ("Jan Żak", {self.photo.file.name}))

    def test_a_photo_whose_file_is_gone_can_be_given_another(self):
        originals().delete(self.photo.file.name)
        self.assertEqual(self.client.get(self.address).status_code, 200)
        self.replace(pictures.jpeg(), "b.jpg")
        self.assert_is_clean(Photo.objects.get())


class UploadOfManyTests(AdminTestCase):
    address = reverse("wagtailimages:add_multiple")

    def send(self, content, name, **others):
        sent = {"files[]": SimpleUploadedFile(name, content), "collection": self.collection.pk} | others
        response = self.client.post(self.address, sent, headers={"X-Requested-With": "XMLHttpRequest"})
        self.assertEqual(response.status_code, 200)
        return json.loads(response.content)

    def test_a_photo_is_cleaned_at_once(self):
        self.assertTrue(self.send(pictures.jpeg(), "telefon.jpg")["success"])
        self.assert_is_clean(Photo.objects.get())

    def test_every_bad_file_is_refused_by_name(self):
        for name, content in BAD.items():
            with self.subTest(name=name):
                answer = self.send(content, name)
                self.assertFalse(answer["success"])
                self.assertIn(name, answer["error_message"])
                self.assert_nothing_is_left()

    def test_a_file_with_a_forged_collection_is_not_kept_where_anybody_could_fetch_it(self):
        self.collection.add_child(name="Krosno")  # with one collection only, nobody is asked which
        answer = self.send(pictures.jpeg(), "telefon.jpg", collection=987654)
        self.assertFalse(answer["success"])
        self.assert_nothing_is_left()

    def test_a_name_of_three_hundred_characters_does_no_harm(self):
        for title in ("ż" * 300 + ".jpg", "🎈/../🎈.jpg"):
            self.assertTrue(self.send(pictures.jpeg(), "telefon.jpg", title=title)["success"])
        self.assertEqual(Photo.objects.count(), 2)

    def test_a_full_disk_is_said_so(self):
        full = OSError(errno.ENOSPC, "No space left on device")
        with mock.patch.object(type(originals()), "_save", side_effect=full), self.assertLogs("empirie"):
            self.assertIn("„rynek.jpg”", self.send(pictures.jpeg(), "rynek.jpg")["error_message"])
        self.assert_nothing_is_left()


class ChooserTests(AdminTestCase):
    address = reverse("wagtailimages_chooser:create")

    def send(self, content, name):
        fields = {f"image-chooser-upload-{key}": value for key, value in self.fields(content, name).items()}
        response = self.client.post(self.address, fields)
        self.assertEqual(response.status_code, 200)
        return json.loads(response.content)

    def test_a_photo_is_cleaned_and_shown_by_a_rendition(self):
        chosen = self.send(pictures.heic(), "iphone.heic")
        photo = Photo.objects.get()
        self.assert_is_clean(photo)
        self.assertIn("images/", chosen["result"]["preview"]["url"])

    def test_every_bad_file_is_refused_by_name(self):
        for name, content in BAD.items():
            with self.subTest(name=name):
                self.assertIn(name, self.send(content, name)["htmlFragment"])
                self.assert_nothing_is_left()


class RightsTests(AdminTestCase):
    """Staff are asked for the same as cities, and no answer is presumed."""

    ASKED = ("author", "licence", "rights_basis", "recognisable")

    def unanswered(self, page, prefix=""):
        """The names of the asked fields that stand on `page` without an answer."""
        found = []
        for name in self.ASKED:
            (field,) = page.xpath(f"//*[@name='{prefix}{name}']")
            chosen = field.value if field.tag == "select" else field.get("value", "")
            found += [] if chosen else [name]
        return found

    def test_the_forms_for_one_photo_start_without_an_answer(self):
        page = html.document_fromstring(self.client.get(reverse("wagtailimages:add")).content)
        self.assertEqual(self.unanswered(page), list(self.ASKED))
        window = self.client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
        chooser = html.document_fromstring(window)
        self.assertEqual(self.unanswered(chooser, "image-chooser-upload-"), list(self.ASKED))

    def test_without_an_answer_no_photo_is_added(self):
        for name in self.ASKED:
            with self.subTest(field=name):
                sent = self.fields(pictures.jpeg(), "rynek.jpg", **{name: ""})
                response = self.client.post(reverse("wagtailimages:add"), sent)
                self.assertIn(name, response.context["form"].errors)
                chooser = {f"image-chooser-upload-{key}": value for key, value in sent.items()}
                chooser["image-chooser-upload-file"] = SimpleUploadedFile("rynek.jpg", pictures.jpeg())
                answer = self.client.post(reverse("wagtailimages_chooser:create"), chooser).json()
                self.assertEqual(answer["step"], "reshow_creation_form")
                self.assert_nothing_is_left()

    def test_people_who_can_be_recognised_need_the_number_of_their_consent(self):
        sent = self.fields(pictures.jpeg(), "rynek.jpg", recognisable="adults")
        response = self.client.post(reverse("wagtailimages:add"), sent)
        self.assertIn("consent_reference", response.context["form"].errors)

    def test_of_many_photos_each_waits_for_its_answers_with_all_rights_reserved(self):
        sent = {"files[]": SimpleUploadedFile("rynek.jpg", pictures.jpeg()), "collection": self.collection.pk}
        answer = self.client.post(reverse("wagtailimages:add_multiple"), sent).json()
        photo = Photo.objects.get()
        self.assertEqual((photo.author, photo.licence, photo.rights_basis, photo.recognisable), ("",) * 4)
        self.assertEqual((photo.licence_page, str(photo.licence_name)), ("", "wszystkie prawa zastrzeżone"))
        prefix = f"image-{photo.pk}-"
        self.assertEqual(self.unanswered(html.fromstring(answer["form"]), prefix), list(self.ASKED))
        address = reverse("wagtailimages:edit_multiple", args=(photo.pk,))
        fields = self.fields(b"", "x.jpg")
        del fields["file"]
        words = {f"{prefix}{name}": value for name, value in fields.items()}
        self.assertFalse(self.client.post(address, words | {f"{prefix}author": ""}).json()["success"])
        self.assertTrue(self.client.post(address, words).json()["success"])
        photo.refresh_from_db()
        self.assertEqual((photo.author, photo.licence), ("Żaneta Łąka", "CC-BY-4.0"))


class OriginalTests(AdminTestCase):
    def setUp(self):
        super().setUp()
        self.photo = Photo(title="Łąka", file=SimpleUploadedFile("a.jpg", pictures.jpeg()))
        self.photo.save()

    def test_an_original_has_no_address_and_lies_outside_the_public_files(self):
        self.assertEqual(self.photo.file.url, "")
        self.assertFalse(default_storage.exists(self.photo.file.name))
        self.assertNotIn(default_storage.path(""), self.photo.file.path)

    def test_the_admins_api_and_lists_work_without_one(self):
        for name, arguments in (
            ("wagtailimages:index", []),
            ("wagtailadmin_api:images:listing", []),
            ("wagtailadmin_api:images:detail", [self.photo.pk]),
            ("wagtailimages_chooser:choose", []),
            ("wagtailimages:image_usage", [self.photo.pk]),
            ("wagtailimages:delete", [self.photo.pk]),
        ):
            with self.subTest(name=name):
                response = self.client.get(reverse(name, args=arguments))
                self.assertEqual(response.status_code, 200)
                self.assertNotIn(f"media/{self.photo.file.name}", response.content.decode())

    def test_bulk_creation_stores_nothing_uncleaned(self):
        file = SimpleUploadedFile("a.jpg", pictures.jpeg())
        with self.assertRaises(TypeError):
            Photo.objects.bulk_create([Photo(title="Łąka", file=file)])
