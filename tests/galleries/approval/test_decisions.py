"""Approval publishes both languages or nothing; remarks go back to the city; nobody else can publish."""

from unittest import mock

from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, TaskState

from empirie.core.translations import UnequalTexts
from empirie.photos.models import Photo
from galleries.approval import decisions
from galleries.approval.decisions import NotDecided, Seen, approve, obstacles, send_back
from galleries.approval.english import english_version, words_at_hand
from galleries.approval.states import state_of
from galleries.approval.submission import take_back
from galleries.models import GalleryPage, GalleryPhoto
from tests import factories as make

from .cases import ENGLISH, ApprovalTestCase


class ApprovingTests(ApprovalTestCase):
    def test_approval_publishes_both_languages_at_once(self):
        published = approve(self.gallery, self.send(), ENGLISH, self.editor)
        self.assertTrue(published.live)
        self.assertEqual(state_of(self.current()).stage, "published")
        english = english_version(published)
        self.assertTrue(english.live)
        self.assertEqual(english.slug, "summer-by-the-river")
        page = self.client.get(english.url)
        for words in ENGLISH.values():
            self.assertContains(page, words)
        self.assertNotContains(page, "Piknik")

    def test_english_pages_mark_polish_descriptions_as_polish(self):
        published = approve(self.gallery, self.send(), ENGLISH, self.editor)
        page = self.client.get(english_version(published).url).content.decode()
        self.assertRegex(page, r'alt="Plaża, zdjęcie 0"\s+lang="pl"')

    def test_a_change_waits_while_the_published_gallery_stays_up(self):
        approve(self.gallery, self.send(), ENGLISH, self.editor)
        self.draft(title="Jesień nad rzeką", photos=list(self.current().photos.all())[:1])
        seen = self.send()
        self.assertContains(self.client.get(self.gallery.url), "Lato nad rzeką")
        self.assertEqual(len(self.current().shown_photos()), 2)
        approve(self.gallery, seen, ENGLISH | {"title": "Autumn by the river"}, self.editor)
        self.assertContains(self.client.get(self.gallery.url), "Jesień nad rzeką")
        english = english_version(self.current())
        self.assertContains(self.client.get(english.url), "Autumn by the river")
        self.assertEqual(english.slug, "summer-by-the-river")  # shared addresses keep their meaning
        self.assertEqual(len(english.specific.shown_photos()), 1)

    def test_the_city_gets_a_letter_with_both_addresses(self):
        seen = self.send()
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            approve(self.gallery, seen, ENGLISH, self.editor)
        (letter,) = mail.outbox  # Wagtail's own letter, which links to the page editor, does not come
        self.assertEqual(letter.to, ["lodz@empirie.example"])
        self.assertIn("jest opublikowana", letter.subject)
        self.assertIn("/lato-nad-rzeka/", letter.body)
        self.assertIn("/en/cities/", letter.body)

    def test_administrators_approve_too(self):
        administrator = make.a_person("administrator", is_superuser=True)
        self.assertTrue(approve(self.gallery, self.send(), ENGLISH, administrator).live)

    def test_nothing_is_published_when_english_fails_half_way(self):
        seen = self.send()
        with (
            mock.patch.object(decisions, "publish_in_english", side_effect=UnequalTexts("no")),
            self.assertRaises(UnequalTexts),
        ):
            approve(self.gallery, seen, ENGLISH, self.editor)
        self.assertFalse(self.current().live)
        self.assertEqual(Seen.now(self.current()), seen)
        self.assertIsNone(english_version(self.gallery))

    def test_remarks_of_an_earlier_round_are_gone_once_it_is_published(self):
        photo_id = self.gallery.photos.all()[0].photo_id
        send_back(self.gallery, self.send(), {photo_id: "Krzywo."}, "", self.editor)
        approve(self.gallery, self.send(), ENGLISH, self.editor)
        self.assertEqual(set(self.current().photos.values_list("review_note", flat=True)), {""})
        version = self.current().get_latest_revision_as_object()
        self.assertEqual({row.review_note for row in version.photos.all()}, {""})

    def test_a_photo_deleted_from_the_library_meanwhile_is_left_out(self):
        extra = make.a_complete_photo()
        version = self.draft()
        version.photos.add(GalleryPhoto(photo=extra, alt_pl="Ławka", sort_order=9))
        version.save_revision()
        seen = self.send()
        with mock.patch("empirie.photos.deletion.drafts_using", return_value={}):
            extra.delete()  # past the guard that keeps it, as straight in the database
        approve(self.gallery, seen, ENGLISH, self.editor)
        self.assertEqual(self.current().photos.count(), 2)


class ObstacleTests(ApprovalTestCase):
    def blocked(self, user=None):
        with self.assertRaises(NotDecided) as caught:
            approve(self.gallery, Seen.now(self.current()), ENGLISH, user or self.editor)
        self.assertFalse(self.current().live)
        return caught.exception.messages

    def test_each_is_said_before_anything_starts(self):
        self.send()
        self.assertEqual(obstacles(self.current(), self.editor), [])
        english_city = english_version(self.city_page)
        english_city.unpublish()
        self.assertIn("wersji angielskiej", self.blocked()[0])
        english_city.delete()
        self.assertIn("wersji angielskiej", self.blocked()[0])

    def test_an_unpublished_city_page(self):
        self.send()
        self.city_page.unpublish()
        self.assertIn("nie jest opublikowana", self.blocked()[0])

    def test_no_photo_left(self):
        self.send()
        Photo.objects.update(withdrawn_at=timezone.now())
        self.assertIn("ukryto", self.blocked()[0])

    def test_somebody_elses_lock(self):
        self.send()
        Page.objects.filter(pk=self.gallery.pk).update(locked=True, locked_by=self.person)
        self.assertIn("zablokował", self.blocked()[0])

    def test_an_editor_without_the_right_to_publish(self):
        self.send()
        GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
        self.assertIn("nie publikować", self.blocked()[0])


class SendingBackTests(ApprovalTestCase):
    def test_the_remarks_stand_in_the_draft_and_the_public_page_is_as_it_was(self):
        approve(self.gallery, self.send(), ENGLISH, self.editor)
        self.draft(title="Jesień nad rzeką")
        _first, second = self.current().get_latest_revision_as_object().photos.all()
        send_back(self.gallery, self.send(), {second.photo_id: "Krzywo."}, "Prawie!", self.editor)
        state = state_of(self.current())
        self.assertEqual((state.stage, state.is_public, state.remarks), ("sent-back", True, 2))
        version = self.current().get_latest_revision_as_object()
        self.assertEqual(version.title, "Jesień nad rzeką")
        self.assertEqual([row.review_note for row in version.photos.all()], ["", "Krzywo."])
        self.assertEqual(set(self.current().photos.values_list("review_note", flat=True)), {""})
        self.assertContains(self.client.get(self.gallery.url), "Lato nad rzeką")

    def test_the_city_gets_one_letter_with_every_remark(self):
        seen = self.send()
        mail.outbox.clear()
        photo_id = self.gallery.photos.all()[0].photo_id
        with self.captureOnCommitCallbacks(execute=True):
            send_back(self.gallery, seen, {photo_id: "Krzywo & ciemno."}, "Prawie!", self.editor)
        (letter,) = mail.outbox
        self.assertEqual(letter.to, ["lodz@empirie.example"])
        self.assertIn("wymaga kilku zmian", letter.subject)
        self.assertIn("Prawie!", letter.body)
        self.assertIn("Zdjęcie 1 (Plaża, zdjęcie 0): Krzywo & ciemno.", letter.body)
        self.assertIn(f"/{self.gallery.pk}/#photo-{photo_id}\n", letter.body)
        self.assertNotIn("/pages/", letter.body)

    def test_a_mail_server_that_does_not_answer_undoes_nothing(self):
        seen = self.send()
        with (
            mock.patch("empirie.core.letters.send_mail", side_effect=ConnectionRefusedError),
            self.assertLogs("empirie.core.letters", "ERROR"),
            self.captureOnCommitCallbacks(execute=True),
        ):
            send_back(self.gallery, seen, {}, "Prawie!", self.editor)
        self.assertEqual(state_of(self.current()).stage, "sent-back")

    def test_a_letter_that_cannot_be_written_makes_no_failed_decision(self):
        seen = self.send()
        with (
            mock.patch("empirie.core.letters.render_to_string", side_effect=ValueError),
            self.assertLogs("django.test", "ERROR"),
            self.captureOnCommitCallbacks(execute=True),
        ):
            approve(self.gallery, seen, ENGLISH, self.editor)
        self.assertTrue(self.current().live)

    def test_a_carriage_return_in_a_title_comes_into_no_subject(self):
        self.draft(title="Lato\rnad rzeką")
        seen = self.send()
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            approve(self.gallery, seen, ENGLISH, self.editor)
        (letter,) = mail.outbox
        self.assertIn("Lato nad rzeką", letter.subject)


class TwoAtOnceTests(ApprovalTestCase):
    def refused(self, seen, user):
        with self.assertRaises(NotDecided) as caught:
            approve(self.gallery, seen, ENGLISH, user)
        return " ".join(caught.exception.messages)

    def test_the_second_editor_learns_who_was_faster(self):
        seen = self.send()
        second = make.a_person("druga", "galleries.approve_gallery", is_superuser=True)
        send_back(self.gallery, seen, {}, "Prawie!", self.editor)
        self.assertIn("inna osoba: redakcja", self.refused(seen, second))

    def test_also_when_the_first_one_approved(self):
        seen = self.send()
        approve(self.gallery, seen, ENGLISH, self.editor)
        self.assertIn("inna osoba: redakcja", self.refused(seen, self.editor))

    def test_what_the_city_took_back_is_not_decided(self):
        seen = self.send()
        take_back(self.gallery, self.person)
        self.assertIn("wycofało tę galerię", self.refused(seen, self.editor))

    def test_nor_a_version_nobody_looked_at(self):
        seen = self.send()
        take_back(self.gallery, self.person)
        self.draft(title="Coś innego")
        self.send()
        self.assertIn("nowszą wersję", self.refused(seen, self.editor))


class OtherDoorsTests(ApprovalTestCase):
    """A city cannot publish, and Wagtail's own buttons decide nothing about a gallery."""

    def test_a_city_cannot_approve_its_own_gallery(self):
        seen = self.send()
        for decide in (
            lambda: approve(self.gallery, seen, ENGLISH, self.person),
            lambda: send_back(self.gallery, seen, {}, "x", self.person),
        ):
            with self.assertRaises(PermissionDenied):
                decide()

    def test_wagtails_workflow_actions_are_closed_to_everybody(self):
        self.send()
        step = TaskState.objects.get()
        for person in (self.person, self.editor):
            self.client.force_login(person)
            for action in ("approve", "reject"):
                address = reverse(
                    "wagtailadmin_pages:workflow_action", args=[self.gallery.pk, action, step.pk]
                )
                self.client.post(address, {"comment": "x"})
        self.assertFalse(self.current().live)
        self.assertTrue(state_of(self.current()).is_waiting)

    def test_a_city_cannot_publish_in_the_page_editor_either(self):
        self.client.force_login(self.person)
        address = reverse("wagtailadmin_pages:edit", args=[self.gallery.pk])
        self.client.post(
            address, {"action-publish": "1", "title": "Lato", "slug": "lato", "date": "2026-05-14"}
        )
        self.assertFalse(self.current().live)
        self.assertFalse(self.current().permissions_for_user(self.person).can_publish())


class EnglishWordsTests(ApprovalTestCase):
    def words(self):
        version = self.current().get_latest_revision_as_object()
        return words_at_hand(self.current(), version)

    def test_what_the_city_proposes_comes_first_until_it_was_decided_on(self):
        self.draft(english_words={"title": "Summer", "lead": "", "nonsense": "x"})
        self.assertEqual(self.words(), {"title": "Summer"})
        approve(self.gallery, self.send(), ENGLISH, self.editor)
        self.assertEqual(self.words()["title"], "Summer by the river")
        self.draft(english_words={"title": "Hot summer"})
        self.assertEqual(self.words()["title"], "Hot summer")
        self.assertEqual(self.words()["lead"], "People came.")

    def test_a_city_page_of_one_language_does_not_count_as_english(self):
        self.assertIsNone(english_version(self.gallery))
        self.assertEqual(GalleryPage.objects.count(), 1)
