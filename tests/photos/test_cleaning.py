"""Whatever a camera, a phone or a prankster put into a file: only the picture is stored and served."""

import random
import struct
from io import BytesIO
from unittest import mock

from django.conf import settings
from django.core.files.base import ContentFile
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import translation
from PIL import Image, ImageChops, ImageStat

from empirie.core.locks import file_lock
from empirie.photos import cleaning, memory
from empirie.photos.cleaning import clean
from empirie.photos.models import Photo
from empirie.photos.redrawing import UPRIGHT
from empirie.photos.refusals import RefusedPhoto
from empirie.photos.renditions.specs import DOWNLOAD, SHARE, USES
from tests.renditions import made

from . import pictures
from .metadata import told_by


def cleaned(content, name="zdjęcie"):
    return clean(ContentFile(content, name=name))


def opened(content):
    picture = Image.open(BytesIO(content))
    picture.load()
    return picture


def difference(one, other):
    """The mean difference of two pictures' pixels, 0 to 255."""
    assert one.size == other.size
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


class FixtureTests(SimpleTestCase):
    """The pictures tell what the tests say they tell, and the readers see it: otherwise nothing is shown."""

    def test_every_fixture_tells_place_serial_number_and_film(self):
        for name, make_picture in pictures.TELLING.items():
            told = told_by(make_picture())
            with self.subTest(name=name):
                for what in ("place", "serial number", "maker's note", "XMP", "film"):
                    self.assertIn(f"bytes: {what}", told)

    def test_the_other_readers_see_it_too(self):
        for make_picture in (pictures.jpeg, pictures.png, pictures.avif):
            self.assertIn("ExifRead: GPS GPSLatitude", told_by(make_picture()))

    def test_a_jpeg_tells_everything_that_a_file_can(self):
        told = {tag for tag in told_by(pictures.jpeg()) if tag.startswith("bytes")}
        self.assertEqual(told, {f"bytes: {what}" for what in pictures.SECRETS})


class MetadataTests(SimpleTestCase):
    def test_nothing_but_the_picture_is_left(self):
        for name, make_picture in pictures.TELLING.items():
            for orientation in (1, 6):
                with self.subTest(name=name, orientation=orientation):
                    self.assertEqual(told_by(cleaned(make_picture(orientation=orientation)).content), set())

    def test_nothing_but_the_picture_is_left_when_it_is_made_smaller(self):
        with override_settings(PHOTO_LONGEST_SIDE=32):
            for name, make_picture in pictures.TELLING.items():
                with self.subTest(name=name):
                    result = cleaned(make_picture())
                    self.assertEqual((told_by(result.content), result.size), (set(), (32, 24)))

    def test_the_colour_profile_stays(self):
        for name, make_picture in pictures.TELLING.items():
            with self.subTest(name=name):
                kept = opened(cleaned(make_picture()).content).info.get("icc_profile")
                self.assertEqual(kept, pictures.profile())

    def test_what_calls_itself_a_profile_and_is_none_goes(self):
        for kind in ("JPEG", "PNG", "WEBP"):
            content = pictures.saved(kind, icc_profile=pictures.SERIAL * 20)
            with self.subTest(kind=kind):
                self.assertNotIn(pictures.SERIAL, cleaned(content).content)

    def test_the_same_file_always_gives_the_same_result(self):
        for name, make_picture in pictures.TELLING.items():
            content = make_picture(orientation=6)
            with self.subTest(name=name):
                self.assertEqual(cleaned(content), cleaned(content))

    def test_cleaning_what_is_clean_changes_nothing(self):
        for make_picture in (pictures.jpeg, pictures.png, pictures.webp):
            once = cleaned(make_picture()).content
            self.assertEqual(cleaned(once).content, once)


class PixelTests(SimpleTestCase):
    def test_a_picture_that_needs_no_change_keeps_every_pixel(self):
        for content in (
            pictures.jpeg(),
            pictures.jpeg(progressive=True),
            pictures.jpeg(restart_marker_blocks=1),
            pictures.saved("JPEG", pictures.picture(mode="L")),
            pictures.png(),
            pictures.png(drawn=pictures.picture(mode="RGBA")),
            pictures.png(drawn=pictures.picture(mode="LA")),
            pictures.png(drawn=pictures.picture(mode="P"), transparency=0),
            pictures.webp(),
            pictures.webp(lossless=True),
        ):
            before, after = opened(content), opened(cleaned(content).content)
            with self.subTest(kind=before.format, mode=before.mode):
                self.assertEqual((after.format, after.mode), (before.format, before.mode))
                self.assertEqual(after.tobytes(), before.tobytes())
                self.assertEqual(after.info.get("transparency"), before.info.get("transparency"))

    def test_every_orientation_ends_upright(self):
        for orientation in (1, *UPRIGHT):
            drawn = pictures.picture()
            expected = drawn.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else drawn
            for make_picture in (pictures.jpeg, pictures.png, pictures.webp):
                result = cleaned(make_picture(orientation))
                with self.subTest(kind=result.extension, orientation=orientation):
                    self.assertEqual(result.size, expected.size)
                    self.assertLess(difference(opened(result.content), expected), 6)

    def test_a_turned_picture_does_not_lose_its_fineness(self):
        result = opened(cleaned(pictures.jpeg(orientation=6)).content)
        before = opened(pictures.jpeg()).transpose(UPRIGHT[6])
        self.assertLess(difference(result, before), 3)

    def test_a_heic_or_avif_that_lies_on_its_side_ends_upright_too(self):
        for make_picture in (pictures.heic, pictures.avif):
            shown = opened(cleaned(make_picture(orientation=6)).content)
            with self.subTest(make_picture=make_picture.__name__):
                self.assertLess(difference(shown, pictures.picture().transpose(UPRIGHT[6])), 12)

    def test_heic_becomes_jpeg_and_the_others_stay_what_they_are(self):
        kinds = {name: cleaned(make_picture()).extension for name, make_picture in pictures.TELLING.items()}
        self.assertEqual(list(kinds.values()), ["jpg", "png", "webp", "avif", "jpg"])

    def test_what_the_content_says_counts_and_not_the_name(self):
        self.assertEqual(cleaned(pictures.png(), "rynek.jpg").extension, "png")

    def test_a_large_picture_is_made_smaller_and_keeps_its_shape(self):
        for mode in ("RGB", "L"):
            result = cleaned(pictures.saved("JPEG", pictures.picture((6000, 4000), mode)))
            self.assertEqual(result.size, (4000, 2667))
            self.assertEqual(opened(result.content).size, result.size)

    def test_a_picture_for_print_gets_colours_for_the_screen(self):
        content = pictures.saved("JPEG", pictures.picture(mode="CMYK"), quality=95)
        shown = opened(cleaned(content).content)
        self.assertEqual(shown.mode, "RGB")
        self.assertLess(difference(shown, pictures.picture()), 12)

    def test_sixteen_bits_of_grey_become_eight_without_losing_the_light(self):
        drawn = Image.new("I;16", (64, 48), 32768)
        shown = opened(cleaned(pictures.saved("PNG", drawn)).content)
        self.assertEqual((shown.mode, shown.getpixel((5, 5))), ("L", 128))

    def test_a_palette_with_transparency_can_be_made_smaller(self):
        content = pictures.png(drawn=pictures.picture(mode="P"), transparency=0)
        with override_settings(PHOTO_LONGEST_SIDE=32):
            self.assertEqual(opened(cleaned(content).content).mode, "RGBA")

    def test_two_pictures_in_one_file_become_one(self):
        file = BytesIO()
        pictures.picture().save(file, "MPO", save_all=True, append_images=[pictures.picture((32, 24))])
        self.assertEqual(opened(file.getvalue()).format, "MPO")
        self.assertEqual(opened(cleaned(file.getvalue()).content).format, "JPEG")


class RefusalTests(SimpleTestCase):
    def code(self, content, name="zdjęcie.jpg"):
        with self.assertRaises(RefusedPhoto) as refused:
            cleaned(content, name)
        self.assertIn(name, refused.exception.messages[0])
        return refused.exception.code

    def test_nothing_at_all(self):
        self.assertEqual(self.code(b""), "empty")

    def test_sixty_megabytes(self):
        self.assertEqual(self.code(b"\xff\xd8\xff" + b"\0" * 60 * 1024 * 1024), "too-large")

    def test_the_beginning_of_a_picture_and_then_rubbish(self):
        beginnings = (b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP", b"\0\0\0\x18ftypheic")
        for beginning in (*beginnings, b"\0\0\0\x18ftypavif"):
            with self.subTest(beginning=beginning):
                self.assertEqual(self.code(beginning + random.Random(1).randbytes(5000)), "corrupt")

    def test_a_picture_that_was_cut_off(self):
        for name, make_picture in pictures.TELLING.items():
            content = make_picture().split(pictures.FILM)[0]
            for part in (0.2, 0.5, 0.8):
                with self.subTest(name=name, part=part):
                    self.assertEqual(self.code(content[: int(len(content) * part)], name), "corrupt")

    def test_two_megabytes_of_padding_are_gone_through_once(self):
        begun = b"\xff\xd8\xff\xda\x00\x02"  # gone through again from every byte, they would take days
        self.assertEqual(self.code(begun + b"\xff" * 2_000_000 + b"\x00\xff\xd9"), "corrupt")

    def test_more_scans_than_an_encoder_makes(self):
        jpeg = pictures.saved("JPEG", quality=90, progressive=True)
        self.assertEqual(cleaned(jpeg).content, jpeg)
        last_scan = jpeg[jpeg.rindex(b"\xff\xda") : -2]
        self.assertEqual(self.code(jpeg[:-2] + 100 * last_scan + jpeg[-2:]), "corrupt")

    def test_pages_scripts_and_archives_that_call_themselves_photos(self):
        page = b"<!doctype html><script>alert(1)</script>"
        for content in (page, b"PK\x03\x04", b"MZ\x90", b"%PDF-1.7", b"x"):
            self.assertEqual(self.code(content), "wrong-type")

    def test_a_drawing(self):
        for content in (
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<?xml version='1.0'?>\n<!-- --><SVG/>",
        ):
            self.assertEqual(self.code(content, "znak.svg"), "svg")

    def test_what_moves(self):
        more = {"save_all": True, "append_images": [pictures.picture().rotate(90)], "duration": 100}
        for kind in ("GIF", "PNG", "WEBP", "AVIF"):
            with self.subTest(kind=kind):
                self.assertEqual(self.code(pictures.saved(kind, **more)), "animated")

    def test_a_gif_that_stands_still(self):
        self.assertEqual(self.code(pictures.saved("GIF")), "wrong-type")

    def test_more_pixels_than_the_limit_are_refused_before_they_are_decoded(self):
        jpeg = pictures.saved("JPEG")
        frame = jpeg.index(b"\xff\xc0") + 5
        enormous = jpeg[:frame] + struct.pack(">HH", 60_000, 60_000) + jpeg[frame + 4 :]
        # All that follows the size is missing or wrong: whoever decoded these would call them damaged.
        for content in (enormous, pictures.png_header(11_000, 11_000), pictures.png_header(100_000, 100_000)):
            self.assertEqual(self.code(content), "too-many-pixels")

    def test_a_picture_that_only_counts_visits(self):
        for size in ((1, 1), (15, 400), (400, 15)):
            self.assertEqual(self.code(pictures.saved("PNG", pictures.picture(size))), "too-small")

    def test_whatever_happens_to_a_file_on_its_way_it_is_cleaned_or_refused(self):
        chance = random.Random(4711)
        for name, make_picture in pictures.TELLING.items():
            content = make_picture()
            for _attempt in range(40):
                spoilt = bytearray(content)
                for _spot in range(chance.randint(1, 12)):
                    spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
                try:
                    result = cleaned(bytes(spoilt), name)
                except RefusedPhoto:
                    continue
                self.assertFalse(
                    [what for what, secret in pictures.SECRETS.items() if secret in result.content]
                )
                opened(result.content)


class MemoryTests(SimpleTestCase):
    """What is large is read smaller, alone, or refused in a sentence before it is read at all."""

    def refused(self, content, name="zdjęcie.jpg"):
        with self.assertRaises(RefusedPhoto) as refused:
            cleaned(content, name)
        return refused.exception

    def test_a_large_jpeg_is_read_smaller_where_the_whole_would_take_too_much(self):
        content = pictures.saved("JPEG", pictures.picture((900, 600)))
        with override_settings(PHOTO_LONGEST_SIDE=500):
            self.assertEqual(cleaned(content).size, (500, 333))
            with mock.patch.object(memory, "MOST", 4 * 900 * 600):
                self.assertEqual(cleaned(content).size, (450, 300))

    def test_what_cannot_be_read_smaller_is_refused_with_its_limit(self):
        drawn = pictures.picture((800, 800))
        with override_settings(PHOTO_LONGEST_SIDE=200), mock.patch.object(memory, "MOST", 1_900_000):
            cleaned(pictures.saved("JPEG", drawn))
            for kind, options, spoken in (
                ("JPEG", {"progressive": True}, "progresywny JPEG"),
                ("PNG", {}, "PNG"),
                ("WEBP", {}, "WebP"),
                ("AVIF", {}, "AVIF"),
                ("HEIF", {}, "HEIC"),
            ):
                with self.subTest(kind=kind), translation.override("pl"):
                    refused = self.refused(pictures.saved(kind, drawn, **options))
                    self.assertEqual(refused.code, "too-much-memory")
                    self.assertIn(f"({spoken}): możemy przyjąć najwyżej", refused.messages[0])

    def test_only_one_large_picture_is_open_on_the_whole_machine(self):
        with (
            mock.patch.object(cleaning, "LONGEST_WAIT", 0),
            file_lock(settings.RENDITION_LOCKS / "large-picture", 1),
        ):
            cleaned(pictures.jpeg())
            with mock.patch.object(memory, "MUCH", 1):
                self.assertEqual(self.refused(pictures.jpeg()).code, "busy")
        with mock.patch.object(memory, "MUCH", 1):
            cleaned(pictures.jpeg())

    def test_a_picture_made_smaller_in_strips_looks_as_if_made_in_one(self):
        for mode in ("RGB", "RGBA", "L"):
            drawn = Image.effect_noise((350, 950), 80).convert(mode)
            with override_settings(PHOTO_LONGEST_SIDE=305):
                small = opened(cleaned(pictures.saved("PNG", drawn)).content)
            whole = drawn.resize(small.size, Image.Resampling.LANCZOS)
            self.assertLess(difference(small, whole), 0.2, mode)

    def test_pillow_refuses_what_the_site_does(self):
        self.assertEqual(2 * Image.MAX_IMAGE_PIXELS, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)


class PolyglotTests(SimpleTestCase):
    def test_what_is_glued_to_a_picture_is_cut_off(self):
        for tail in (b"PK\x03\x04 archive", b"<script>alert(1)</script>", b"\xff\xd8\xff\xe0 another"):
            for make_picture in (pictures.jpeg, pictures.png, pictures.webp, pictures.avif, pictures.heic):
                with self.subTest(tail=tail, kind=make_picture.__name__):
                    self.assertNotIn(tail, cleaned(make_picture() + tail).content)


class ServedTests(TestCase):
    """Not only what is stored: every rendition that a reader can get."""

    def test_no_file_that_is_stored_or_served_tells_anything(self):
        specs = {spec for specs in USES.values() for spec in specs} | {
            SHARE,
            DOWNLOAD,
            "original",
            "max-165x165",
        }
        for name, make_picture in pictures.TELLING.items():
            photo = Photo(title="Łąka", file=ContentFile(make_picture(orientation=6), name=name))
            photo.save()
            for file in (
                photo.file,
                *(rendition.file for rendition in made(photo, *specs)),
            ):
                with self.subTest(name=name, file=file.name), file.storage.open(file.name) as stored:
                    self.assertEqual(told_by(stored.read()), set())
