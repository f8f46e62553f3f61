"""What many photos share is set for all or for chosen ones, again and again, and undone."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from empirie.photos.models import Photo
from galleries.workspace import drafts
from tests import factories as make
from tests.queries import CountQueries

from .people import WorkspaceTestCase, published

EVERYTHING = {
    "author": "Anna Nowak",
    "licence": "CC0-1.0",
    "rights_basis": "contract",
    "place": "Rynek",
    "taken_on": "2026-05-14",
    "recognisable": "children",
    "consent_reference": "ZG/7/2026",
}


class BulkEditTests(WorkspaceTestCase):
    def apply(self, chosen=None, ticked=(), **values):
        data = {f"common-{name}": value for name, value in values.items()}
        data["set"] = list(ticked)
        if chosen is not None:
            data["chosen"] = [photo.pk for photo in chosen]
        return self.post("apply", data)

    def undo(self, answer):
        return self.post("undo", {"key": answer.json()["undo"]})

    def values(self, name):
        """Of all photos in the draft, in their order."""
        return [getattr(row.photo, name) for row in self.draft().rows]

    def test_everything_that_photos_share_is_set_for_all_at_once(self):
        photos = self.fill(count=2, author="")
        answer = self.apply(**EVERYTHING).json()
        self.assertEqual(set(answer["rights"]), {str(photo.pk) for photo in photos})
        for name, value in EVERYTHING.items():
            with self.subTest(field=name):
                self.assertEqual({str(found) for found in self.values(name)}, {value})
        self.assertEqual(answer["message"], "Ustawiono w 2 zdjęciach.")

    def test_who_can_be_recognised_is_set_as_often_as_somebody_likes(self):
        self.fill(count=3, recognisable="")
        for answer in ("children", "nobody", "crowd"):
            self.apply(recognisable=answer)
            self.assertEqual(self.values("recognisable"), [answer] * 3)

    def test_only_chosen_photos_change(self):
        photos = self.fill(count=3)
        self.apply(photos[1:], consent_reference="ZG/1")
        self.assertEqual(self.values("consent_reference"), ["", "ZG/1", "ZG/1"])

    def test_ticked_fields_are_set_and_the_others_stay_whatever_stands_in_them(self):
        self.fill(count=2, consent_reference="ZG/1")
        self.apply(ticked=["consent_reference"], author="Ktoś Inny", licence="CC0-1.0", consent_reference="")
        self.assertEqual(self.values("consent_reference"), ["", ""])
        self.assertEqual(set(self.values("author")), {"Jan Nowak"})
        self.assertEqual(set(self.values("licence")), {"CC-BY-4.0"})

    def test_undoing_gives_each_photo_back_what_it_had(self):
        first, _second = self.fill(count=1, author="Ala") + self.fill(count=1, author="Ola")
        answer = self.apply(**EVERYTHING)
        self.assertEqual(self.undo(answer).json()["message"], "Cofnięto w 2 zdjęciach.")
        self.assertEqual(self.values("author"), ["Ala", "Ola"])
        self.assertEqual(self.values("taken_on"), [first.taken_on, first.taken_on])
        self.assertEqual(self.values("consent_reference"), ["", ""])

    def test_several_settings_are_undone_one_after_the_other(self):
        self.fill(count=2, author="Ala")
        self.apply(author="Ola")
        second = self.apply(author="Ula")
        first = self.undo(second)
        self.assertEqual(self.values("author"), ["Ola", "Ola"])
        self.undo(first)
        self.assertEqual(self.values("author"), ["Ala", "Ala"])

    def test_undoing_leaves_what_was_typed_at_a_photo_since(self):
        photo, _other = self.fill(count=2, author="Ala")
        answer = self.apply(author="Ola")
        name = f"photo-{photo.pk}-author"
        self.post("save", {"field": name, name: "Ula"})
        self.undo(answer)
        self.assertEqual(self.values("author"), ["Ula", "Ala"])

    def test_a_second_press_of_undo_undoes_nothing_more_and_says_so(self):
        self.fill(count=1, author="Ala")
        self.apply(author="Ola")
        answer = self.apply(author="Ula")
        self.undo(answer)
        response = self.undo(answer)
        self.assertEqual(response.status_code, 409)
        self.assertIn("już cofnięto", response.json()["message"])
        self.assertEqual(self.values("author"), ["Ola"])

    def test_a_second_press_of_the_button_sets_nothing_and_keeps_the_undoing(self):
        self.fill(count=2, author="Ala")
        first = self.apply(author="Ola").json()
        second = self.apply(author="Ola").json()
        self.assertEqual(second["undo"], first["undo"])
        self.assertIn("już to wszystko mają", second["message"])

    def test_nothing_chosen_or_nothing_filled_in_is_said_in_words(self):
        self.fill(count=1)
        for data in ({"chosen": "²"}, {"chosen": "999999"}, {"common-author": ""}, {"key": "abc"}):
            name = "undo" if "key" in data else "apply"
            with self.subTest(data=data):
                response = self.post(name, {"common-author": "Ola"} | data)
                self.assertIn(response.status_code, (409, 422))
                self.assertTrue(response.json()["message"])
        self.assertEqual(self.values("author"), ["Jan Nowak"])

    def test_a_day_that_has_not_come_is_refused_and_the_field_named(self):
        self.fill(count=1)
        response = self.apply(taken_on=(timezone.localdate() + timedelta(days=9)).isoformat())
        self.assertEqual(response.status_code, 422)
        self.assertIn("jeszcze nie nadszedł", response.json()["message"])

    def test_photos_of_the_editors_stay_and_are_counted(self):
        self.fill(count=1)
        with drafts.change(self.gallery, self.person) as draft:
            draft.add(make.a_photo(author="Redakcja"))
        answer = self.apply(author="Ola").json()
        self.assertEqual(self.values("author"), ["Ola", "Redakcja"])
        self.assertIn("1 zdjęcie dodała redakcja", answer["message"])

    def test_photos_that_readers_see_are_copied_first_and_undoing_still_finds_them(self):
        photos = self.fill(count=2, author="Ala")
        published(self.gallery)
        answer = self.apply(author="Ola")
        again = self.apply(author="Ula")
        self.assertEqual(Photo.objects.filter(pk__in=[photo.pk for photo in photos], author="Ala").count(), 2)
        self.undo(self.undo(again))
        self.assertEqual(self.values("author"), ["Ala", "Ala"])
        self.assertEqual(len(answer.json()["copied"]), 2)

    def test_a_bulk_edit_of_another_gallery_cannot_be_undone_here(self):
        other = self.begin(self.city_page, "Druga")
        self.fill(other, count=1, author="Ala")
        key = self.post("apply", {"common-author": "Ola"}, other).json()["undo"]
        self.assertEqual(self.post("undo", {"key": key}).status_code, 409)

    def test_many_photos_cost_no_more_queries_each_than_their_saving(self):
        def queries(count):
            self.fill(count=count, author="")
            with CountQueries() as counted:
                self.apply(author=f"Ola {count}")
            return counted.number

        self.assertLess(queries(6) - queries(1), 60)


class WithoutScriptTests(WorkspaceTestCase):
    """The same as one form with boxes to tick."""

    def post_form(self, action, **more):
        data = {"action": action, "gallery-title": "Łąka", "gallery-date": "2026-05-14"}
        return self.client.post(self.address("edit"), data | more, follow=True)

    def authors(self):
        return [row.photo.author for row in self.draft().rows]

    def test_chosen_photos_get_the_same_by_ticked_boxes_and_a_button_takes_it_back(self):
        photos = self.fill(count=3, author="Ala")
        chosen = [photo.pk for photo in photos[:2]]
        page = self.post_form("apply-chosen", chosen=chosen, **{"common-author": "Ola"})
        self.assertContains(page, "Ustawiono w 2 zdjęciach.")
        self.assertEqual(self.authors(), ["Ola", "Ola", "Ala"])
        self.post_form(f"undo:{page.context['undo']}")
        self.assertEqual(self.authors(), ["Ala"] * 3)

    def test_the_button_for_chosen_photos_says_when_none_is_chosen(self):
        self.fill(count=1, author="Ala")
        page = self.post_form("apply-chosen", **{"common-author": "Ola"})
        self.assertContains(page, "Najpierw zaznacz zdjęcia")
        self.assertEqual(self.authors(), ["Ala"])

    def test_a_field_that_cannot_be_set_is_named(self):
        self.fill(count=1)
        page = self.post_form("apply", **{"common-licence": "CC-BY-NC"})
        self.assertContains(page, "Licencja:")


class MissingTests(WorkspaceTestCase):
    def test_many_photos_without_a_consents_number_lead_to_where_it_is_set_for_all_of_them(self):
        photos = self.fill(count=3, recognisable="children")
        page = self.client.get(self.address("edit"))
        self.assertContains(page, 'href="#id_common-consent_reference"')
        self.assertContains(page, f'data-photos="{" ".join(str(photo.pk) for photo in photos)}"')


class UploadTests(WorkspaceTestCase):
    """A photo that the browser made smaller is known by the file it was made of."""

    ORIGINAL = "ab" * 32

    def test_it_is_known_again_in_another_gallery(self):
        self.assertEqual(self.send_file(fingerprint=self.ORIGINAL).json()["status"], "added")
        self.assertEqual(self.draft().rows[0].photo.source_hash, self.ORIGINAL)
        other = self.begin(self.city_page, "Druga")
        response = self.send_file(b"other bytes", gallery=other, fingerprint=self.ORIGINAL)
        self.assertEqual(response.json()["status"], "elsewhere")

    def test_a_second_attempt_whose_first_answer_got_lost_brings_the_row(self):
        self.send_file()
        answer = self.send_file().json()
        self.assertEqual(answer["status"], "here")
        self.assertEqual(answer["photo"], self.draft().rows[0].photo_id)
        self.assertIn(f'data-photo="{answer["photo"]}"', answer["row"])
        self.assertEqual(len(self.draft().rows), 1)

    def test_nonsense_for_a_fingerprint_is_refused_in_words(self):
        response = self.send_file(fingerprint="x")
        self.assertEqual(response.status_code, 422)
        self.assertTrue(response.json()["message"])

    def test_new_photos_get_what_is_filled_in_but_the_day_of_their_camera(self):
        fields = {"common-recognisable": "children", "common-consent_reference": "ZG/1"}
        self.send_file(**fields | {"common-taken_on": "2020-01-01", "common-place": "Rynek"})
        photo = self.draft().rows[0].photo
        self.assertEqual((photo.consent_reference, photo.place), ("ZG/1", "Rynek"))
        self.assertNotEqual(photo.taken_on, date(2020, 1, 1))

    def test_the_screen_tells_the_script_how_long_a_photo_may_be(self):
        with self.settings(PHOTO_LONGEST_SIDE=3000):
            page = self.client.get(reverse("city_galleries:edit", args=(self.gallery.pk,)))
        self.assertContains(page, 'data-longest-side="3000"')
