"""Originals have no address, and that of a rendition cannot be made up before somebody public shows it."""

import re
from pathlib import Path

from django.conf import settings
from django.test import TestCase, override_settings
from django.urls import re_path

from empirie import urls as site_urls
from empirie.delivery.media import serve_media
from empirie.photos.renditions.generation import make as make_rendition
from empirie.photos.renditions.specs import CARD, CONTENT, DOWNLOAD, SHARE
from galleries.workspace.uploads import key_of
from tests import factories as make


class ServedFiles:
    """The addresses of a newcomer's machine, which serves what was uploaded (settings.DEBUG)."""

    urlpatterns = [
        re_path(r"^media/(?P<path>.*)$", serve_media, {"document_root": settings.MEDIA_ROOT}),
        *site_urls.urlpatterns,
    ]
    handler404 = site_urls.handler404


@override_settings(ROOT_URLCONF=ServedFiles)
class OriginalTests(TestCase):
    def setUp(self):
        self.photo = make.a_photo()

    def test_no_address_leads_to_the_photos_own_file(self):
        name = self.photo.file.name
        for address in (
            f"/media/{name}",
            f"/media/{Path(name).name}",
            f"/media/originals/{name}",
            f"/media/../originals/{name}",
            f"/media/%2e%2e/originals/{name}",
            f"/media//{settings.STORAGES['originals']['OPTIONS']['location']}/{name}",
            f"/originals/{name}",
            f"/static/{name}",
            "/media/",
            "/media/images/",
            "/media/original_images/",
        ):
            with self.subTest(address=address):
                self.assertIn(self.client.get(address).status_code, (400, 404))
        self.assertEqual(self.photo.file.url, "")

    def test_the_same_server_does_give_renditions(self):
        """So the test above asks a server that serves."""
        response = self.client.get(self.photo.get_rendition("max-30x30").url)
        self.assertEqual(response.status_code, 200)
        b"".join(response.streaming_content)


class RenditionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.gallery = make.a_draft_gallery(make.a_city_page())

    def test_every_name_begins_with_at_least_fifty_six_random_bits(self):
        photo = make.a_photo(name="IMG_2041.JPG")
        random = Path(photo.file.name).stem
        self.assertRegex(random, r"^[0-9a-f]{32}$")
        for focused in (False, True):
            if focused:
                photo.focal_point_x, photo.focal_point_y = 10, 10
                photo.focal_point_width = photo.focal_point_height = 5
                photo.save()
            for spec in {*CARD, *CONTENT, DOWNLOAD, SHARE}:
                name = Path(make_rendition(photo, spec).file.name).name
                with self.subTest(name=name):
                    beginning = re.match(r"[0-9a-f]*", name)[0]
                    self.assertTrue(random.startswith(beginning[:14]) and len(beginning) >= 14)

    def test_the_key_of_an_upload_needs_the_sites_secret(self):
        """The file is named after it: its mark is what a photographer's friend knows, name, size and date."""
        mark = "IMG_2041.JPG|4711|1763900000000"
        key = key_of(self.gallery, mark)
        self.assertEqual(key, key_of(self.gallery, mark))
        with override_settings(SECRET_KEY="another site's"):
            self.assertNotEqual(key, key_of(self.gallery, mark))
