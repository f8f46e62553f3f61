"""Photos that every viewer shows are taken, whatever else is wrong with them; unless pixels are missing."""

import struct
import zlib
from io import BytesIO

import pillow_heif
from django.core.files.base import ContentFile
from django.test import SimpleTestCase, override_settings
from PIL import Image

from empirie.photos.cleaning import clean
from empirie.photos.refusals import RefusedPhoto

from . import pictures
from .metadata import told_by
from .test_cleaning import difference, opened

# How much of a picture's coded data is missing, in hundredths.
CUTS = (3, 30, 60)


def cleaned(content, name="zdjęcie"):
    return clean(ContentFile(content, name=name))


def grained(size=(400, 300), mode="RGB"):
    """A picture in which no part looks like another."""
    return Image.effect_noise(size, 60).convert(mode)


def camera_jpeg(**options):
    """A JPEG with everything a camera tells, and nothing behind its end."""
    told = {"exif": pictures.exif(), "comment": pictures.COMMENT}
    return pictures.saved("JPEG", grained(), quality=80, **(told | options))


def with_chunk(png, kind, body, place=33, checksum=None):
    """A PNG with one more chunk, behind its header unless `place` says otherwise."""
    right = struct.pack(">I", zlib.crc32(kind + body))
    return png[:place] + struct.pack(">I", len(body)) + kind + body + (checksum or right) + png[place:]


def exif_of(*entries):
    """An EXIF block of (tag, type, count, value in four bytes)."""
    rows = b"".join(struct.pack(">HHI4s", *entry) for entry in entries)
    return b"Exif\0\0MM\0*\0\0\0\x08" + struct.pack(">H", len(entries)) + rows + bytes(4)


class OddJpegTests(SimpleTestCase):
    def assert_is_the_same(self, content, whole):
        result = cleaned(content)
        self.assertEqual(opened(result.content).tobytes(), opened(whole).tobytes())
        self.assertEqual(told_by(result.content), set())

    def assert_is_damaged(self, content):
        with self.assertRaises(RefusedPhoto) as refused:
            cleaned(content)
        self.assertEqual(refused.exception.code, "corrupt")

    def kinds(self):
        """Ways of writing a JPEG: {name: content}."""
        return {
            "plain": camera_jpeg(),
            "progressive": camera_jpeg(progressive=True),
            "with restarts": camera_jpeg(restart_marker_blocks=4),
            "grey": pictures.saved("JPEG", grained(mode="L")),
            "without subsampling": camera_jpeg(subsampling=0, optimize=True),
        }

    def test_bytes_between_the_segments_are_passed_over(self):
        whole = camera_jpeg()
        for stray in (bytes(18), b"\xff" * 9, b"SN-4711-KROSNO", b"\xff\x00\x01", b"\xff\xd3"):
            for marker in (b"\xff\xdb", b"\xff\xc0", b"\xff\xda"):
                place = whole.index(marker)
                with self.subTest(stray=stray, marker=marker):
                    self.assert_is_the_same(whole[:place] + stray + whole[place:], whole)

    def test_a_missing_end_is_put_there_when_every_pixel_is(self):
        for name, whole in self.kinds().items():
            for tail in (
                b"",
                b"\xff",
                bytes(512),
                b"\xff" * 300,
                b"\xff\xd8\xff\xe0\0\x10JFIF",
                b"\xff\xe1\x40\0Exif",
            ):
                with self.subTest(name=name, tail=tail[:4]):
                    self.assert_is_the_same(whole[:-2] + tail, whole)

    def test_what_follows_the_pixels_without_an_end_between_is_not_kept(self):
        for name, whole in self.kinds().items():
            for tail in (b"\0\0\0\x18ftypmp42" + pictures.SERIAL, pictures.SERIAL * 50):
                with self.subTest(name=name, length=len(tail)):
                    content = cleaned(whole[:-2] + tail).content
                    self.assertNotIn(pictures.SERIAL, content)
                    self.assertLess(difference(opened(content), opened(whole)), 2)

    def test_pixels_that_are_missing_are_missed(self):
        for name, whole in self.kinds().items():
            begun = whole.index(b"\xff\xda")
            for part in CUTS:
                cut = whole[: len(whole) - (len(whole) - begun) * part // 100]
                for tail in (b"", bytes(20_000), b"\xff" * 20_000, b" " * 20_000):
                    with self.subTest(name=name, part=part, tail=tail[:1]):
                        self.assert_is_damaged(cut + tail)

    def test_pixels_that_are_missing_before_an_end_are_missed(self):
        for name in ("plain", "with restarts", "grey", "without subsampling"):
            whole = self.kinds()[name]
            begun = whole.index(b"\xff\xda")
            for part in CUTS:
                with self.subTest(name=name, part=part):
                    cut = whole[: len(whole) - (len(whole) - begun) * part // 100].rstrip(b"\xff")
                    self.assert_is_damaged(cut + b"\xff\xd9")

    def test_a_picture_that_ends_in_grey_is_none_that_is_cut(self):
        for options in ({}, {"progressive": True}, {"restart_marker_blocks": 4}):
            drawn = grained()
            drawn.paste((128, 128, 128), (200, 200, 400, 300))
            whole = pictures.saved("JPEG", drawn, quality=80, **options)
            with self.subTest(options=options):
                self.assert_is_the_same(whole, whole)

    def test_a_scan_that_is_interrupted_is_damage(self):
        whole = camera_jpeg()
        place = whole.index(b"\xff\xda") + 3000
        for interruption in (b"\xff\xe5\0\x04ab", b"\xff\xfe\0\x10"):
            self.assert_is_damaged(whole[:place] + interruption + whole[place + len(interruption) :])

    def test_a_picture_without_its_last_scans_is_damaged(self):
        progressive = camera_jpeg(progressive=True)
        for end in (b"", b"\xff\xd9"):
            self.assert_is_damaged(progressive[: progressive.rindex(b"\xff\xda")] + end)

    def test_an_end_is_missed_in_a_large_picture_too(self):
        for options in ({}, {"progressive": True}):
            whole = camera_jpeg(**options)
            with override_settings(PHOTO_LONGEST_SIDE=150):
                self.assertEqual(cleaned(whole[:-2]).size, (150, 112))
                self.assert_is_damaged(whole[:-4000])

    def test_colours_for_print_of_every_kind_become_colours_for_the_screen(self):
        drawn = pictures.picture(mode="CMYK")
        for options in ({}, {"icc_profile": pictures.profile()}, {"exif": pictures.exif(6)}):
            shown = opened(cleaned(pictures.saved("JPEG", drawn, quality=95, **options)).content)
            self.assertEqual(shown.mode, "RGB")

    def test_nothing_hides_in_what_calls_itself_a_colour_profile(self):
        whole = camera_jpeg()
        for number, count in ((1, 2), (3, 1), (0, 0)):
            body = b"ICC_PROFILE\0" + bytes((number, count)) + pictures.SERIAL * 20
            hidden = whole[:2] + b"\xff\xe2" + struct.pack(">H", len(body) + 2) + body + whole[2:]
            with self.subTest(number=number, count=count):
                self.assertNotIn(pictures.SERIAL, cleaned(hidden).content)


class OddExifTests(SimpleTestCase):
    # (type, count, value) of EXIF 2.32, 4.6.2: a text, a fraction that lies elsewhere, no type at all …
    WRONG = (
        *((2, 2, b"6\0\0\0"), (5, 1, b"\0\0\xff\xff"), (77, 1, b"\0\x06\0\0")),
        *(
            (3, 1, b"\0\x09\0\0"),
            (3, 0, bytes(4)),
            (7, 4, b"\x06abc"),
            (3, 1, b"\0\0\0\0"),
            (12, 1, bytes(4)),
        ),
    )

    def test_an_orientation_that_is_none_leaves_the_picture_as_it_lies(self):
        for kind in ("JPEG", "PNG", "WEBP"):
            for value in self.WRONG:
                block = exif_of((0x0112, *value))
                for longest in (4000, 32):
                    with (
                        self.subTest(kind=kind, value=value, longest=longest),
                        override_settings(PHOTO_LONGEST_SIDE=longest),
                    ):
                        shown = opened(cleaned(pictures.saved(kind, exif=block)).content)
                        self.assertGreater(shown.width, shown.height)

    def test_other_tags_of_the_wrong_type_do_not_turn_a_picture_back(self):
        lying = (0x0112, 3, 1, b"\0\x06\0\0")
        for other in (
            (0x010F, 3, 1, bytes(4)),
            (0x8769, 2, 2, b"x\0\0\0"),
            (0x8769, 4, 1, b"\xff\xff\xff\0"),
            (0x8825, 7, 9, bytes(4)),
        ):
            content = pictures.saved("JPEG", exif=exif_of(lying, other))
            with self.subTest(other=other):
                self.assertEqual(cleaned(content).size, (48, 64))


class OddPngTests(SimpleTestCase):
    def assert_is_the_same(self, content, whole):
        result = cleaned(content)
        self.assertEqual(opened(result.content).tobytes(), opened(whole).tobytes())
        self.assertEqual(told_by(result.content), set())
        return result

    def code(self, content):
        with self.assertRaises(RefusedPhoto) as refused:
            cleaned(content)
        return refused.exception.code

    def test_a_missing_end_is_put_there_when_every_pixel_is(self):
        for drawn in (grained(), grained(mode="RGBA"), grained(mode="P")):
            whole = pictures.saved("PNG", drawn)
            # Without IEND, without part of it, without the last checksums, and filled up.
            for content in (whole[:-12], whole[:-5], whole[:-14], whole[:-20], whole[:-12] + bytes(700)):
                with self.subTest(mode=drawn.mode, length=len(content)):
                    self.assertTrue(
                        self.assert_is_the_same(content, whole).content.endswith(b"IEND\xaeB`\x82")
                    )

    def test_pixels_that_are_missing_are_missed(self):
        whole = pictures.saved("PNG", grained())
        for part in CUTS:
            for tail in (b"", bytes(20_000)):
                with self.subTest(part=part, tail=tail[:1]):
                    self.assertEqual(self.code(whole[: len(whole) * (100 - part) // 100] + tail), "corrupt")

    def test_what_only_accompanies_the_picture_may_have_a_wrong_checksum(self):
        whole = pictures.saved("PNG", grained())
        for kind, body in (
            (b"gAMA", bytes(4)),
            (b"tEXt", b"Comment\0x"),
            (b"iCCP", b"x\0\0y"),
            (b"eXIf", b"MM"),
            (b"cHRM", b""),
        ):
            with self.subTest(kind=kind):
                self.assert_is_the_same(with_chunk(whole, kind, body, checksum=b"nope"), whole)

    def test_what_only_accompanies_the_picture_may_have_a_wrong_length(self):
        whole = pictures.saved("PNG", grained())
        for kind in (b"gAMA", b"cHRM", b"sRGB", b"cICP", b"sBIT", b"pHYs"):
            with self.subTest(kind=kind):
                self.assert_is_the_same(with_chunk(whole, kind, b""), whole)

    def test_the_header_may_not(self):
        whole = bytearray(pictures.saved("PNG", grained()))
        whole[29] ^= 1
        self.assertEqual(self.code(bytes(whole)), "corrupt")

    def test_nothing_hides_in_what_calls_itself_a_colour_profile(self):
        hidden = with_chunk(pictures.saved("PNG"), b"iCCP", b"x\0\0" + pictures.SERIAL)
        self.assertNotIn(pictures.SERIAL, cleaned(hidden).content)

    def test_every_way_of_writing_colours_is_taken_whole_and_made_smaller(self):
        deep = struct.pack(">II5B", 64, 48, 16, 2, 0, 0, 0)  # 16 bits for each of three colours
        rows = zlib.compress((b"\0" + b"\x80\0\x40\0\x20\0" * 64) * 48)
        empty = pictures.saved("PNG")[:8]
        sixteen = with_chunk(
            with_chunk(with_chunk(empty, b"IHDR", deep, 8), b"IDAT", rows, 33), b"IEND", b"", 45 + len(rows)
        )
        contents = {
            "palette": pictures.saved("PNG", pictures.picture(mode="P"), transparency=0),
            "palette of many": pictures.saved(
                "PNG", pictures.picture(mode="P"), transparency=bytes(range(200))
            ),
            "black and white": pictures.saved("PNG", pictures.picture(mode="1")),
            "transparent grey": pictures.saved("PNG", pictures.picture(mode="L"), transparency=9),
            "transparent colour": pictures.saved("PNG", pictures.picture(), transparency=(0, 0, 255)),
            "sixteen bits": sixteen,
            "sixteen bits, transparent": with_chunk(sixteen, b"tRNS", b"\x80\0\x40\0\x20\0"),
            "grey and alpha": pictures.saved("PNG", pictures.picture(mode="LA")),
        }
        for name, content in contents.items():
            for longest in (4000, 32):
                with self.subTest(name=name, longest=longest), override_settings(PHOTO_LONGEST_SIDE=longest):
                    self.assertEqual(max(opened(cleaned(content).content).size), min(longest, 64))


class OddWebpTests(SimpleTestCase):
    def test_the_length_a_file_gives_itself_is_not_believed(self):
        for whole in (pictures.webp().removesuffix(pictures.FILM), pictures.saved("WEBP", grained())):
            for length in (0, 10, len(whole) + 9, 0xFFFFFFFF):
                content = whole[:4] + struct.pack("<I", length) + whole[8:]
                with self.subTest(length=length):
                    result = cleaned(content)
                    self.assertEqual(opened(result.content).tobytes(), opened(whole).tobytes())
                    self.assertEqual(told_by(result.content), set())

    def test_pixels_that_are_missing_are_missed(self):
        whole = pictures.saved("WEBP", grained())
        for part in CUTS:
            with self.subTest(part=part), self.assertRaises(RefusedPhoto):
                cleaned(whole[: len(whole) * (100 - part) // 100])


class OddHeicTests(SimpleTestCase):
    def test_the_first_of_several_pictures_is_taken_and_made_smaller(self):
        several = pillow_heif.from_pillow(pictures.picture((96, 64)))
        several.add_from_pillow(pictures.picture((48, 64)))
        file = BytesIO()
        several.save(file, quality=90, exif=pictures.exif())
        for longest, size in ((4000, (96, 64)), (48, (48, 32))):
            with override_settings(PHOTO_LONGEST_SIDE=longest):
                result = cleaned(file.getvalue())
            self.assertEqual((result.size, told_by(result.content)), (size, set()))
            self.assertLess(difference(opened(result.content), pictures.picture(size)), 12)
