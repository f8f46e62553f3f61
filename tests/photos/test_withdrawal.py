"""A hidden photo is gone everywhere at once, and comes back by one click."""

from pathlib import Path
from shutil import rmtree

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory, TestCase
from django.urls import reverse
from wagtail.models import ModelLogEntry

from articles.models import ArticlePage
from empirie.core.templatetags.empirie_tags import with_card_photos
from empirie.photos import withdrawal
from empirie.photos.models import Photo, Withdrawal, WithdrawnPhoto
from empirie.photos.renditions.specs import CARD, SHARE
from empirie.photos.staff_pictures import staff_picture
from empirie.photos.withdrawal import hide, restore
from galleries.models import GalleryPage
from tests import factories as make
from tests.renditions import made, made_at_once, make_what_is_shown


def file_of(rendition):
    return Path(settings.MEDIA_ROOT) / rendition.file.name


@made_at_once
class WithdrawalTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        city_page = make.a_city_page()
        cls.gallery = make.a_gallery(city_page, photos=2)
        make.in_english(city_page)
        cls.english = make.in_english(cls.gallery)
        cls.photo = cls.gallery.photos.all()[0].photo
        cls.editor = make.an_editor()

    def setUp(self):
        rmtree(Path(settings.MEDIA_ROOT) / "images", ignore_errors=True)  # of the other tests

    def hide(self):
        with self.captureOnCommitCallbacks(execute=True):
            hide(self.photo, self.editor, "Prośba rodziców")
        self.photo.refresh_from_db()

    def restore(self):
        with self.captureOnCommitCallbacks(execute=True):
            restore(self.photo, self.editor, "Wycofana prośba")
        self.photo = Photo.objects.get(pk=self.photo.pk)


class EverywhereTests(WithdrawalTestCase):
    def article(self, **fields):
        body = [
            ("figure", {"photo": self.photo, "description": "Rzeka", "caption": "", "is_decorative": False})
        ]
        return make.an_article(cover=self.photo, cover_description="Rzeka", body=body, **fields)

    def addresses(self):
        return [
            address
            for gallery, word, file in (
                (self.gallery, "zdjecie", "pobierz"),
                (self.english, "photo", "download"),
            )
            for address in (
                f"{gallery.url}{word}/{self.photo.pk}/",
                f"{gallery.url}{word}/{self.photo.pk}/{file}/",
            )
        ]

    def test_no_page_shows_it_and_no_address_of_its_own_answers(self):
        article = self.article()
        make_what_is_shown(self.photo)
        pages = [self.gallery.url, self.english.url, article.url, "/", "/aktualnosci/", "/galerie-miast/"]
        name = Path(self.photo.file.name).stem[:16]  # renditions have short names
        self.assertTrue(all(name in self.client.get(page).content.decode() for page in pages[:3]))
        for address in self.addresses():
            self.assertEqual(self.client.get(address).status_code, 200)
        self.hide()
        for page in pages:
            with self.subTest(page=page):
                html = self.client.get(page).content.decode()
                self.assertNotIn(name, html)
                self.assertNotIn("not-found", html)
                self.assertNotIn(f"/{self.photo.pk}/", html)
        for address in self.addresses():
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 404)

    def test_staff_see_a_picture_of_nothing_instead_of_a_broken_one(self):
        self.hide()
        self.client.force_login(self.editor)
        screens = {
            "list": reverse("wagtailimages:index"),
            "photo": reverse("wagtailimages:edit", args=[self.photo.pk]),
            "gallery": reverse("wagtailadmin_pages:edit", args=[self.gallery.pk]),
        }
        for name, address in screens.items():
            with self.subTest(screen=name):
                markup = self.client.get(address).content.decode()
                self.assertIn("/static/img/photo-not-found.svg", markup)
                self.assertNotIn("/media/not-found", markup)
                self.assertNotIn('width="0"', markup)

    def test_cards_and_counts_go_on_without_it(self):
        self.hide()
        gallery = GalleryPage.objects.for_cards().get(pk=self.gallery.pk)
        self.assertEqual(gallery.photo_count, 1)
        self.assertNotEqual(gallery.cover_id, self.photo.pk)
        self.article()
        (article,) = with_card_photos(ArticlePage.objects.all())
        self.assertIsNone(article.card_photo)

    def test_the_files_behind_every_address_are_deleted(self):
        renditions = made(self.photo, *CARD, SHARE)
        self.assertTrue(all(file_of(rendition).exists() for rendition in renditions))
        self.hide()
        self.assertEqual([rendition for rendition in renditions if file_of(rendition).exists()], [])
        self.assertEqual(self.photo.renditions.count(), 0)

    def test_no_door_makes_a_rendition_of_it_again(self):
        self.hide()
        for ask in (
            lambda: self.photo.get_rendition(SHARE),
            lambda: self.photo.get_renditions(*CARD),
            lambda: made(self.photo, SHARE),
        ):
            with self.assertRaises(WithdrawnPhoto):
                ask()
        self.client.get(self.gallery.url)
        self.assertEqual(self.photo.renditions.count(), 0)

    def test_nor_does_somebody_who_had_begun_before_it_was_hidden(self):
        begun = Photo.objects.get(pk=self.photo.pk)
        self.hide()
        folder = Path(settings.MEDIA_ROOT) / "images"
        folder.mkdir(exist_ok=True)
        before = set(folder.iterdir())
        for ask in (lambda: made(begun, SHARE), lambda: made(begun, *CARD)):
            with self.assertRaises(WithdrawnPhoto):
                ask()
            self.assertEqual(self.photo.renditions.count(), 0)
        self.assertEqual(set(folder.iterdir()) - before, set())

    def test_hiding_again_deletes_what_was_left_and_writes_nothing_down_twice(self):
        self.hide()
        self.hide()
        self.assertEqual(Withdrawal.objects.count(), 1)

    def test_restoring_brings_page_addresses_and_renditions_back(self):
        before = made(self.photo, SHARE)[0].url
        self.hide()
        self.restore()
        self.assertEqual(self.photo.renditions.get(filter_spec=SHARE).url, before)
        for address in self.addresses():
            self.assertEqual(self.client.get(address).status_code, 200)

    def test_caches_are_told(self):
        told = []

        def listen(sender, photo, **kwargs):
            told.append(photo.pk)

        withdrawal.visibility_changed.connect(listen)
        self.addCleanup(withdrawal.visibility_changed.disconnect, listen)
        self.hide()
        self.restore()
        self.assertEqual(told, [self.photo.pk, self.photo.pk])


class LogTests(WithdrawalTestCase):
    def test_who_when_and_why_is_written_down_twice_over(self):
        self.hide()
        self.restore()
        shown, hidden = Withdrawal.objects.all()
        self.assertEqual(
            (hidden.action, hidden.user, hidden.reason), ("hidden", self.editor, "Prośba rodziców")
        )
        self.assertEqual((shown.action, shown.reason), ("restored", "Wycofana prośba"))
        actions = ModelLogEntry.objects.for_instance(self.photo).values_list("action", "user")
        self.assertEqual(set(actions), {("photos.hide", self.editor.pk), ("photos.restore", self.editor.pk)})

    def test_the_log_outlives_the_photo(self):
        photo = make.a_photo(title="Samotne")
        with self.captureOnCommitCallbacks(execute=True):
            hide(photo, self.editor, "x")
        photo.delete()
        self.assertEqual(Withdrawal.objects.get().photo_title, "Samotne")


class StaffTests(WithdrawalTestCase):
    def test_only_people_with_the_right_hide_restore_and_look(self):
        translator = make.a_person("tlumaczka", "wagtail_localize.submit_translation")
        names = [("hide", [self.photo.pk]), ("restore", [self.photo.pk]), ("hidden", []), ("reports", [])]
        self.client.force_login(translator)
        for name, args in names:
            for method in (self.client.get, self.client.post):
                response = method(reverse(f"photo_reports:{name}", args=args), {"reason": "x"})
                self.assertIn(response.status_code, (302, 405))
        self.photo.refresh_from_db()
        self.assertFalse(self.photo.is_withdrawn)

    def test_an_editor_hides_with_a_reason_and_restores_with_one_click(self):
        self.client.force_login(self.editor)
        address = reverse("photo_reports:hide", args=[self.photo.pk])
        self.assertContains(self.client.post(address, {"reason": ""}), "error")
        self.client.post(address, {"reason": "Pomyłka", "next": "https://evil.example/"})
        self.photo.refresh_from_db()
        self.assertEqual(self.photo.withdrawal_reason, "Pomyłka")
        hidden = self.client.get(reverse("photo_reports:hidden"))
        self.assertContains(hidden, "Pomyłka")
        back = self.client.post(
            reverse("photo_reports:restore", args=[self.photo.pk]), {"next": "https://evil.example/"}
        )
        self.assertRedirects(back, reverse("photo_reports:hidden"))
        self.photo.refresh_from_db()
        self.assertFalse(self.photo.is_withdrawn)

    def test_what_is_no_address_of_this_site_leads_back_to_the_hidden_photos(self):
        self.client.force_login(self.editor)
        address = reverse("photo_reports:hide", args=[self.photo.pk])
        for came_from in ("photo", "photos.views", "//evil.example/", "https://testserver/admin/"):
            with self.subTest(came_from=came_from):
                back = self.client.post(address, {"reason": "Pomyłka", "next": came_from})
                self.assertRedirects(back, reverse("photo_reports:hidden"))
        back = self.client.post(address, {"reason": "Pomyłka", "next": "/admin/account/"})
        self.assertRedirects(back, "/admin/account/")

    def test_the_photos_own_screen_has_the_button(self):
        self.client.force_login(self.editor)
        address = reverse("wagtailimages:edit", args=[self.photo.pk])
        self.assertContains(self.client.get(address), "Ukryj przed czytelnikami")
        self.hide()
        self.assertContains(self.client.get(address), "Prośba rodziców")

    def test_staff_see_a_hidden_photo_and_nothing_is_stored_for_it(self):
        picture = reverse("photo_reports:picture", args=[self.photo.pk, "large"])
        self.client.force_login(self.editor)
        self.assertEqual(self.client.get(picture).status_code, 302)
        self.hide()
        response = self.client.get(picture)
        self.assertEqual(response.headers["Content-Type"], "image/jpeg")
        self.assertIn("no-store", response.headers["Cache-Control"])
        self.assertEqual(self.photo.renditions.count(), 0)

    def test_people_without_the_right_do_not(self):
        self.hide()
        request = RequestFactory().get("/")
        request.user = make.a_person("tlumaczka", "wagtail_localize.submit_translation")
        with self.assertRaises(PermissionDenied):
            staff_picture(request, self.photo.pk, "large")
