"""Small pictures for the screens of a city: as good as any other, and made with little memory."""

from unittest import mock

from django.test import TestCase
from PIL import Image, ImageChops, ImageStat
from wagtail.images.models import AbstractImage, Filter

from empirie.photos.cleaning import one_at_a_time
from empirie.photos.models import Photo
from empirie.photos.renditions.generation import Reduced, make
from empirie.photos.renditions.specs import THUMBNAIL
from tests.photos import pictures


def a_photo(size, kind="JPEG"):
    """A photo with fine detail in many colours."""
    drawn = Image.merge("RGB", [Image.effect_noise((60, 45), 90) for _channel in range(3)]).resize(size)
    file = pictures.upload(pictures.saved(kind, drawn), f"zdjecie.{kind.lower()}")
    return Photo.objects.create(title="Zdjęcie", file=file)


SIDE = 480


class ThumbnailTests(TestCase):
    def test_it_looks_like_the_whole_picture_scaled_down(self):
        for size, kind in (
            ((2000, 1500), "JPEG"),
            ((1500, 2000), "JPEG"),
            ((300, 200), "JPEG"),
            ((900, 600), "PNG"),
        ):
            with self.subTest(size=size, kind=kind):
                photo = a_photo(size, kind)
                ours = make(photo, THUMBNAIL)
                wagtails = AbstractImage.generate_rendition_file(photo, Filter(THUMBNAIL))
                self.assertEqual(max(ours.width, ours.height), min(SIDE, max(size)))
                with ours.file.open(), Image.open(ours.file) as one, Image.open(wagtails) as other:
                    self.assertEqual((one.format, one.size), ("WEBP", other.size))
                    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
                self.assertLess(max(ImageStat.Stat(difference).mean), 6)

    def test_a_large_jpeg_is_read_at_a_part_of_its_size(self):
        photo = a_photo((4000, 3000))
        with Reduced(THUMBNAIL).get_willow_image(photo) as opened:
            self.assertEqual(opened.image.size, (1000, 750))

    def test_no_two_pictures_are_open_at_once(self):
        photo, seen = a_photo((600, 400)), []
        run = Filter.run

        def look(*args, **kwargs):
            seen.append(one_at_a_time().locked())
            return run(*args, **kwargs)

        with mock.patch.object(Filter, "run", look):
            make(photo, THUMBNAIL)
            make(photo, THUMBNAIL)  # there already: nothing to wait for
        self.assertEqual(seen, [True])
        self.assertFalse(one_at_a_time().locked())
