"""Photos come in one at a time, each once, whatever is sent twice, broken or somebody else's."""

import uuid
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from empirie.photos import declarations
from empirie.photos.models import Photo
from empirie.photos.renditions.querysets import thumbnail_of
from galleries.approval.submission import submit
from galleries.workspace import drafts, uploads
from tests.photos import pictures

from .people import WorkspaceTestCase, published


class UploadTests(WorkspaceTestCase):
    def test_a_photo_gets_its_row_at_once_with_its_rights_and_declaration(self):
        answer = self.send_file().json()
        self.assertEqual(answer["status"], "added")
        (row,) = self.draft().rows
        self.assertIn(f'id="photo-{row.photo_id}"', answer["row"])
        self.assertIn(thumbnail_of(row.photo).url, answer["row"])
        photo = row.photo
        self.assertEqual((photo.city, photo.author), (self.city_page.city, "Jan Nowak"))
        self.assertEqual(photo.collection, self.person.workspace.collection)
        self.assertEqual(photo.uploaded_by_user, self.person)
        self.assertEqual((photo.declaration_version, photo.declared_by), (declarations.CURRENT, self.person))

    def test_every_kind_of_camera_file_is_taken(self):
        for name, make in pictures.TELLING.items():
            with self.subTest(name=name):
                self.assertEqual(self.send_file(make(), name).json()["status"], "added")
        self.assertEqual(len(self.draft().rows), len(pictures.TELLING))

    def test_the_same_file_sent_again_is_there_once(self):
        for _attempt in range(3):
            response = self.send_file()
            self.assertEqual(response.status_code, 200)
        self.assertEqual(response.json()["status"], "here")
        self.assertEqual((len(self.draft().rows), Photo.objects.count()), (1, 1))

    def test_a_server_that_died_between_photo_and_draft_finishes_with_the_next_attempt(self):
        with (
            mock.patch.object(uploads.drafts, "change", side_effect=SystemExit),
            self.assertRaises(SystemExit),
        ):
            self.send_file()
        self.assertEqual((len(self.draft().rows), Photo.objects.count()), (0, 1))
        self.assertEqual(self.send_file().json()["status"], "added")
        self.assertEqual((len(self.draft().rows), Photo.objects.count()), (1, 1))

    def test_a_file_chosen_again_after_days_is_not_even_sent(self):
        self.send_file(name="IMG_1.JPG")
        answer = self.post("marks", {"mark": ["IMG_1.JPG|1|1", "IMG_2.JPG|1|1"]}).json()
        self.assertEqual(answer["here"], ["IMG_1.JPG|1|1"])

    def test_a_photo_of_another_gallery_is_shown_and_can_be_added(self):
        other = self.begin(self.city_page, "Wcześniejsza")
        self.assertEqual(self.send_file(gallery=other).json()["status"], "added")
        self.assertEqual(len(self.draft(other).rows), 1)
        answer = self.send_file().json()
        self.assertEqual(answer["status"], "elsewhere")
        self.assertIn("Wcześniejsza", answer["message"])
        self.assertEqual(self.draft().rows, [])
        self.assertEqual(self.post("add", {"photo": answer["photo"]}).json()["status"], "added")
        self.assertEqual((len(self.draft().rows), Photo.objects.count()), (1, 1))

    def test_another_citys_photo_of_the_same_file_is_never_mentioned(self):
        self.client.force_login(self.stranger)
        self.send_file(gallery=self.foreign)
        self.client.force_login(self.person)
        self.assertEqual(self.send_file().json()["status"], "added")
        self.assertEqual(Photo.objects.count(), 2)

    def test_another_citys_photo_cannot_be_added_by_its_number(self):
        photo = self.a_city_photo(self.stranger, self.foreign_page)
        self.assertEqual(self.post("add", {"photo": photo.pk}).status_code, 404)
        self.assertEqual(self.draft().rows, [])

    def test_the_editors_own_photo_of_the_city_cannot_be_added_by_its_number(self):
        photo = self.a_city_photo()
        photo.collection = photo.collection.get_parent()
        photo.save()
        self.assertEqual(self.post("add", {"photo": photo.pk}).status_code, 404)

    def test_keys_differ_from_gallery_to_gallery(self):
        keys = {uploads.key_of(gallery, "IMG_1.JPG|1|1") for gallery in (self.gallery, self.foreign)}
        self.assertEqual(len(keys), 2)
        self.assertTrue(all(isinstance(key, uuid.UUID) for key in keys))

    def test_a_full_gallery_says_so_before_anything_is_stored(self):
        with mock.patch.object(drafts, "MOST_PHOTOS", 0):
            response = self.send_file()
        self.assertEqual(response.status_code, 409)
        self.assertEqual(Photo.objects.count(), 0)


class RefusedUploadTests(WorkspaceTestCase):
    def refused(self, response, status, *words):
        self.assertEqual(response.status_code, status, response.content)
        for word in words:
            self.assertIn(word, response.json()["message"])
        self.assertEqual(self.draft().rows, [])

    def test_a_file_that_is_no_photo_is_named_and_the_next_one_goes_on(self):
        self.refused(self.send_file(b"<html></html>", "strona.jpg"), 422, "strona.jpg")
        self.assertEqual(self.send_file().status_code, 200)

    def test_without_the_declaration_nothing_is_stored(self):
        for version in ("", "1999-01"):
            with self.subTest(version=version):
                self.refused(self.send_file(declaration=version), 422)
        self.assertEqual(Photo.objects.count(), 0)

    def test_nonsense_in_the_fields_is_refused_in_words(self):
        self.refused(self.send_file(**{"common-licence": "CC-BY-NC"}), 422)
        self.refused(self.post("upload", {"declaration": declarations.CURRENT}), 422)

    def test_a_request_that_is_too_large_is_not_even_read(self):
        with override_settings(WAGTAILIMAGES_MAX_UPLOAD_SIZE=-uploads.AROUND_THE_FILE):
            response = self.client.post(self.address("upload"), {"file": "x"})
        self.refused(response, 413)

    def test_a_full_disk_is_a_trouble_that_passes(self):
        with mock.patch("empirie.photos.intake.Photo.save", side_effect=_no_space()):
            self.refused(self.send_file(), 503, "IMG_1.JPG")
        self.assertEqual(self.send_file().status_code, 200)

    def test_a_gallery_with_the_editors_takes_no_photo(self):
        self.fill()
        submit(self.gallery, self.person)
        self.assertEqual(self.send_file(name="IMG_9.JPG").status_code, 409)
        self.assertEqual(len(self.draft().rows), 2)

    def test_a_forged_request_from_another_site_is_refused(self):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(self.person)
        file = SimpleUploadedFile("a.jpg", pictures.jpeg())
        data = {"file": file, "declaration": declarations.CURRENT, "mark": "a"}
        self.assertEqual(strict.post(self.address("upload"), data).status_code, 403)
        token = strict.get(reverse("sign_in:session")).json()["csrf"]
        file.seek(0)
        data["file"] = file
        response = strict.post(self.address("upload"), data, headers={"X-CSRFToken": token})
        self.assertNotEqual(response.status_code, 403)

    def test_who_is_signed_out_gets_no_page_but_a_plain_no(self):
        self.client.logout()
        for name in ("upload", "save", "arrange"):
            response = self.client.post(self.address(name), headers={"X-Requested-With": "XMLHttpRequest"})
            self.assertEqual(response.status_code, 403)
        session = reverse("sign_in:session")
        self.assertEqual(
            self.client.get(session, headers={"X-Requested-With": "XMLHttpRequest"}).status_code, 403
        )


class PublishedPhotoTests(WorkspaceTestCase):
    def setUp(self):
        super().setUp()
        self.first, self.second = self.fill()
        self.live = published(self.gallery)

    def test_a_published_photo_is_turned_as_a_copy(self):
        answer = self.post("arrange", {"action": "rotate", "photo": self.first.pk}).json()
        copy = Photo.objects.get(pk=answer["order"][0])
        self.assertNotEqual(copy.pk, self.first.pk)
        self.assertEqual((copy.width, copy.height), (self.first.height, self.first.width))
        self.first.refresh_from_db()
        self.assertEqual((self.first.width, self.first.height), (64, 48))
        self.assertEqual(self.live.photos.first().photo_id, self.first.pk)

    def test_a_published_photos_rights_change_on_a_copy_and_only_once(self):
        name = f"photo-{self.first.pk}-author"
        answer = self.post("save", {"field": name, name: "Anna Nowak"}).json()
        copy = answer["copied"][str(self.first.pk)]
        name = f"photo-{copy}-author"
        again = self.post("save", {"field": name, name: "Anna Kowalska"}).json()
        self.assertEqual(again["copied"], {})
        self.assertEqual(Photo.objects.get(pk=copy).author, "Anna Kowalska")
        self.first.refresh_from_db()
        self.assertEqual(self.first.author, "Jan Nowak")

    def test_the_copy_of_a_photo_is_known_as_the_same_file(self):
        self.post("arrange", {"action": "rotate", "photo": self.first.pk})
        draft = self.draft()
        self.assertTrue(draft.shows(self.first))

    def test_a_photo_that_waits_in_another_gallery_is_not_changed_under_the_editors_eyes(self):
        other = self.begin(self.city_page, "Druga")
        (photo,) = self.fill(other, count=1)
        self.post("add", {"photo": photo.pk})
        submit(other, self.person)
        name = f"photo-{photo.pk}-author"
        answer = self.post("save", {"field": name, name: "Ktoś inny"}).json()
        self.assertIn(str(photo.pk), answer["copied"])
        photo.refresh_from_db()
        self.assertEqual(photo.author, "Jan Nowak")


def _no_space():
    from empirie.photos.refusals import RefusedPhoto

    return RefusedPhoto("storage", "IMG_1.JPG")
