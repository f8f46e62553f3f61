"""A photo that is hidden is gone from the kept pages at the next reader's visit, and back as quickly."""

import re
from pathlib import Path
from shutil import rmtree

from django.conf import settings
from django.db import connection
from django.test import TestCase
from django.urls import reverse

from empirie.photos.models import Photo
from tests import factories as make
from tests.renditions import made_at_once, make_what_is_shown

from .test_page_cache import WithPageCache


@made_at_once
class HiddenPhotoTests(WithPageCache, TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()
        cls.gallery = make.a_gallery(cls.city_page, photos=2)
        make.in_english(cls.city_page)
        cls.english = make.in_english(cls.gallery)
        cls.photo = cls.gallery.photos.all()[0].photo
        cls.article = make.an_article(cover=cls.photo, cover_description="Rzeka")
        cls.editor = make.an_editor()

    def setUp(self):
        super().setUp()
        rmtree(Path(settings.MEDIA_ROOT) / "images", ignore_errors=True)  # of the other tests
        self.name = Path(self.photo.file.name).stem[:14]
        self.shown_on = [
            self.gallery.url,
            self.english.url,
            self.city_page.url,
            self.city_page.get_translation(make.english_locale()).url,
            "/galerie-miast/",
            "/aktualnosci/",
            self.article.url,
            "/",
        ]
        self.own = [
            f"{self.gallery.url}zdjecie/{self.photo.pk}/",
            f"{self.english.url}photo/{self.photo.pk}/",
        ]
        make_what_is_shown(*(row.photo for row in self.gallery.photos.all()))
        connection.run_on_commit = []  # the preparations are never committed, and would wait for it for ever

    def press(self, what):
        """An editor, in a browser of their own, presses "hide" or "restore"."""
        editor = self.client_class()
        editor.force_login(self.editor)
        with self.captureOnCommitCallbacks(execute=True):
            answer = editor.post(reverse(f"photo_reports:{what}", args=[self.photo.pk]), {"reason": "Prośba"})
        self.assertEqual(answer.status_code, 302)

    def read(self, address):
        """(status, whether the photo is in it) for a reader who is not the first: it is a kept page."""
        return self.answer(address), self.answer(address, kept=True)

    def answer(self, address, kept=False):
        response = self.client.get(address)
        if kept:
            self.assertEqual(response["X-Page-Cache"], "hit", address)
        return response.status_code, self.name in response.content.decode()

    def files(self):
        """The addresses of the photo's files that the kept pages name."""
        told = "".join(self.client.get(address).content.decode() for address in (*self.shown_on, *self.own))
        return set(re.findall(rf"{settings.MEDIA_URL}(images/{self.name}[\w.-]+)", told))

    def exist(self, files):
        return [name for name in files if (Path(settings.MEDIA_ROOT) / name).exists()]

    def test_the_very_next_reader_no_longer_sees_it_and_then_sees_it_again(self):
        for address in (*self.shown_on, *self.own):
            with self.subTest(address=address, state="before"):
                self.assertEqual(self.read(address), ((200, True), (200, True)))
        files = self.files()
        self.assertGreater(len(files), 3)
        self.assertEqual(len(self.exist(files)), len(files))

        self.press("hide")
        self.assertEqual(self.exist(files), [])
        for address in self.shown_on:
            with self.subTest(address=address, state="hidden"):
                self.assertEqual(self.read(address), ((200, False), (200, False)))
        for address in self.own:
            with self.subTest(address=address, state="hidden"):
                self.assertEqual(self.read(address), ((404, False), (404, False)))
        self.assertEqual(self.exist(files), [])

        self.press("restore")
        for address in (*self.shown_on, *self.own):
            with self.subTest(address=address, state="restored"):
                self.assertEqual(self.answer(address), (200, True))
        self.assertEqual(self.files(), files)
        self.assertEqual(len(self.exist(files)), len(files))

    def test_a_download_is_not_given_from_the_cache_either(self):
        download = f"{self.own[0]}pobierz/"
        for _time in range(2):
            response = self.client.get(download)
            self.assertEqual((response.status_code, response.has_header("X-Page-Cache")), (200, False))
            b"".join(response.streaming_content)  # to its end: closing it would close the database
        self.press("hide")
        self.assertEqual(self.client.get(download).status_code, 404)

    def test_the_form_for_a_report_is_never_kept(self):
        for gallery, words in ((self.gallery, "zdjecie/{}/zglos/"), (self.english, "photo/{}/report/")):
            address = gallery.url + words.format(self.photo.pk)
            tokens = set()
            for _time in range(2):
                response = self.client.get(address)
                self.assertEqual((response.status_code, response.has_header("X-Page-Cache")), (200, False))
                tokens |= set(re.findall(r'name="token" value="([^"]+)"', response.content.decode()))
            self.assertGreaterEqual(len(tokens), 1)
        self.press("hide")
        self.assertEqual(self.client.get(address).status_code, 404)

    def test_the_sitemap_names_pages_and_no_photo_of_them(self):
        told = self.client.get("/sitemap.xml").content.decode()
        self.assertIn(f"<loc>{self.gallery.full_url}</loc>", told)
        self.assertNotIn("zdjecie", told)
        self.assertNotIn(settings.MEDIA_URL, told)
        self.press("hide")
        self.assertEqual(self.client.get("/sitemap.xml").status_code, 200)

    def test_a_report_empties_no_kept_page(self):
        self.assertEqual(self.read(self.gallery.url)[1], (200, True))
        self.assertTrue(Photo.objects.filter(pk=self.photo.pk, withdrawn_at=None).exists())
