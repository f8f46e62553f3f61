"""A gallery's date and order come from its photos; its draft is previewed as readers will see it."""

import datetime

from django.urls import reverse
from django.utils import timezone

from empirie.photos.models import Photo
from galleries.approval.submission import submit
from galleries.models import GalleryPage
from galleries.workspace import drafts
from tests import factories as make
from tests.photos import pictures

from .people import WorkspaceTestCase, published

DAY, OTHER_DAY = datetime.date(2026, 5, 14), datetime.date(2026, 5, 15)


class DateTests(WorkspaceTestCase):
    def new_gallery(self, **data):
        address = reverse("city_galleries:new_in", args=(self.city_page.pk,))
        self.client.post(address, {"title": "Piknik nad Lubatówką"} | data)
        return GalleryPage.objects.get(slug="piknik-nad-lubatowka")

    def test_without_a_date_it_is_the_day_on_which_most_photos_were_taken(self):
        gallery = self.new_gallery()
        self.assertEqual(self.draft(gallery).gallery.date, timezone.localdate())
        days = ("2026:05:14 10:00:00", "2026:05:15 10:00:00", "2026:05:15 11:00:00")
        for number, taken in enumerate(days):
            answer = self.send_file(
                pictures.jpeg(taken=taken, tail=b"%d" % number), f"IMG_{number}.JPG", gallery
            ).json()
        self.assertEqual(answer["date"], "2026-05-15")
        self.assertEqual(self.draft(gallery).gallery.date, OTHER_DAY)

    def test_a_date_that_somebody_chose_is_kept_and_the_photos_date_is_offered(self):
        gallery = self.new_gallery(date="2026-04-01")
        answer = self.send_file(gallery=gallery).json()
        self.assertEqual(answer["date"], "")
        self.assertEqual(self.draft(gallery).gallery.date, datetime.date(2026, 4, 1))
        self.assertContains(self.client.get(self.address("edit", gallery)), "Użyj tej daty")
        page = {"gallery-title": gallery.title, "gallery-date": "2026-04-01", "action": "use-date"}
        self.client.post(self.address("edit", gallery), page)
        self.assertEqual(self.draft(gallery).gallery.date, DAY)

    def test_a_proposed_date_that_is_changed_no_longer_follows_the_photos(self):
        gallery = self.new_gallery()
        self.post("save", {"field": "gallery-date", "gallery-date": "2026-03-03"}, gallery)
        self.send_file(gallery=gallery)
        self.assertEqual(self.draft(gallery).gallery.date, datetime.date(2026, 3, 3))

    def test_a_camera_whose_clock_is_ahead_dates_nothing(self):
        gallery = self.new_gallery()
        photo = self.a_city_photo()
        Photo.objects.filter(pk=photo.pk).update(taken_on=timezone.localdate() + datetime.timedelta(days=1))
        with drafts.change(gallery, self.person) as draft:
            draft.add(Photo.objects.get(pk=photo.pk))
        self.assertEqual(self.draft(gallery).gallery.date, timezone.localdate())


class OrderTests(WorkspaceTestCase):
    def fill_by_times(self, *times):
        photos = [
            self.send_file(pictures.jpeg(taken=taken, tail=str(taken).encode()), f"IMG_{number}.JPG").json()[
                "order"
            ][-1]
            for number, taken in enumerate(times)
        ]
        return photos

    def order(self):
        return [row.photo_id for row in self.draft().rows]

    def test_photos_of_one_day_are_put_in_the_order_of_their_hours(self):
        noon, morning, unknown, evening = self.fill_by_times(
            "2026:05:14 12:00:00", "2026:05:14 08:30:00", "nonsense", "2026:05:13 20:00:00"
        )
        answer = self.post("arrange", {"photo": 0, "action": "by-date"}).json()
        self.assertEqual(answer["order"], [evening, morning, noon, unknown])
        self.assertIn("bez daty jest na końcu", answer["message"])
        self.assertEqual(self.order(), answer["order"])

    def test_without_javascript_the_button_does_the_same(self):
        late, early = self.fill_by_times("2026:05:14 12:00:00", "2026:05:14 08:30:00")
        page = {"gallery-title": "Łąka", "gallery-date": "2026-05-14", "action": "by-date:0"}
        self.client.post(self.address("edit"), page)
        self.assertEqual(self.order(), [early, late])

    def test_a_day_a_person_gave_counts_for_more_than_the_cameras_clock(self):
        first, second = self.fill_by_times("2026:05:14 12:00:00", "2026:05:14 13:00:00")
        Photo.objects.filter(pk=second).update(taken_on=datetime.date(2026, 5, 1))
        self.post("arrange", {"photo": 0, "action": "by-date"})
        self.assertEqual(self.order(), [second, first])

    def test_photos_that_do_not_tell_stay_as_they_are(self):
        before = self.fill_by_times("x", "y")
        answer = self.post("arrange", {"photo": 0, "action": "by-date"}).json()
        self.assertIn("kolejność zostaje bez zmian", answer["message"])
        self.assertEqual(self.order(), before)

    def test_the_time_of_day_stays_with_a_photo_that_is_turned_or_copied(self):
        (photo,) = self.fill_by_times("2026:05:14 08:30:00")
        published(self.gallery)
        self.post("arrange", {"photo": photo, "action": "rotate"})
        turned = self.draft().rows[0].photo
        self.assertNotEqual(turned.pk, photo)
        self.assertEqual(timezone.localtime(turned.taken_at).hour, 8)


class PreviewTests(WorkspaceTestCase):
    def test_the_city_looks_at_its_draft_as_readers_will_see_it(self):
        photo, _other = self.fill()
        page = self.client.get(self.address("preview"))
        self.assertContains(page, "<h1")
        self.assertContains(page, "Otwarcie łąki")
        self.assertContains(page, f"/{photo.pk}/")
        self.assertIn("private", page["Cache-Control"])
        self.assertContains(self.client.get(self.address("edit")), self.address("preview"))
        self.assertContains(self.client.get(self.address("send")), self.address("preview"))

    def test_a_change_to_a_published_gallery_shows_in_the_preview_alone(self):
        self.fill()
        live = published(self.gallery)
        with drafts.change(live, self.person) as draft:
            draft.gallery.title = "Nowy tytuł"
        self.assertContains(self.client.get(self.address("preview")), "Nowy tytuł")
        self.assertNotContains(self.client.get(live.url), "Nowy tytuł")

    def test_nobody_elses_draft_can_be_looked_at(self):
        self.assertEqual(self.client.get(self.address("preview", self.foreign)).status_code, 404)

    def test_editors_look_at_what_waits_and_at_no_draft_that_was_not_sent(self):
        self.fill()
        address = reverse("gallery_approval:preview", args=(self.gallery.pk,))
        self.assertEqual(self.client.get(address).status_code, 403)
        self.client.force_login(make.an_editor())
        self.assertRedirects(self.client.get(address), reverse("gallery_approval:queue"))
        submit(self.gallery, self.person)
        self.assertContains(self.client.get(address), "Otwarcie łąki")
        review = reverse("gallery_approval:review", args=(self.gallery.pk,))
        self.assertContains(self.client.get(review), address)
