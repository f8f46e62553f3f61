"""Readers get a photo in sizes that fit, cut around what matters, without what the camera wrote into it."""

from io import BytesIO

from django.core.files.images import ImageFile
from django.template.loader import render_to_string
from django.test import TestCase
from lxml import html
from PIL import Image, ImageCms

from empirie.photos.models import Photo
from empirie.photos.renditions import specs
from empirie.photos.renditions.generation import make as make_rendition
from empirie.photos.renditions.specs import DOWNLOAD, SHARE, USES, draw, is_downloadable, specs_for
from empirie.photos.rights import Licence
from tests import factories as make
from tests.renditions import make_what_is_shown

SECRET = b"SN-4711-KROSNO"


def a_picture(size=(60, 40), kind="JPEG", **options):
    """A file whose left half is red and right half is blue."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    file = BytesIO()
    picture.save(file, kind, quality=90, **options)
    file.seek(0)
    return file


def a_photo_of(file, name="źródło.jpg", **fields):
    return Photo.objects.create(title="Źródło", file=ImageFile(file, name=name), **fields)


def metadata():
    """What a camera may write into a file, the serial number among it."""
    exif = Image.Exif()
    exif[0x010F] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    return {"exif": exif.tobytes(), "icc_profile": profile, "xmp": xmp}


def all_specs():
    return {spec for offered in USES.values() for spec in offered} | {SHARE, DOWNLOAD}


class SpecificationTests(TestCase):
    def test_no_picture_costs_more_than_three_formats_in_three_sizes(self):
        for use, offered in USES.items():
            if len(offered) == 1:
                continue  # the one file of a use without a choice
            by_format = {}
            for spec in offered:
                by_format.setdefault(specs.format_of(spec), []).append(spec)
            with self.subTest(use=use):
                self.assertLessEqual(len(by_format), 3)
                self.assertLessEqual(max(map(len, by_format.values())), 3)
                self.assertIn("jpeg", by_format)

    def test_every_specification_can_be_made(self):
        photo = make.a_photo()
        for spec in all_specs():
            with self.subTest(spec=spec):
                self.assertGreater(make_rendition(photo, spec).width, 0)

    def test_a_small_photo_is_not_made_again_and_again_in_its_own_size(self):
        small, large = a_photo_of(a_picture((60, 40))), a_photo_of(a_picture((1700, 1100)))
        self.assertEqual(len(specs_for(small, "content")), 2)
        self.assertEqual(set(specs_for(large, "content")), set(specs.CONTENT))

    def test_a_portrait_fits_into_the_same_box_as_a_landscape(self):
        rendition = make_rendition(a_photo_of(a_picture((600, 1200))), "format-jpeg|max-960x960")
        self.assertEqual((rendition.width, rendition.height), (480, 960))


class PictureTests(TestCase):
    def drawn(self, photo, **values):
        page = render_to_string("parts/picture.html", {"photo": photo, "alt": "Most", **values})
        return html.fromstring(page)

    def test_the_best_format_is_offered_first_and_jpeg_stands_in_for_all(self):
        photo = make.a_photo()
        make_what_is_shown(photo)
        picture = self.drawn(photo)
        self.assertEqual(picture.xpath(".//source/@type"), ["image/avif"])
        self.assertTrue(picture.find(".//img").get("src").endswith(".jpg"))

    def test_its_place_is_kept_free_while_it_loads(self):
        image = self.drawn(a_photo_of(a_picture((1200, 800)))).find(".//img")
        self.assertEqual((image.get("width"), image.get("height")), ("960", "640"))

    def test_each_source_names_its_widths_once(self):
        (source, *_others) = self.drawn(a_photo_of(a_picture((1200, 800)))).findall(".//source")
        widths = [candidate.split()[-1] for candidate in source.get("srcset").split(", ")]
        self.assertEqual(widths, ["480w", "960w", "1200w"])

    def test_it_waits_until_it_is_needed_unless_it_opens_the_page(self):
        later, first = self.drawn(make.a_photo()), self.drawn(make.a_photo(), loading="eager")
        self.assertEqual(later.find(".//img").get("loading"), "lazy")
        self.assertIsNone(later.find(".//img").get("fetchpriority"))
        self.assertIsNone(first.find(".//img").get("loading"))
        self.assertEqual(first.find(".//img").get("fetchpriority"), "high")

    def test_a_description_is_text_and_never_markup(self):
        self.assertEqual(
            self.drawn(make.a_photo(), alt='"><b>x').find(".//img").get("alt"),
            '"><b>x',
        )

    def test_a_photo_whose_file_is_gone_breaks_no_page(self):
        photo = make.a_photo()
        photo.file.storage.delete(photo.file.name)
        picture = self.drawn(photo)
        self.assertEqual(self.client.get(picture.find(".//img").get("src")).status_code, 404)
        self.assertEqual(picture.find(".//img").get("alt"), "Most")

    def test_it_asks_the_database_nothing_once_its_renditions_came_along(self):
        make_what_is_shown(make.a_photo())
        (photo,) = Photo.objects.prefetch_related("renditions")
        with self.assertNumQueries(0):
            for use in ("grid", "card", "content", "share"):
                draw(photo, use)

    def test_alone_it_asks_once_for_all_of_them(self):
        make_what_is_shown(make.a_photo())
        photo = Photo.objects.get()
        with self.assertNumQueries(1):
            draw(photo, "grid")
            draw(photo, "content")

    def test_one_that_was_not_fetched_with_the_others_is_found_all_the_same(self):
        make_what_is_shown(make.a_photo())
        (photo,) = Photo.objects.prefetch_renditions(*specs.GRID)
        self.assertTrue(draw(photo, "content").src.endswith(".jpg"))


class FocalPointTests(TestCase):
    def card_of(self, **focal_point):
        photo = a_photo_of(a_picture((1600, 400)), **focal_point)
        with make_rendition(photo, "format-jpeg|fill-480x320").file.open() as file:
            return Image.open(file).convert("RGB").getpixel((240, 160))

    def test_a_cut_keeps_the_point_that_the_editor_marked(self):
        for x, colour in ((200, 0), (1400, 2)):
            pixel = self.card_of(
                focal_point_x=x, focal_point_y=200, focal_point_width=100, focal_point_height=100
            )
            self.assertGreater(pixel[colour], 200)

    def test_a_style_sheet_learns_where_it_lies(self):
        photo = a_photo_of(a_picture((100, 100)))
        for y, where in ((None, ""), (10, "top"), (50, ""), (90, "bottom")):
            photo.focal_point_y = y
            self.assertEqual(specs.focus(photo), where)


class MetadataTests(TestCase):
    def files(self, kind, name):
        photo = a_photo_of(a_picture((1300, 900), kind, **metadata()), name)
        for spec in all_specs():
            with make_rendition(photo, spec).file.open() as file:
                yield spec, file.read()

    def test_no_rendition_says_where_and_with_what_it_was_taken(self):
        for kind, name in (("JPEG", "a.jpg"), ("WEBP", "a.webp"), ("PNG", "a.png")):
            for spec, content in self.files(kind, name):
                with self.subTest(kind=kind, spec=spec):
                    self.assertNotIn(SECRET, content)
                    self.assertNotIn("exif", Image.open(BytesIO(content)).info)

    def test_the_colour_profile_stays(self):
        for spec, content in self.files("JPEG", "a.jpg"):
            with self.subTest(spec=spec):
                self.assertTrue(Image.open(BytesIO(content)).info.get("icc_profile"))


class DownloadTests(TestCase):
    def test_every_licence_but_reserved_rights_lets_readers_keep_the_photo(self):
        for licence in Licence:
            with self.subTest(licence=licence):
                photo = make.a_photo(licence=licence)
                self.assertEqual(is_downloadable(photo), licence != Licence.RESERVED)

    def test_the_size_that_is_promised_is_the_size_that_is_given(self):
        photo = a_photo_of(a_picture((4400, 2200)))
        rendition = make_rendition(photo, DOWNLOAD)
        self.assertEqual(specs.download_size(photo), (rendition.width, rendition.height))
