"""A city takes its own photos off the site at once, is told what is public, and sees what is kept."""

from pathlib import Path

from django.conf import settings
from django.core import mail
from django.urls import reverse
from lxml import html

from empirie.photos.models import Photo, Withdrawal
from empirie.photos.renditions.specs import SHARE
from empirie.photos.withdrawal import restore
from galleries.approval.submission import submit
from galleries.models import GalleryPage
from galleries.workspace import drafts
from galleries.workspace.saving import save
from tests import factories as make
from tests.renditions import made

from .people import WorkspaceTestCase, published


class WithdrawingTestCase(WorkspaceTestCase):
    def setUp(self):
        super().setUp()
        self.photo, self.other = self.fill()
        self.live = published(self.gallery)

    def of_photo(self, name, photo=None):
        return reverse(f"city_galleries:{name}", args=((photo or self.photo).pk,))

    def withdraw(self, photo=None, **data):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.of_photo("withdraw", photo), data)

    def is_withdrawn(self, photo=None):
        return Photo.objects.get(pk=(photo or self.photo).pk).is_withdrawn

    def photo_page(self):
        return f"{self.live.url}zdjecie/{self.photo.pk}/"

    def screen(self, address=None):
        response = self.client.get(address or self.address("edit"))
        self.assertEqual(response.status_code, 200)
        return html.document_fromstring(response.content)

    def remove(self):
        return self.post("arrange", {"photo": self.photo.pk, "action": "remove"})


class WithdrawingTests(WithdrawingTestCase):
    def test_the_photo_disappears_everywhere_at_once_without_approval(self):
        article = make.an_article(cover=self.photo, cover_description="Łąka")
        rendition = made(self.photo, SHARE)[0]
        self.assertEqual(self.client.get(self.photo_page()).status_code, 200)
        question = self.client.get(self.of_photo("withdraw"))
        self.assertContains(question, self.live.title)
        self.assertContains(question, article.title)
        self.withdraw(reason="Zgoda cofnięta")
        self.assertEqual(self.client.get(self.photo_page()).status_code, 404)
        self.assertFalse((Path(settings.MEDIA_ROOT) / rendition.file.name).exists())
        name = Path(self.photo.file.name).stem[:16]
        for page in (self.live.url, article.url, "/", "/galerie-miast/", "/aktualnosci/"):
            self.assertNotIn(name, self.client.get(page).content.decode())
        line = Withdrawal.objects.get()
        self.assertEqual(
            (line.photo, line.user, line.reason, line.by_city),
            (self.photo, self.person, "Zgoda cofnięta", True),
        )
        self.assertFalse(self.is_withdrawn(self.other))

    def test_it_works_while_the_editors_have_the_gallery(self):
        with drafts.change(self.live, self.person) as draft:
            draft.gallery.title = "Nowy tytuł"
        submit(GalleryPage.objects.get(pk=self.live.pk), self.person)
        (link, _other) = self.screen().xpath("//ol[@class='g-sent']//a/@href")
        self.assertTrue(link.startswith(self.of_photo("withdraw")))
        self.withdraw()
        self.assertTrue(self.is_withdrawn())

    def test_staff_get_a_letter_and_find_it_in_their_list(self):
        editor = make.an_editor()
        self.withdraw(reason="Nazwisko")
        (letter,) = mail.outbox
        self.assertEqual(letter.to, [editor.email])
        self.assertIn("Krosno: miasto wycofało zdjęcie", letter.subject)
        self.assertNotIn("Nazwisko", letter.body)
        self.client.force_login(editor)
        self.assertContains(self.client.get(reverse("photo_reports:hidden")), "Wycofane przez miasto")

    def test_pressed_twice_it_is_done_once(self):
        self.withdraw()
        self.withdraw()
        self.assertEqual(Withdrawal.objects.count(), 1)

    def test_a_city_withdraws_no_photo_but_its_own(self):
        foreign = self.fill(self.foreign, person=self.stranger)[0]
        of_staff = make.a_photo(city=self.city_page.city)
        for photo in (foreign, of_staff):
            for name in ("withdraw", "delete_photo", "picture"):
                with self.subTest(photo=photo.title, address=name):
                    self.assertEqual(self.client.get(self.of_photo(name, photo)).status_code, 404)
            for name in ("withdraw", "delete_photo", "use_photo"):
                self.assertEqual(self.client.post(self.of_photo(name, photo)).status_code, 404)
            self.assertFalse(self.is_withdrawn(photo))

    def test_a_copy_that_waits_in_the_draft_is_withdrawn_with_the_public_photo(self):
        field = f"photo-{self.photo.pk}-author"
        saved = save(self.live, self.person, {field: "Anna Żak"}, {field})
        copy = saved.copied[self.photo.pk].photo
        self.assertNotEqual(copy.pk, self.photo.pk)
        self.withdraw(copy)
        self.assertTrue(self.is_withdrawn(copy))
        self.assertTrue(self.is_withdrawn(self.photo))
        self.assertEqual(self.client.get(self.photo_page()).status_code, 404)

    def test_the_city_cannot_show_it_again_and_is_told_who_can(self):
        self.withdraw()
        self.assertContains(self.client.get(self.address("edit")), "poproś redakcję")
        response = self.client.post(self.of_photo("use_photo"), {"gallery": self.gallery.pk}, follow=True)
        self.assertContains(response, "Wycofanego zdjęcia nie można użyć")
        self.client.post(reverse("photo_reports:restore", args=(self.photo.pk,)))
        self.assertTrue(self.is_withdrawn())
        restore(self.photo, make.an_editor())
        self.assertNotContains(self.client.get(self.address("edit")), "poproś redakcję")

    def test_it_leads_back_to_where_one_came_from_and_to_no_other_site(self):
        self.assertRedirects(self.withdraw(next=self.address("edit")), self.address("edit"))
        own = reverse("city_galleries:photos_of", args=(self.city_page.pk,))
        self.assertRedirects(self.withdraw(self.other, next="//evil.example/"), own)


class TruthTests(WithdrawingTestCase):
    def test_removing_a_public_photo_says_that_it_stays_public_and_how_to_withdraw_it(self):
        answer = self.remove().json()
        self.assertIn("pozostanie publiczne", answer["message"])
        self.assertEqual(answer["withdraw"], self.of_photo("withdraw"))
        section = self.screen().xpath("//section[@class='g-still-public']")[0]
        self.assertIn("Usunięte tutaj, nadal publiczne", section.text_content())
        (link,) = section.xpath(".//a/@href")
        self.assertTrue(link.startswith(self.of_photo("withdraw")))

    def test_of_a_photo_the_editors_added_it_says_who_can_take_it_down(self):
        with drafts.change(self.live, self.person) as draft:
            draft.add(make.a_photo())
        published(self.live)
        photo = self.draft().rows[-1].photo_id
        answer = self.post("arrange", {"photo": photo, "action": "remove"}).json()
        self.assertIn("poproś redakcję", answer["message"])
        self.assertNotIn("withdraw", answer)

    def test_without_javascript_it_says_the_same(self):
        page = {"gallery-title": "Łąka", "gallery-date": "2026-05-14", "action": f"remove:{self.photo.pk}"}
        answer = self.client.post(self.address("edit"), page, follow=True)
        self.assertContains(answer, "pozostanie publiczne, dopóki redakcja")

    def test_a_photo_nobody_sees_yet_is_simply_removed(self):
        gallery = self.begin(self.city_page, "Szkic")
        photo = self.fill(gallery, count=1)[0]
        answer = self.post("arrange", {"photo": photo.pk, "action": "remove"}, gallery).json()
        self.assertNotIn("withdraw", answer)
        self.assertNotIn("publiczn", answer["message"])

    def test_the_gallery_says_everywhere_what_readers_see_now(self):
        self.remove()
        self.withdraw(self.other)
        words = (
            "Czytelnicy widzą teraz 1 zdjęcie.",
            "1 z nich usunięto tutaj; pozostanie publiczne do zatwierdzenia zmiany.",
            "1 zdjęcie jest wycofane: nie widzi go żaden czytelnik.",
        )
        for address in (self.address("edit"), reverse("wagtailadmin_home")):
            for word in words:
                self.assertContains(self.client.get(address), word)
        self.fill(count=1)
        submit(GalleryPage.objects.get(pk=self.live.pk), self.person)
        self.client.force_login(make.an_editor())
        for address in (
            reverse("gallery_approval:queue"),
            reverse("gallery_approval:review", args=(self.live.pk,)),
        ):
            for word in words:
                self.assertContains(self.client.get(address), word)

    def test_a_published_gallery_without_a_photo_left_says_so(self):
        self.withdraw()
        self.withdraw(self.other)
        self.assertContains(self.client.get(self.address("edit")), "nie widzą teraz żadnego zdjęcia")

    def test_only_photos_that_readers_see_offer_the_withdrawal(self):
        new = self.fill(count=1)[0]
        offered = self.screen().xpath("//li[@data-photo][.//p[@class='g-withdraw-link']]/@data-photo")
        self.assertEqual(offered, [str(self.photo.pk), str(self.other.pk)])
        self.assertNotIn(str(new.pk), offered)


class KeptTests(WithdrawingTestCase):
    def own(self, show="unused"):
        return self.client.get(reverse("city_galleries:photos"), {"show": show})

    def unused_photo(self):
        with self.captureOnCommitCallbacks(execute=True):
            with drafts.change(self.live, self.person) as draft:
                draft.remove(self.photo.pk)
            published(self.live)
        return self.photo

    def test_the_screen_lists_what_is_kept_what_is_public_and_what_is_withdrawn(self):
        foreign = self.fill(self.foreign, person=self.stranger)[0]
        photo = self.unused_photo()
        for show, listed, missing in (
            ("unused", photo, self.other),
            ("public", self.other, photo),
            ("nonsense", photo, self.other),
        ):
            with self.subTest(show=show):
                self.assertContains(self.own(show), self.of_photo("picture", listed))
                for absent in (missing, foreign):
                    self.assertNotContains(self.own(show), self.of_photo("picture", absent))
        self.withdraw(self.other)
        self.assertContains(self.own("withdrawn"), self.of_photo("picture", self.other))

    def test_the_screen_opens_with_the_first_list_that_is_not_empty(self):
        self.assertContains(self.own(""), self.of_photo("picture", self.photo))
        for photo in (self.photo, self.other):
            self.withdraw(photo)
        self.assertContains(self.own(""), self.of_photo("picture", self.photo))

    def test_its_pictures_are_for_this_person_alone_and_make_no_public_file(self):
        photo = self.unused_photo()
        response = self.client.get(self.of_photo("picture", photo))
        self.assertEqual(response["Content-Type"], "image/jpeg")
        self.assertIn("no-store", response["Cache-Control"])
        self.own()
        self.assertFalse(photo.renditions.exists())

    def test_a_kept_photo_goes_into_a_gallery_again_and_through_approval(self):
        photo = self.unused_photo()
        response = self.client.post(self.of_photo("use_photo", photo), {"gallery": self.gallery.pk})
        self.assertRedirects(
            response, f"{self.address('edit')}#photo-{photo.pk}", fetch_redirect_response=False
        )
        self.assertIn(photo.pk, [row.photo_id for row in self.draft().rows])
        self.assertEqual(self.client.get(self.photo_page()).status_code, 404)
        for nonsense in ("", "²", "9" * 30, str(self.foreign.pk)):
            answer = self.client.post(self.of_photo("use_photo", photo), {"gallery": nonsense})
            self.assertIn(answer.status_code, (302, 404))

    def test_a_kept_photo_is_deleted_for_good(self):
        photo = self.unused_photo()
        self.assertContains(self.client.get(self.of_photo("delete_photo", photo)), "Nie da się tego cofnąć")
        self.client.post(self.of_photo("delete_photo", photo))
        self.assertFalse(Photo.objects.filter(pk=photo.pk).exists())

    def test_a_photo_readers_see_is_not_deleted_but_withdrawn_first(self):
        answer = self.client.post(self.of_photo("delete_photo"), follow=True)
        self.assertContains(answer, "używa go strona lub wersja robocza")
        self.withdraw()
        with drafts.change(self.live, self.person) as draft:
            draft.gallery.title = "Nowy tytuł"
        self.client.post(self.of_photo("delete_photo"))
        self.assertFalse(Photo.objects.filter(pk=self.photo.pk).exists())
        self.assertEqual([row.photo_id for row in self.draft().rows], [self.other.pk])
        self.assertEqual(self.draft().gallery.title, "Nowy tytuł")
        self.assertEqual(self.client.get(self.live.url).status_code, 200)

    def test_a_withdrawn_photo_of_an_article_stays_until_the_editors_take_it_out(self):
        make.an_article(cover=self.photo, cover_description="Łąka")
        self.withdraw()
        answer = self.client.post(self.of_photo("delete_photo"), follow=True)
        self.assertContains(answer, "poproś o to redakcję")
        self.assertTrue(Photo.objects.filter(pk=self.photo.pk).exists())
        self.assertEqual(len(self.draft().rows), 2)

    def test_the_dashboard_leads_there(self):
        page = self.client.get(reverse("wagtailadmin_home"))
        self.assertContains(page, reverse("city_galleries:photos_of", args=(self.city_page.pk,)))
