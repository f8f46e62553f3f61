"""What a person of a city sees and can do on each screen, and what stays closed."""

from django.contrib.auth import get_user_model
from django.urls import reverse
from lxml import html
from wagtail.models import Page
from wagtail.users.models import UserProfile

from empirie.photos import declarations
from empirie.photos.models import Photo
from empirie.photos.rights import Recognisable
from empirie.photos.withdrawal import hide
from galleries.approval.submission import submit
from galleries.models import GalleryPage
from galleries.workspace import drafts
from tests import factories as make
from tests.photos import pictures
from tests.queries import CountQueries

from .people import WorkspaceTestCase, published

POSTS = (
    "upload",
    "marks",
    "add",
    "save",
    "apply",
    "undo",
    "arrange",
    "take_back",
    "declare",
    "send",
    "edit",
    "discard",
)


class ForeignTests(WorkspaceTestCase):
    """Whatever is not the city's own does not exist for it."""

    def test_another_citys_gallery_is_not_there_at_any_address(self):
        photo, *_others = self.fill(self.foreign, person=self.stranger)
        before = GalleryPage.objects.get(pk=self.foreign.pk).latest_revision.content
        data = {"photo": photo.pk, "action": "remove", "field": "gallery-title", "gallery-title": "Moja"}
        for name in POSTS:
            with self.subTest(address=name):
                self.assertEqual(self.post(name, data, self.foreign).status_code, 404)
        for name in ("edit", "send", "discard"):
            self.assertEqual(self.client.get(self.address(name, self.foreign)).status_code, 404)
        self.assertEqual(GalleryPage.objects.get(pk=self.foreign.pk).latest_revision.content, before)

    def test_no_gallery_can_be_begun_in_another_city(self):
        address = reverse("city_galleries:new_in", args=(self.foreign_page.pk,))
        data = {"title": "Podrzutek", "date": "2026-05-14"}
        self.assertEqual(self.client.post(address, data).status_code, 404)
        self.assertFalse(Page.objects.filter(title="Podrzutek").exists())

    def test_a_photo_of_another_gallery_named_in_a_field_is_left_alone(self):
        photo, *_others = self.fill(self.foreign, person=self.stranger)
        name = f"photo-{photo.pk}-author"
        answer = self.post("save", {"field": name, name: "Złodziej"}).json()
        self.assertIn(name, answer["errors"])
        photo.refresh_from_db()
        self.assertEqual(photo.author, "Jan Nowak")
        for action in ("remove", "rotate", "cover", "up", "move"):
            response = self.post("arrange", {"photo": photo.pk, "action": action, "place": 1})
            self.assertEqual(response.status_code, 409)

    def test_rights_of_a_photo_the_editors_added_are_not_the_citys_to_change(self):
        photo = make.a_photo(author="Redakcja")
        with drafts.change(self.gallery, self.person) as draft:
            draft.add(photo)
        author, alt = f"photo-{photo.pk}-author", f"photo-{photo.pk}-alt_pl"
        self.post("save", {"field": [author, alt], author: "Ja", alt: "Opis"})
        photo.refresh_from_db()
        self.assertEqual(photo.author, "Redakcja")
        self.assertEqual(self.draft().rows[0].alt_pl, "Opis")

    def test_nonsense_in_numbers_and_actions_is_answered_in_words(self):
        for data in ({"photo": "²"}, {"photo": "1" * 30}, {"photo": "1", "action": "publish"}, {}):
            with self.subTest(data=data):
                response = self.post("arrange", data)
                self.assertEqual(response.status_code, 422)
                self.assertTrue(response.json()["message"])

    def test_staff_have_no_city(self):
        get_user_model().objects.create_superuser("administrator", "a@empirie.example", "haslo")
        self.client.force_login(get_user_model().objects.get(username="administrator"))
        self.assertEqual(self.client.get(self.address("edit")).status_code, 404)
        self.assertNotContains(self.client.get(reverse("wagtailadmin_home")), "g-home")


class DashboardTests(WorkspaceTestCase):
    def dashboard(self):
        return self.client.get(reverse("wagtailadmin_home"))

    def test_a_person_sees_their_own_galleries_and_nobody_elses(self):
        self.fill()
        response = self.dashboard()
        self.assertContains(response, "Otwarcie łąki")
        self.assertContains(response, "2 zdjęcia")
        self.assertNotContains(response, "Obca galeria")

    def test_each_gallery_says_in_words_where_it_stands(self):
        self.fill()
        self.assertContains(self.dashboard(), "g-state--draft")
        submit(self.gallery, self.person)
        self.assertContains(self.dashboard(), "g-state--waiting")

    def test_a_whole_number_of_megabytes_is_said_as_one(self):
        page = self.client.get(self.address("edit"))
        self.assertContains(page, "każdy do 50\xa0MB")
        self.assertNotContains(page, "50,0")

    def test_its_button_leads_to_where_photos_are_added(self):
        self.assertContains(self.dashboard(), f'href="{self.address("edit")}#add-section"')
        self.assertContains(self.client.get(self.address("edit")), 'id="add-section"')

    def test_many_galleries_cost_no_more_queries_than_one(self):
        def queries():
            self.dashboard()  # makes the thumbnails
            with CountQueries() as counted:
                self.dashboard()
            return counted.number

        self.fill()
        one = queries()
        for number in range(3):
            self.fill(self.begin(self.city_page, f"Galeria {number}"))
        self.assertEqual(queries(), one)

    def test_a_new_gallery_is_one_short_step_and_leads_to_the_photos(self):
        address = reverse("city_galleries:new_in", args=(self.city_page.pk,))
        response = self.client.post(address, {"title": "Święto ulicy Długiej", "date": "2026-05-14"})
        gallery = GalleryPage.objects.get(slug="swieto-ulicy-dlugiej")
        self.assertRedirects(response, self.address("edit", gallery))
        self.assertEqual(
            (gallery.live, gallery.owner, gallery.city), (False, self.person, self.city_page.city)
        )
        self.assertEqual(gallery.locale.language_code, "pl")

    def test_what_belongs_on_one_line_stays_on_one(self):
        for breaks in ("\r\n\r\n", "\r", "\x0b", "\u2028", "\x85"):
            with self.subTest(breaks=breaks):
                title = f"Piknik{breaks}https://evil.example/"
                self.client.post(reverse("city_galleries:new"), {"title": title, "date": "2026-05-14"})
                gallery = GalleryPage.objects.order_by("pk").last()
                self.assertEqual(gallery.title, "Piknik https://evil.example/")
        made = GalleryPage.objects.count()
        self.client.post(reverse("city_galleries:new"), {"title": "\x07\x7f", "date": "2026-05-14"})
        self.assertEqual(GalleryPage.objects.count(), made)

    def test_two_galleries_may_have_one_title(self):
        for _time in range(2):
            self.client.post(reverse("city_galleries:new"), {"title": "Łąka", "date": "2026-05-14"})
        self.assertEqual(GalleryPage.objects.child_of(self.city_page).filter(title="Łąka").count(), 2)

    def test_a_gallery_without_title_is_asked_for_one_and_keeps_the_rest(self):
        response = self.client.post(reverse("city_galleries:new"), {"title": " ", "date": "2026-05-14"})
        self.assertContains(response, "2026-05-14")
        self.assertContains(response, 'aria-invalid="true"')


class SavingTests(WorkspaceTestCase):
    def test_one_field_is_saved_while_the_others_stay(self):
        first, second = self.fill()
        name = f"photo-{first.pk}-alt_pl"
        answer = self.post("save", {"field": name, name: "Dzieci sieją trawę"}).json()
        self.assertEqual(answer["errors"], {})
        rows = self.draft().rows
        self.assertEqual([row.alt_pl for row in rows], ["Dzieci sieją trawę", "Łąka w słońcu"])
        self.assertEqual(rows[1].photo_id, second.pk)

    def test_a_bad_field_is_named_and_its_neighbours_are_saved(self):
        (photo,) = self.fill(count=1)
        alt, licence = f"photo-{photo.pk}-alt_pl", f"photo-{photo.pk}-licence"
        fields = {alt: "Nowy opis", licence: "CC-BY-NC", "gallery-title": "", "gallery-place": "Rynek"}
        answer = self.post("save", {"field": list(fields)} | fields).json()
        self.assertEqual(set(answer["errors"]), {licence, "gallery-title"})
        draft = self.draft()
        self.assertEqual((draft.rows[0].alt_pl, draft.gallery.place), ("Nowy opis", "Rynek"))
        self.assertEqual(draft.gallery.title, "Otwarcie łąki")

    def test_a_line_break_stays_in_a_lead_and_nowhere_else(self):
        names = {f"gallery-{name}": "Raz\r\ndwa" for name in ("title", "place", "event", "lead", "title_en")}
        self.post("save", {"field": list(names)} | names)
        gallery = self.draft().gallery
        self.assertEqual({gallery.title, gallery.place, gallery.event}, {"Raz dwa"})
        self.assertEqual(gallery.english_words, {"title": "Raz dwa"})
        self.assertIn("\n", gallery.lead)

    def test_people_can_be_named_before_the_consents_number_is_known(self):
        (photo,) = self.fill(count=1)
        name = f"photo-{photo.pk}-recognisable"
        answer = self.post("save", {"field": name, name: Recognisable.CHILDREN}).json()
        self.assertEqual(answer["errors"], {})
        self.assertIn(f"#id_photo-{photo.pk}-consent_reference", answer["missing"])

    def test_english_words_are_kept_as_a_proposal(self):
        self.post("save", {"field": "gallery-title_en", "gallery-title_en": "A meadow"})
        self.assertEqual(self.draft().gallery.english_words, {"title": "A meadow"})
        self.post("save", {"field": "gallery-title_en", "gallery-title_en": ""})
        self.assertEqual(self.draft().gallery.english_words, {})

    def test_answers_come_in_the_persons_language(self):
        (photo,) = self.fill(count=1)
        words = {}
        for language in ("pl", "en"):
            UserProfile.objects.update_or_create(user=self.person, defaults={"preferred_language": language})
            response = self.post("arrange", {"photo": photo.pk, "action": "up"})
            words[language] = response.json()["message"]
        self.assertEqual(words["en"], "Photo moved to place 1 of 1.")
        self.assertNotEqual(words["pl"], words["en"])


class WithoutScriptTests(WorkspaceTestCase):
    """The same screen as one plain form."""

    def form(self, **more):
        """What a browser without JavaScript would post of the screen as it is."""
        response = self.client.get(self.address("edit"))
        data = {}
        forms = [response.context["details"], response.context["common"]]
        for item in response.context["rows"]:
            forms += [item.words, item.rights]
        for form in forms:
            for field in form:
                value = field.value()
                if value not in (None, False):
                    data[field.html_name] = value if value is not True else "on"
        return data | more

    def test_all_rows_are_saved_by_one_button(self):
        first, second = self.fill(described=False)
        data = self.form(
            action="save", **{f"photo-{first.pk}-alt_pl": "Pierwsze", f"photo-{second.pk}-alt_pl": "Drugie"}
        )
        self.assertRedirects(self.post("edit", data), self.address("edit"))
        self.assertEqual([row.alt_pl for row in self.draft().rows], ["Pierwsze", "Drugie"])

    def test_several_files_are_sent_at_once_and_a_bad_one_keeps_none_back(self):
        files = [
            pictures.upload(pictures.jpeg(), "a.jpg"),
            pictures.upload(b"<html>", "zly.jpg"),
            pictures.upload(pictures.png(), "b.png"),
        ]
        data = self.form(action="upload", declaration=declarations.CURRENT, file=files)
        response = self.client.post(self.address("edit"), data, follow=True)
        self.assertContains(response, "zly.jpg")
        self.assertEqual(len(self.draft().rows), 2)

    def test_what_was_typed_wrong_is_shown_again_as_it_was_typed(self):
        (photo,) = self.fill(count=1)
        long = "ą" * 300
        response = self.post("edit", self.form(action="save", **{f"photo-{photo.pk}-alt_pl": long}))
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, long)
        self.assertContains(response, 'aria-invalid="true"')

    def test_every_tool_of_a_photo_is_a_button(self):
        first, second = self.fill()
        self.post("edit", self.form(action=f"up:{second.pk}"))
        self.assertEqual(self.draft().rows[0].photo_id, second.pk)
        self.post("edit", self.form(action="save", cover=first.pk))
        self.assertEqual(self.draft().cover.photo_id, first.pk)
        self.post("edit", self.form(action=f"rotate:{first.pk}"))
        self.assertEqual(Photo.objects.get(pk=first.pk).width, 48)
        self.post("edit", self.form(action=f"remove:{first.pk}"))
        self.assertEqual(len(self.draft().rows), 1)

    def test_a_photo_that_came_meanwhile_from_another_window_is_left_as_it_is(self):
        self.fill(count=1)
        data = self.form(action="save")
        self.fill(count=1)
        self.post("edit", data)
        self.assertEqual([row.alt_pl for row in self.draft().rows], ["Łąka w słońcu"] * 2)

    def test_wrong_numbers_in_buttons_break_nothing(self):
        self.fill(count=1)
        for action in ("up:", "up:²", "up:999999", "remove:abc", "publish:1"):
            with self.subTest(action=action):
                self.assertEqual(self.post("edit", self.form(action=action)).status_code, 302)
        self.assertEqual(len(self.draft().rows), 1)


class SendingTests(WorkspaceTestCase):
    def test_a_complete_gallery_goes_to_the_editors_and_is_closed_then(self):
        self.fill()
        self.assertNotContains(self.client.get(self.address("send")), "g-missing")
        self.assertRedirects(self.post("send"), reverse("wagtailadmin_home"))
        gallery = GalleryPage.objects.get(pk=self.gallery.pk)
        self.assertTrue(gallery.workflow_in_progress)
        self.assertFalse(gallery.live)
        page = self.client.get(self.address("edit"))
        self.assertContains(page, self.address("take_back"))
        self.assertNotContains(page, "data-gallery")

    def test_an_empty_gallery_lacks_its_photos_also_after_the_last_one_is_removed(self):
        self.assertContains(self.client.get(self.address("edit")), "Najpierw trzeba dodać")
        (photo,) = self.fill(count=1)
        self.assertContains(self.client.get(self.address("edit")), "Niczego nie brakuje.")
        answer = self.post("arrange", {"photo": photo.pk, "action": "remove"}).json()
        self.assertIn("Najpierw trzeba dodać", answer["missing"])

    def test_an_incomplete_gallery_is_not_sent_and_everything_missing_is_named(self):
        (undescribed,) = self.fill(count=1, described=False)
        (anonymous,) = self.fill(count=1, author="")
        (unconsented,) = self.fill(count=1, recognisable=Recognisable.ADULTS)
        (undeclared,) = self.fill(count=1, declaration=None)
        page = self.client.get(self.address("send"))
        for anchor in (
            f"#id_photo-{undescribed.pk}-alt_pl",
            f"#id_photo-{anonymous.pk}-author",
            f"#id_photo-{unconsented.pk}-consent_reference",
            "#declare-all",
        ):
            self.assertContains(page, f'href="{self.address("edit")}{anchor}"')
        edit = self.client.get(self.address("edit")).content.decode()
        for anchor in (f"id_photo-{undescribed.pk}-alt_pl", f"id_photo-{anonymous.pk}-author", "declare-all"):
            self.assertIn(f'id="{anchor}"', edit)
        self.post("send")
        self.assertFalse(GalleryPage.objects.get(pk=self.gallery.pk).workflow_in_progress)
        self.assertEqual(undeclared.declaration_version, "")

    def test_what_many_photos_lack_is_one_line_that_leads_to_where_it_is_set_for_all(self):
        self.fill(count=5, author="", recognisable="", described=False)
        page = self.client.get(self.address("send"))
        lines = html.fromstring(page.content).xpath("//*[@class='g-missing__list']/li")
        self.assertEqual(len(lines), 2 + 5)
        links = [link for line in lines[:2] for link in line.xpath("./a")]
        common = {link.get("href").partition("#")[2]: link.text_content() for link in links}
        self.assertEqual(
            common,
            {
                "id_common-author": "5 zdjęć nie ma autora",
                "id_common-recognisable": "5 zdjęć nie ma odpowiedzi, kogo można rozpoznać",
            },
        )
        edit = html.fromstring(self.client.get(self.address("edit")).content)
        for anchor in common:
            self.assertEqual(len(edit.xpath(f"//*[@id='{anchor}']")), 1)

    def test_the_name_of_a_file_is_no_description(self):
        (photo,) = self.fill(count=1)
        name = f"photo-{photo.pk}-alt_pl"
        answer = self.post("save", {"field": name, name: "IMG_20260001.jpg"}).json()
        self.assertIn("nazwę pliku", answer["missing"])

    def test_an_empty_gallery_is_not_sent(self):
        self.post("send")
        self.assertFalse(GalleryPage.objects.get(pk=self.gallery.pk).workflow_in_progress)

    def test_a_missing_declaration_is_made_for_all_at_once(self):
        (photo,) = self.fill(count=1, declaration=None)
        self.post("declare", {})
        photo.refresh_from_db()
        self.assertEqual(photo.declaration_version, "")
        self.post("declare", {"declaration": declarations.CURRENT})
        photo.refresh_from_db()
        self.assertEqual((photo.declaration_version, photo.declared_by), (declarations.CURRENT, self.person))
        self.assertIsNotNone(photo.declared_at)

    def test_a_gallery_is_taken_back_and_sent_again(self):
        self.fill()
        self.post("send")
        self.post("take_back")
        self.assertContains(self.client.get(self.address("edit")), "data-gallery")
        self.post("send")
        self.assertTrue(GalleryPage.objects.get(pk=self.gallery.pk).workflow_in_progress)

    def test_a_city_can_only_ask_a_published_gallery_stays_up(self):
        self.fill()
        live = published(self.gallery)
        self.post("save", {"field": "gallery-title", "gallery-title": "Zmieniony"})
        self.post("send")
        live.refresh_from_db()
        self.assertEqual((live.live, live.title, live.workflow_in_progress), (True, "Otwarcie łąki", True))
        self.assertContains(self.client.get(live.url), "Otwarcie łąki")

    def test_a_hidden_photo_is_a_picture_of_nothing(self):
        first, _second = self.fill()
        hide(first, self.person, "Prośba rodziców")
        page = self.client.get(self.address("edit"))
        self.assertContains(page, "/static/img/photo-not-found.svg")
        self.assertNotContains(page, "/media/not-found")

    def test_the_editors_remarks_stand_at_their_photos(self):
        first, _second = self.fill()
        with drafts.change(self.gallery, self.person) as draft:
            draft.row_of(first.pk).review_note = "Proszę o ostrzejsze zdjęcie"
        self.assertContains(self.client.get(self.address("edit")), "Proszę o ostrzejsze zdjęcie")
