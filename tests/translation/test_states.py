"""In which state a page's English is: each state as staff come to it, in one query for all pages."""

from django.test import TestCase
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from empirie.translation.states import State, count_by_state, published_pages, state_of, with_state
from galleries.models import GalleryPhoto
from tests import factories as make
from tests.queries import CountQueries

from .steps import begin_translation, publish_polish, translate_everything


class StatesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.english = make.english_locale()

    def article(self, **fields):
        article = make.an_article(**fields)
        publish_polish(article)
        return article

    def translated(self):
        article = self.article()
        return article, make.in_english(article, title="New homes", lead="It began.")

    def assert_state(self, page, state):
        self.assertEqual(state_of(page, self.english), state)

    def test_without_a_translation_it_is_missing_and_readers_wait_since_the_first_publication(self):
        article = self.article()
        self.assert_state(article, State.MISSING)
        row = with_state(Page.objects.filter(pk=article.pk), self.english).get()
        article.refresh_from_db()
        self.assertEqual(row.waiting_since, article.first_published_at)

    def test_a_polish_page_standing_in_for_the_english_one_is_no_translation(self):
        article = self.article()
        article.copy_for_translation(self.english, alias=True)
        self.assert_state(article, State.MISSING)

    def test_submitted_it_is_being_translated_and_with_the_last_text_ready_to_be_published(self):
        article = self.article()
        translation = begin_translation(article)
        self.assert_state(article, State.DRAFT)
        translate_everything(translation)
        self.assert_state(article, State.READY)

    def test_a_published_translation_is_complete_and_nobody_waits(self):
        article, _english = self.translated()
        self.assert_state(article, State.COMPLETE)
        self.assertIsNone(with_state(Page.objects.filter(pk=article.pk), self.english).get().waiting_since)

    def test_a_changed_and_published_polish_text_makes_it_out_of_date(self):
        article, _english = self.translated()
        article.refresh_from_db()
        article.title = "Nowsze mieszkania"
        article.save_revision()
        self.assert_state(article, State.COMPLETE)  # a Polish draft concerns no reader
        publish_polish(article)
        self.assert_state(article, State.OUT_OF_DATE)
        article.refresh_from_db()
        row = with_state(Page.objects.filter(pk=article.pk), self.english).get()
        self.assertEqual(row.waiting_since, article.last_published_at)

    def test_it_stays_out_of_date_while_a_text_is_missing_after_the_update(self):
        article, _english = self.translated()
        article.refresh_from_db()
        article.title = "Nowsze mieszkania"
        publish_polish(article)
        translation = Translation.objects.get(source__object_id=article.translation_key)
        translation.source.update_from_db()
        self.assert_state(article, State.OUT_OF_DATE)
        translate_everything(translation)
        self.assert_state(article, State.CHANGED)
        translation.save_target(publish=False)
        translation.get_target_instance().get_latest_revision().publish()
        self.assert_state(article, State.COMPLETE)

    def test_a_shared_date_that_changed_makes_it_out_of_date_too(self):
        article, _english = self.translated()
        article.refresh_from_db()
        article.date = article.date.replace(year=2025)
        publish_polish(article)
        self.assert_state(article, State.OUT_OF_DATE)

    def test_published_again_without_a_change_it_stays_complete(self):
        article, _english = self.translated()
        article.refresh_from_db()
        publish_polish(article)
        self.assert_state(article, State.COMPLETE)

    def test_a_gallery_with_another_photo_is_not_out_of_date(self):
        city_page = make.a_city_page()
        make.in_english(city_page)
        gallery = make.a_gallery(city_page)
        publish_polish(gallery)
        make.in_english(gallery)
        gallery.refresh_from_db()
        gallery.photos.add(GalleryPhoto(photo=make.a_photo(), alt_pl="Most", sort_order=9))
        publish_polish(gallery)
        self.assertEqual(gallery.photos.count(), 3)
        self.assert_state(gallery, State.COMPLETE)

    def test_a_machines_text_counts_until_somebody_confirms_it(self):
        article = self.article()
        translation = begin_translation(article)
        translate_everything(translation, kind=StringTranslation.TRANSLATION_TYPE_MACHINE)
        self.assert_state(article, State.MACHINE)
        StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL)
        self.assert_state(article, State.READY)

    def test_a_machines_text_of_a_paragraph_that_is_gone_does_not_count(self):
        article, _english = self.translated()
        StringTranslation.objects.filter(context__path="title").update(
            translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
        )
        self.assert_state(article, State.MACHINE)
        article.refresh_from_db()
        article.title = "Nowsze mieszkania"
        publish_polish(article)
        Translation.objects.get(source__object_id=article.translation_key).source.update_from_db()
        self.assert_state(article, State.OUT_OF_DATE)

    def test_an_english_text_changed_after_publication_waits_to_be_published(self):
        article, _english = self.translated()
        StringTranslation.objects.get(
            context__path="title", context__object_id=article.translation_key
        ).save()
        self.assert_state(article, State.CHANGED)

    def test_an_unpublished_english_page_is_ready_again(self):
        article, english = self.translated()
        english.unpublish()
        self.assert_state(article, State.READY)

    def test_a_page_whose_translation_was_stopped_is_compared_by_its_publication(self):
        article, english = self.translated()
        Translation.objects.update(enabled=False)
        self.assert_state(article, State.COMPLETE)
        article.refresh_from_db()
        article.title = "Nowsze mieszkania"
        publish_polish(article)
        self.assert_state(article, State.OUT_OF_DATE)
        english.refresh_from_db()
        english.save_revision().publish()
        self.assert_state(article, State.COMPLETE)

    def test_a_deleted_english_page_is_missing_again(self):
        article, english = self.translated()
        english.delete()
        self.assert_state(article, State.MISSING)

    def test_states_of_all_pages_come_in_one_query_and_so_do_their_counts(self):
        for number in range(5):
            publish_polish(make.an_article(slug=f"artykul-{number}"))
        with self.assertNumQueries(1):
            rows = list(with_state(published_pages(), self.english))
        with CountQueries() as queries:
            counts = count_by_state(self.english)
        self.assertEqual(queries.number, 1)
        self.assertEqual(sum(counts.values()), len(rows))
        self.assertEqual(counts[State.MISSING], 5)
        self.assertEqual(set(counts), set(State))
