"""The editors' screens: who gets in, what stands there, and that nothing typed is lost."""

from unittest import mock

from django.urls import reverse
from lxml import html

from empirie.people.roles import permission_called
from galleries.approval.changes import Changes, changes_of
from galleries.approval.decisions import approve
from galleries.approval.states import state_of
from galleries.approval.submission import take_back
from tests import factories as make
from tests.queries import CountQueries

from .cases import ENGLISH, ApprovalTestCase

QUEUE = "/admin/gallery-approval/"


class ScreenTestCase(ApprovalTestCase):
    def setUp(self):
        self.client.force_login(self.editor)

    @property
    def address(self):
        return reverse("gallery_approval:review", args=[self.gallery.pk])

    def document(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return html.document_fromstring(response.content)

    def post(self, decision, **fields):
        document = self.document(self.address)
        hidden = {
            field.get("name"): field.get("value") for field in document.xpath("//form//input[@type='hidden']")
        }
        return self.client.post(self.address, hidden | fields | {"decision": decision})


class QueueTests(ScreenTestCase):
    def test_only_editors_and_administrators_get_in(self):
        self.send()
        translator = make.a_person("tlumaczka", "wagtail_localize.submit_translation")
        for person, status in (
            (self.person, 302),
            (translator, 302),
            (make.a_person("administrator", is_superuser=True), 200),
        ):
            self.client.force_login(person)
            for address in (QUEUE, self.address):
                with self.subTest(person=person, address=address):
                    self.assertEqual(self.client.get(address).status_code, status)

    def test_the_oldest_comes_first_with_what_an_editor_wants_to_know(self):
        self.send()
        younger = make.a_draft_gallery(self.city_page, "Młodsza", "mlodsza", owner=self.person, photos=1)
        self.gallery, older = younger, self.gallery
        self.send()
        titles = [title.text_content().strip() for title in self.document(QUEUE).xpath("//article//h2")]
        self.assertEqual(titles, [older.title, "Młodsza"])
        first = self.document(QUEUE).xpath("//article")[0].text_content()
        for words in ("Łódź", "2 zdjęcia", "Łucja", "Nowa galeria"):
            self.assertIn(words, first)

    def test_the_menu_and_the_dashboard_say_how_many_wait(self):
        self.assertNotContains(self.client.get("/admin/"), ") Galerie do akceptacji")
        self.send()
        page = self.client.get("/admin/")
        self.assertContains(page, "(1) Do akceptacji")
        self.assertContains(page, "Lato nad rzeką")
        self.client.force_login(self.person)
        self.assertNotContains(self.client.get("/admin/"), "Galerie do akceptacji")

    def test_ten_galleries_cost_as_much_as_two(self):
        def queries_for(count):
            for number in range(count):
                self.gallery = make.a_draft_gallery(
                    self.city_page, slug=f"g-{count}-{number}", owner=self.person
                )
                self.send()
            with CountQueries() as counted:
                self.client.get(QUEUE)
            return counted.number

        self.client.get(QUEUE)
        two = queries_for(2)
        self.assertEqual(queries_for(8), two)


class ReviewTests(ScreenTestCase):
    def test_the_screen_shows_every_photo_with_all_that_is_known(self):
        self.send()
        document = self.document(self.address)
        photos = document.xpath("//li[contains(@class, 'approval-photo')]")
        self.assertEqual(len(photos), 2)
        for words in ("Plaża, zdjęcie 0", "Żaneta Łąka", "CC BY 4.0", "Nikogo", "Zdjęcie 1 z 2"):
            self.assertIn(words, photos[0].text_content())
        # For each photo a remark and the description in English.
        self.assertEqual(len(document.xpath("//li//textarea")), 4)

    def test_every_field_has_a_label_and_enter_decides_nothing(self):
        self.send()
        document = self.document(self.address)
        form = document.xpath("//form[.//input[@name='step']]")[0]
        for field in form.xpath(".//input[not(@type='hidden')] | .//textarea"):
            self.assertTrue(document.xpath(f"//label[@for='{field.get('id')}']"), field.get("name"))
        first = form.xpath(".//button | .//input[@type='submit']")[0]
        self.assertIsNotNone(first.get("disabled"))

    def test_approval_by_the_form(self):
        self.send()
        response = self.post("approve", **ENGLISH)
        self.assertRedirects(response, QUEUE)
        self.assertTrue(self.current().live)

    def test_without_english_nothing_is_published_and_nothing_typed_is_lost(self):
        self.send()
        response = self.post("approve", **(ENGLISH | {"title": ""}))
        self.assertEqual(response.status_code, 422)
        self.assertContains(response, "People came.", status_code=422)
        self.assertContains(response, "Akceptacja publikuje oba języki", status_code=422)
        self.assertFalse(self.current().live)

    def test_remarks_and_approval_exclude_each_other(self):
        self.send()
        response = self.post("approve", **ENGLISH, general="Prawie!")
        self.assertContains(response, "Prawie!", status_code=422)
        self.assertFalse(self.current().live)

    def test_sending_back_asks_for_a_remark_and_then_goes_back(self):
        self.send()
        self.assertEqual(self.post("send-back").status_code, 422)
        photo_id = self.gallery.photos.all()[0].photo_id
        response = self.post("send-back", **{f"remark-{photo_id}": "Krzywo."})
        self.assertRedirects(response, QUEUE)
        self.assertEqual(state_of(self.current()).remarks, 1)

    def test_the_city_sees_what_was_asked_for_and_so_does_the_next_review(self):
        self.send()
        photo_id = self.gallery.photos.all()[0].photo_id
        self.post("send-back", **{f"remark-{photo_id}": "Krzywo."})
        self.send()
        self.assertIn("Krzywo.", self.document(self.address).text_content())

    def test_the_slower_editor_is_told_on_the_screen(self):
        seen = self.send()
        document = {"step": seen.step, "revision": seen.revision, "decision": "approve", **ENGLISH}
        self.client.post(self.address, document)
        response = self.client.post(self.address, document, follow=True)
        self.assertContains(response, "inna osoba: redakcja")

    def test_a_version_sent_meanwhile_is_shown_with_what_was_typed_and_can_be_decided_then(self):
        seen = self.send()
        take_back(self.gallery, self.person)
        self.draft(title="Jesień nad rzeką")
        self.send()
        typed = {"decision": "approve", **ENGLISH}
        page = self.client.post(self.address, typed | {"step": seen.step, "revision": seen.revision})
        self.assertContains(page, "nowszą wersję", status_code=422)
        self.assertContains(page, "Jesień nad rzeką", status_code=422)
        self.assertContains(page, "Summer by the river", status_code=422)
        hidden = {
            field.get("name"): field.get("value")
            for field in html.document_fromstring(page.content).xpath("//form//input[@type='hidden']")
        }
        self.assertRedirects(self.client.post(self.address, typed | hidden), QUEUE)
        self.assertEqual(self.current().title, "Jesień nad rzeką")

    def test_a_fault_half_way_is_told_and_takes_everything_back(self):
        self.send()
        with (
            mock.patch("galleries.approval.decisions.publish_in_english", side_effect=RuntimeError),
            self.assertLogs("galleries.approval.views", "ERROR"),
        ):
            response = self.post("approve", **ENGLISH)
        self.assertContains(response, "nic się nie zmieniło", status_code=422)
        self.assertContains(response, "Summer by the river", status_code=422)
        self.assertFalse(self.current().live)

    def test_obstacles_are_on_the_screen_and_the_button_is_off(self):
        self.send()
        self.city_page.get_translations().get().unpublish()
        document = self.document(self.address)
        self.assertIn("wersji angielskiej", document.text_content())
        self.assertIsNotNone(document.xpath("//button[@value='approve']")[0].get("disabled"))

    def test_nonsense_in_the_form_is_no_error_of_the_server(self):
        self.send()
        for fields in ({}, {"decision": "x"}, {"step": "a", "revision": "²", "decision": "approve"}):
            with self.subTest(fields=fields):
                self.assertIn(self.client.post(self.address, fields).status_code, (200, 422))

    def test_the_right_to_look_is_not_the_right_to_publish(self):
        self.send()
        self.client.force_login(self.person)
        self.person.user_permissions.add(permission_called("galleries.approve_gallery"))
        response = self.post("approve", **ENGLISH)
        self.assertEqual(response.status_code, 422)
        self.assertFalse(self.current().live)


class ChangesTests(ApprovalTestCase):
    def changes(self):
        return changes_of(self.current())

    def test_added_removed_reworded_and_sorted_anew(self):
        self.assertIsNone(self.changes())
        approve(self.gallery, self.send(), ENGLISH, self.editor)
        self.assertEqual(self.changes(), Changes())
        version = self.draft()
        self.assertEqual(self.changes(), Changes())
        rows = list(version.photos.all())
        first, second = (row.photo_id for row in rows)
        rows[0].sort_order, rows[1].sort_order = 5, 4
        rows[0].alt_pl = "Inny opis"
        version.photos.set(rows)
        version.save_revision()
        self.assertEqual((self.changes().of(first), self.changes().of(second)), ("reworded", ""))
        self.assertTrue(self.changes().are_sorted_anew)
        rows[1].photo = make.a_complete_photo()
        version.photos.set(rows)
        version.title = "Inny tytuł"
        version.save_revision()
        changes = self.changes()
        self.assertEqual((changes.added, changes.removed), ((rows[1].photo_id,), (second,)))
        self.assertTrue(changes.are_words_new)

    def test_a_gallery_published_without_a_revision_is_compared_as_well(self):
        gallery = make.a_gallery(self.city_page)
        version = gallery.specific_class.objects.get(pk=gallery.pk)
        version.title = "Inny tytuł"
        version.save_revision()
        changes = changes_of(gallery.specific_class.objects.get(pk=gallery.pk))
        self.assertEqual((changes.added, changes.removed, changes.are_words_new), ((), (), True))
