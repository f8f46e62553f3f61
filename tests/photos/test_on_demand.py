"""No page waits for a picture: what is missing is made when a browser asks for it, once, for everybody."""

from io import BytesIO
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import TestCase
from django.urls import reverse
from lxml import html
from PIL import Image
from wagtail.images.models import Filter

from empirie.photos.models import Photo, PhotoRendition
from empirie.photos.renditions import generation, tasks
from empirie.photos.renditions.missing import take_missing
from empirie.photos.renditions.specs import CARD, CONTENT, OFFERED, SHARE, THUMBNAIL, draw, specs_ahead
from empirie.photos.withdrawal import hide
from tests import factories as make
from tests.renditions import made, made_at_once
from tests.samples import one_public_page_of_each_type

SPEC = "format-avif|fill-480x320"


def a_photo_of_size(width, height, **fields):
    file = BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(file, "JPEG")
    file.seek(0)
    return Photo.objects.create(title="Łąka", file=ImageFile(file, name="laka.jpg"), **fields)


def address(photo, spec=SPEC):
    return generation.on_demand_address(photo.pk, spec)


def files():
    folder = Path(settings.MEDIA_ROOT) / "images"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


class StandInTests(TestCase):
    def test_no_page_makes_a_rendition_while_it_is_drawn(self):
        pages = one_public_page_of_each_type()
        with mock.patch.object(Photo, "generate_rendition_file", side_effect=AssertionError) as make_one:
            for page in pages:
                for version in page.get_translations(inclusive=True):
                    self.assertEqual(self.client.get(version.url).status_code, 200)
        self.assertFalse(make_one.called)

    def test_it_has_the_size_the_file_is_going_to_have(self):
        focus = {"focal_point_x": 300, "focal_point_y": 90, "focal_point_width": 80, "focal_point_height": 60}
        photos = [a_photo_of_size(*size) for size in ((1301, 867), (700, 1201), (90, 60), (500, 320))]
        for photo in [*photos, a_photo_of_size(1000, 667, **focus)]:
            expected = {spec: photo.get_rendition(spec) for spec in sorted(OFFERED)}
            for spec, placeholder in expected.items():
                with self.subTest(photo=(photo.width, photo.height), spec=spec):
                    (rendition,) = made(photo, spec)
                    self.assertEqual(
                        (placeholder.width, placeholder.height), (rendition.width, rendition.height)
                    )

    def test_the_picture_of_a_page_can_be_seen_at_once(self):
        page = html.fromstring(
            render_to_string("parts/picture.html", {"photo": make.a_photo(), "alt": "Most"})
        )
        addresses = [page.find(".//img").get("src")]
        for source in page.findall(".//source"):
            addresses += [part.split()[0] for part in source.get("srcset").split(", ")]
        self.assertEqual(len(addresses), 2)
        for one in addresses:
            response = self.client.get(one)
            self.assertEqual(response.status_code, 302)
            self.assertTrue((Path(settings.MEDIA_ROOT) / response.url.removeprefix("/media/")).exists())
            self.assertIn("max-age=60", response["Cache-Control"])

    def test_once_it_is_made_the_page_names_the_file(self):
        photo = make.a_photo()
        self.assertEqual(photo.get_rendition(SPEC).url, address(photo))
        leads_to = self.client.get(address(photo)).url
        self.assertEqual(Photo.objects.get().get_rendition(SPEC).url, leads_to)


class AddressTests(TestCase):
    def test_nobody_makes_up_an_address(self):
        photo, other = make.a_photo(), make.a_photo()
        signature = address(photo).split("/")[2]
        for forged in (
            address(photo).replace(signature, "0" * len(signature)),
            address(photo).replace(f"/{photo.pk}/", f"/{other.pk}/"),
            reverse("photo_on_demand", args=[signature, photo.pk, SHARE]),
        ):
            with self.subTest(address=forged):
                self.assertEqual(self.client.get(forged).status_code, 403)
        self.assertFalse(PhotoRendition.objects.exists())

    def test_a_signature_opens_no_size_that_the_site_does_not_use(self):
        self.assertEqual(self.client.get(address(make.a_photo(), "width-3999")).status_code, 403)

    def test_a_photo_that_is_gone_is_not_found(self):
        photo = make.a_photo()
        lost = address(photo)
        photo.file.storage.delete(photo.file.name)
        self.assertEqual(self.client.get(lost).status_code, 404)
        photo.delete()
        self.assertEqual(self.client.get(lost).status_code, 404)

    def test_a_withdrawn_photo_is_gone_and_stays_unmade(self):
        photo = make.a_photo()
        with self.captureOnCommitCallbacks(execute=True):
            hide(photo, make.an_editor(), "Prośba")
        self.assertEqual(self.client.get(address(photo)).status_code, 410)
        self.assertFalse(PhotoRendition.objects.exists())

    def test_it_takes_no_form(self):
        self.assertEqual(self.client.post(address(make.a_photo())).status_code, 405)


class LeftoverTests(TestCase):
    def test_the_file_of_a_killed_maker_is_taken_over(self):
        photo, before = make.a_photo(), files()
        (first,) = made(photo, SPEC)
        PhotoRendition.objects.all().delete()  # killed between file and row
        (second,) = made(Photo.objects.get(), SPEC)
        self.assertEqual(second.file.name, first.file.name)
        self.assertEqual(len(files() - before), 1)

    def test_who_loses_the_race_on_another_machine_leaves_no_file(self):
        photo, before = make.a_photo(), files()
        (winner,) = made(photo, SPEC)
        loser = generation.store(photo, Filter(SPEC), photo.generate_rendition_file(Filter(SPEC)))
        self.assertEqual(loser.pk, winner.pk)
        self.assertEqual(len(files() - before), 1)


@made_at_once
class AheadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def specs_of(self, photo):
        return set(photo.renditions.values_list("filter_spec", flat=True))

    def test_an_uploaded_photo_has_what_editors_look_at(self):
        with self.captureOnCommitCallbacks(execute=True):
            photo = make.a_photo()
        self.assertEqual(self.specs_of(photo), {THUMBNAIL, "max-165x165"})

    def test_a_published_page_has_everything_of_all_its_photos(self):
        cover, figure, poster = (a_photo_of_size(1700, 1100) for _photo in range(3))
        body = [("figure", {"photo": figure, "description": "Łąka", "caption": "", "is_decorative": False})]
        article = make.an_article(cover=cover, cover_description="Łąka", body=body)
        recording = make.a_recording(poster=poster)
        with self.captureOnCommitCallbacks(execute=True):
            for page in (article, recording):
                page.save_revision().publish()
        for photo in (cover, figure):
            self.assertLessEqual({*CARD, *CONTENT, SHARE}, self.specs_of(photo))
        self.assertIn("format-webp|fill-960x540", self.specs_of(poster))

    def test_a_gallery_is_complete_once_it_is_published(self):
        gallery = make.a_gallery(make.a_city_page(), photos=3)
        with self.captureOnCommitCallbacks(execute=True):
            gallery.save_revision().publish()
        for row in gallery.photos.all():
            self.assertLessEqual(set(specs_ahead(row.photo)), self.specs_of(row.photo))

    def test_what_was_lost_is_made_by_one_command_that_may_be_repeated(self):
        gallery = make.a_gallery(make.a_city_page(), photos=2)
        unseen = make.a_photo()
        call_command("make_renditions", verbosity=0)
        count = PhotoRendition.objects.count()
        self.assertGreater(count, 8)
        self.assertEqual(self.specs_of(unseen), set())
        call_command("make_renditions", verbosity=0)
        self.assertEqual(PhotoRendition.objects.count(), count)
        self.assertEqual(gallery.photos.count(), 2)

    def test_a_photo_without_its_file_holds_up_no_other(self):
        gallery = make.a_gallery(make.a_city_page(), photos=2)
        broken, whole = (row.photo for row in gallery.photos.all())
        broken.file.storage.delete(broken.file.name)
        call_command("make_renditions", verbosity=0)
        self.assertEqual((bool(self.specs_of(broken)), bool(self.specs_of(whole))), (False, True))


class NoticedTests(TestCase):
    def setUp(self):
        tasks._asked.clear()
        take_missing()

    def enqueued(self):
        with mock.patch("django_tasks.base.Task.enqueue") as enqueue:
            tasks.ask_for_missing()
        return [call.args[0] for call in enqueue.call_args_list]

    def test_what_a_page_was_drawn_without_is_asked_for_once(self):
        photo = make.a_photo()
        draw(photo, "grid")
        self.assertEqual(
            [sorted(pairs) for pairs in self.enqueued()], [sorted([photo.pk, s] for s in CARD[::2])]
        )
        draw(photo, "grid")
        self.assertEqual(self.enqueued(), [])

    def test_a_complete_page_asks_for_nothing(self):
        photo = make.a_photo()
        made(photo, *CARD)
        draw(photo, "grid")
        self.assertEqual(self.enqueued(), [])
