"""A city sends its gallery to the editors and takes it back; both sides read where it stands."""

from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.utils.translation import override
from wagtail.models import Workflow
from wagtail.users.models import UserProfile

from empirie.photos.rights import Recognisable
from galleries.approval.states import state_of, states_of
from galleries.approval.submission import NotSent, missing_from, submit, take_back
from galleries.models import CityIndexPage, GalleryPage
from tests import factories as make
from tests.queries import CountQueries


class ApprovalTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()
        cls.person = make.a_person("lodz", page=cls.city_page, first_name="Łucja")
        cls.gallery = make.a_draft_gallery(cls.city_page, owner=cls.person)

    def current(self):
        return GalleryPage.objects.get(pk=self.gallery.pk)

    def words(self):
        with override("pl"):
            return state_of(self.current()).words


class SendingTests(ApprovalTestCase):
    def refused(self, function=submit, user=None):
        with self.assertRaises(NotSent) as caught:
            function(self.gallery, user or self.person)
        return caught.exception.code

    def change_draft(self, change):
        draft = self.gallery.get_latest_revision_as_object()
        change(draft)
        draft.save_revision()
        self.gallery = self.current()

    def test_a_sent_gallery_waits_and_nobody_can_send_it_twice(self):
        submit(self.gallery, self.person)
        state = state_of(self.current())
        self.assertTrue(state.is_waiting)
        self.assertFalse(state.is_public)
        self.assertIn("Czeka na akceptację od", self.words())
        self.assertEqual(self.refused(), "waiting")

    def test_the_city_takes_it_back_and_sends_it_again(self):
        submit(self.gallery, self.person)
        take_back(self.gallery, self.person)
        self.assertEqual(state_of(self.current()).stage, "draft")
        self.assertEqual(self.refused(take_back), "not-waiting")
        submit(self.gallery, self.person)
        self.assertTrue(state_of(self.current()).is_waiting)

    def test_a_city_cannot_send_or_take_back_another_citys_gallery(self):
        neighbour = make.a_person("poznan", page=make.a_city_page(make.a_city("Poznań", "poznan")))
        with self.assertRaises(PermissionDenied):
            submit(self.gallery, neighbour)
        submit(self.gallery, self.person)
        with self.assertRaises(PermissionDenied):
            take_back(self.gallery, neighbour)

    def test_a_gallery_without_photos_is_not_sent(self):
        self.change_draft(lambda draft: draft.photos.set([]))
        self.assertEqual(self.refused(), "no-photos")

    def test_a_gallery_whose_photos_are_all_withdrawn_is_not_sent(self):
        for row in self.gallery.photos.all():
            type(row.photo).objects.filter(pk=row.photo_id).update(withdrawn_at="2026-05-14T12:00Z")
        self.assertEqual(self.refused(), "no-photos")

    def test_each_missing_thing_keeps_a_gallery_from_being_sent(self):
        def describe_nothing(draft):
            row = draft.photos.all()[0]
            row.alt_pl = "  "
            draft.photos.add(row)

        self.change_draft(describe_nothing)
        self.assertEqual(self.refused(), "incomplete")
        row = self.gallery.photos.all()[0]
        for field, value, missing in (
            ("author", "", "author"),
            ("declaration_version", "", "declaration"),
            ("recognisable", "", "recognisable"),
            ("recognisable", Recognisable.CHILDREN, "consent"),
        ):
            with self.subTest(missing=missing):
                row.photo = make.a_complete_photo(**{field: value})
                self.assertEqual(missing_from(row), [missing])
        row.photo = make.a_complete_photo()
        row.alt_pl = "IMG_20260001.jpg"
        self.assertEqual(missing_from(row), ["description"])
        row.alt_pl = "Rynek w 2026 roku"
        row.is_decorative = True
        self.assertEqual(missing_from(row), ["description"])  # described and decorative: which of the two?

    def test_what_did_not_change_is_not_sent(self):
        self.gallery.get_latest_revision().publish()
        self.gallery = self.current()
        self.assertEqual(self.refused(), "unchanged")

    def test_without_a_workflow_the_city_is_told_and_nothing_is_lost(self):
        Workflow.objects.update(active=False)
        self.assertEqual(self.refused(), "no-workflow")
        make.a_site()  # building the site again repairs it
        submit(self.gallery, self.person)

    def test_the_editors_get_a_letter_in_their_language(self):
        editor = make.an_editor()
        UserProfile.objects.create(user=editor, preferred_language="en")
        make.an_editor("nieczynna", is_active=False)
        with self.captureOnCommitCallbacks(execute=True):
            submit(self.gallery, self.person)
        (letter,) = mail.outbox
        self.assertEqual(letter.to, ["redakcja@empirie.example"])
        self.assertEqual(letter.subject, "A gallery waits for approval: Łódź, “Lato nad rzeką”")
        self.assertIn("Łucja has sent 2 photos.", letter.body)

    def test_both_languages_share_one_workflow(self):
        make.a_site()
        found = {page.workflowpage.workflow_id for page in CityIndexPage.objects.all()}
        self.assertEqual((CityIndexPage.objects.count(), len(found)), (2, 1))


class StateTests(ApprovalTestCase):
    def test_a_public_gallery_says_so_and_that_its_changes_wait(self):
        self.assertEqual(self.words(), "Szkic, jeszcze niewysłany")
        self.gallery.get_latest_revision().publish()
        self.assertEqual(self.words(), "Opublikowana")
        draft = self.current().get_latest_revision_as_object()
        draft.title = "Nowy tytuł"
        draft.save_revision()
        self.assertEqual(self.words(), "Opublikowana; są w niej niewysłane zmiany")
        submit(self.current(), self.person)
        self.assertIn("Opublikowana; zmiany czekają na akceptację od", self.words())
        self.current().unpublish()
        take_back(self.current(), self.person)
        self.assertEqual(self.words(), "Zdjęta ze strony")

    def test_remarks_are_counted(self):
        submit(self.gallery, self.person)
        task = self.gallery.current_workflow_task_state
        draft = self.current().get_latest_revision_as_object()
        for row in draft.photos.all():
            row.review_note = "Proszę wyprostować."
        draft.save_revision()
        task.reject(comment="Prawie gotowe.")
        state = state_of(self.current())
        self.assertEqual((state.remarks, state.general_remark), (3, "Prawie gotowe."))
        self.assertEqual(self.words(), "Odesłana z 3 uwagami")
        self.assertTrue(state.may_be_sent)
        submit(self.current(), self.person)
        self.assertTrue(state_of(self.current()).is_waiting)

    def test_twenty_states_cost_as_much_as_two(self):
        def queries_for(count):
            galleries = [
                make.a_draft_gallery(self.city_page, slug=f"g-{count}-{number}", owner=self.person)
                for number in range(count)
            ]
            for gallery in galleries[::2]:
                submit(gallery, self.person)
            for gallery in galleries[::4]:
                gallery.current_workflow_task_state.reject()
            with CountQueries() as counted:
                states_of(galleries)
            return counted.number

        self.assertEqual(queries_for(2), queries_for(20))
