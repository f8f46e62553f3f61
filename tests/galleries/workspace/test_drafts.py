"""A gallery's draft is one truth: changed in turn, kept apart from what is published."""

from unittest import mock

from wagtail.models import Revision

from galleries.approval.submission import submit, take_back
from galleries.models import GalleryPage, GalleryPhoto
from galleries.workspace import drafts
from tests.queries import CountQueries

from .people import WorkspaceTestCase, published


class DraftTests(WorkspaceTestCase):
    def revisions(self):
        return Revision.objects.for_instance(self.gallery).count()

    def test_a_sitting_leaves_one_revision_not_one_for_each_change(self):
        before = self.revisions()
        self.fill(count=3)
        for title in ("Łąka", "Łąka k", "Łąka kwietna"):
            with drafts.change(self.gallery, self.person) as draft:
                draft.gallery.title = title
        self.assertEqual(self.revisions(), before + 1)
        self.assertEqual(self.draft().gallery.title, "Łąka kwietna")
        self.assertEqual(len(self.draft().rows), 3)

    def test_another_persons_change_begins_a_revision_of_its_own(self):
        self.fill()
        before = self.revisions()
        with drafts.change(self.gallery, self.stranger) as draft:
            draft.gallery.title = "Inny"
        self.assertEqual(self.revisions(), before + 1)

    def test_nothing_is_saved_after_an_error(self):
        self.fill(count=1)
        with self.assertRaises(ValueError), drafts.change(self.gallery, self.person) as draft:
            draft.gallery.title = "Nie ten"
            draft.rows.clear()
            raise ValueError
        self.assertEqual(self.draft().gallery.title, "Otwarcie łąki")
        self.assertEqual(len(self.draft().rows), 1)

    def test_a_published_gallery_stays_as_it_is_while_its_draft_changes(self):
        first, second = self.fill()
        live = published(self.gallery)
        with drafts.change(live, self.person) as draft:
            draft.remove(first.pk)
            draft.gallery.title = "Nowy tytuł"
        live = GalleryPage.objects.get(pk=live.pk)
        self.assertEqual(live.title, "Otwarcie łąki")
        self.assertTrue(live.has_unpublished_changes)
        self.assertEqual([row.photo_id for row in live.photos.all()], [first.pk, second.pk])
        self.assertEqual([row.photo_id for row in self.draft().rows], [second.pk])

    def test_what_was_published_is_never_overwritten(self):
        self.fill()
        live = published(self.gallery)
        content = live.live_revision.content
        with drafts.change(live, self.person) as draft:
            draft.rows.clear()
        self.assertEqual(Revision.objects.get(pk=live.live_revision_id).content, content)

    def test_what_was_sent_is_closed_until_it_is_taken_back_and_never_overwritten(self):
        self.fill()
        state = submit(self.gallery, self.person)
        sent = state.current_task_state.revision
        with self.assertRaises(drafts.GalleryIsWaiting), drafts.change(self.gallery, self.person):
            pass
        take_back(self.gallery, self.person)
        with drafts.change(self.gallery, self.person) as draft:
            draft.rows.clear()
        self.assertEqual(Revision.objects.get(pk=sent.pk).content, sent.content)
        self.assertEqual(self.draft().rows, [])

    def test_a_second_publication_changes_the_public_rows(self):
        first, second = self.fill()
        live = published(self.gallery)
        with drafts.change(live, self.person) as draft:
            draft.move(second.pk, 1)
            draft.row_of(first.pk).alt_pl = "Inny opis"
        live = published(live)
        self.assertEqual([row.photo_id for row in live.shown_photos()], [second.pk, first.pk])
        self.assertEqual(GalleryPhoto.objects.filter(page=live).count(), 2)
        self.assertEqual(live.shown_photos()[1].alt_pl, "Inny opis")

    def test_a_photo_deleted_from_the_library_is_simply_gone_from_the_draft(self):
        first, second = self.fill()
        with mock.patch("empirie.photos.deletion.drafts_using", return_value={}):
            first.delete()  # past the guard that keeps it, as straight in the database
        self.assertEqual([row.photo_id for row in self.draft().rows], [second.pk])
        with drafts.change(self.gallery, self.person) as draft:
            draft.gallery.title = "Dalej"
        self.assertEqual(len(self.draft().rows), 1)

    def test_reading_a_draft_of_many_photos_costs_no_more_queries_than_of_few(self):
        def queries():
            with CountQueries() as counted:
                self.draft()
            return counted.number

        self.fill(count=1)
        few = queries()
        self.fill(count=5)
        self.assertEqual(queries(), few)

    def test_a_gallery_has_room_for_so_many_photos_and_no_more(self):
        with mock.patch.object(drafts, "MOST_PHOTOS", 2):
            self.fill(count=2)
            with self.assertRaisesMessage(drafts.GalleryIsFull, "2"):
                self.fill(count=1)
        self.assertEqual(len(self.draft().rows), 2)


class OrderTests(WorkspaceTestCase):
    def setUp(self):
        super().setUp()
        self.ids = [photo.pk for photo in self.fill(count=3)]

    def order(self):
        return [self.ids.index(row.photo_id) for row in self.draft().rows]

    def test_a_photo_moves_to_the_place_it_is_given_or_the_nearest_there_is(self):
        for photo, place, expected in ((2, 1, [2, 0, 1]), (2, 99, [0, 1, 2]), (1, 0, [1, 0, 2])):
            with self.subTest(place=place):
                with drafts.change(self.gallery, self.person) as draft:
                    draft.move(self.ids[photo], place)
                self.assertEqual(self.order(), expected)

    def test_there_is_one_cover_the_chosen_photo_or_the_first(self):
        self.assertEqual(self.draft().cover.photo_id, self.ids[0])
        for chosen in (self.ids[2], self.ids[1]):
            with drafts.change(self.gallery, self.person) as draft:
                draft.choose_cover(chosen)
            self.assertEqual(self.draft().cover.photo_id, chosen)
            self.assertEqual(sum(row.is_cover for row in self.draft().rows), 1)

    def test_the_cover_and_the_words_survive_publication(self):
        with drafts.change(self.gallery, self.person) as draft:
            draft.choose_cover(self.ids[1])
        live = published(self.gallery)
        self.assertEqual(GalleryPage.objects.for_cards().get(pk=live.pk).cover_id, self.ids[1])
