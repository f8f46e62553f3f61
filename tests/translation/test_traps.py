"""The traps of wagtail-localize 1.14.5 on Wagtail 8.0.1, one class each: sprung as it comes, closed here.

The first half of each test is a proof that the second can fail. When an upgrade mends a trap, its proof fails
and says which of our rules may go.
"""

import datetime
from contextlib import contextmanager
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import ProtectedError
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringSegment
from wagtail_localize.operations import translate_object
from wagtail_localize.views.edit_translation import upload_pofile
from wagtail_localize.views.update_translations import UpdateTranslationsView

from articles.models import ArticlePage
from empirie.core.pages import BasePage
from empirie.translation import localize_screens, schedule, signal_handlers
from empirie.translation.states import published_pages
from galleries.models import GalleryPage
from home.models import HomePage, InformationPage
from tests import factories as make

from .forms import a_draft_in_english, publish, publish_in_editor, submit, sync, translation_of
from .steps import begin_translation, say_in_english
from .test_no_false_english import EditorTestCase, text


@contextmanager
def without(*names):
    """The signals of pages as wagtail-localize has them: our handlers of these names are off."""
    off = [entry for entry in signal_handlers.HANDLERS if entry[1].__name__ in names]
    assert len(off) == len(names)
    for signal, handler, sender in off:
        signal.disconnect(sender=sender, dispatch_uid=f"translation.{handler.__name__}")
    try:
        yield
    finally:
        signal_handlers.connect()


@contextmanager
def unguarded():
    """Pages are saved and published as Wagtail does it, whatever language their texts are in."""
    with (
        mock.patch.object(BasePage, "publish", Page.publish),
        mock.patch.object(BasePage, "clean", Page.clean),
    ):
        yield


class TrapTestCase(EditorTestCase):
    def assert_polish_is_served_as_english(self, page):
        response = self.client.get(self.english_of(page).url)
        self.assertContains(response, '<html lang="en"')
        self.assertContains(response, page.title)

    def submit(self, page):
        with self.captureOnCommitCallbacks(execute=True):
            return submit(self.client, page)


class T1SubmittingPublishes(TrapTestCase):
    def test_stock_puts_the_polish_text_of_a_live_page_online_as_english(self):
        article = make.an_article()
        with unguarded(), override_settings(WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE=True):
            self.submit(article)
        self.assert_polish_is_served_as_english(article)

    def test_ours_makes_a_draft(self):
        article = make.an_article()
        self.submit(article)
        self.assertFalse(self.english_of(article).live)

    def test_stock_puts_polish_parents_online_and_ours_does_not(self):
        for name, steps, is_live in (
            ("stock", without("keep_a_new_alias_offline"), True),
            ("ours", without(), False),
        ):
            city_page = make.a_city_page(make.a_city(name, name))
            gallery = make.a_gallery(city_page)
            with self.subTest(name), steps:
                translate_object(gallery, [self.english])
                self.assertEqual(self.english_of(city_page).live, is_live)


class T2AliasesStayLive(TrapTestCase):
    def a_live_alias(self):
        article = make.an_article()
        alias = article.copy_for_translation(self.english, alias=True)
        Page.objects.filter(pk=alias.pk).update(live=True)
        return article

    def test_stock_leaves_an_alias_online_in_polish_without_its_mark(self):
        article = self.a_live_alias()
        with unguarded(), without("take_an_alias_offline"):
            self.submit(article)
        self.assertIsNone(self.english_of(article).alias_of_id)
        self.assert_polish_is_served_as_english(article)

    def test_ours_makes_a_draft_of_it(self):
        article = self.a_live_alias()
        self.submit(article)
        english = self.english_of(article)
        self.assertEqual((english.live, english.alias_of_id), (False, None))


class T3UpdatesOverwriteEnglish(TrapTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.an_article(body=text("Pierwszy akapit."))
        make.in_english(self.article, title="New homes", lead="It began.", body=text("First."))
        publish(self.article, title="Jeszcze nowsze mieszkania")

    def sync_and_publish(self):
        with self.captureOnCommitCallbacks(execute=True):
            return sync(self.client, self.article, publish_translations="on")

    def test_stock_replaces_a_finished_english_title_by_the_polish_one(self):
        stock = UpdateTranslationsView
        with (
            unguarded(),
            mock.patch.object(localize_screens.Update, "get_form", stock.get_form),
            mock.patch.object(localize_screens.Update, "post", stock.post),
        ):
            self.sync_and_publish()
        self.assertEqual(self.english_of(self.article).title, "Jeszcze nowsze mieszkania")

    def test_ours_leaves_it_standing_even_when_the_box_is_forged(self):
        self.sync_and_publish()
        self.assertEqual(self.english_of(self.article).title, "New homes")

    def test_ours_leaves_it_standing_when_a_script_publishes(self):
        source = translation_of(self.article).source
        source.update_from_db()
        with self.assertRaisesMessage(Exception, "po polsku"), self.captureOnCommitCallbacks(execute=True):
            translation_of(self.article).save_target()
        self.assertEqual(self.english_of(self.article).title, "New homes")


class T4DraftsAreNotTheSource(TrapTestCase):
    """An update takes what readers have; of a page never published it takes the draft: not offered."""

    def title_to_translate(self, page):
        sync(self.client, page)
        segments = translation_of(page).source.stringsegment_set.filter(context__path="title")
        return segments.get().string.data

    def test_a_draft_of_a_published_page_is_not_sent_and_its_publication_is(self):
        article = make.an_article()
        begin_translation(article)
        draft = ArticlePage.objects.get(pk=article.pk)
        draft.title = "Tytuł, o którym jeszcze rozmawiamy"
        revision = draft.save_revision()
        self.assertEqual(self.title_to_translate(article), article.title)
        revision.publish()
        self.assertEqual(self.title_to_translate(article), draft.title)

    def test_stock_sends_a_page_nobody_published_and_our_list_does_not_offer_it(self):
        article = make.an_article(live=False)
        self.submit(article)
        self.assertTrue(article.has_translation(self.english))
        self.assertNotIn(article.pk, published_pages().values_list("pk", flat=True))


class T5TreesGrowApart(TrapTestCase):
    def setUp(self):
        super().setUp()
        self.old, self.new = (
            make.an_information_page(title, title.lower()) for title in ("Program", "Archiwum")
        )
        self.page = make.an_information_page("Zasady", "zasady", parent=self.old)
        for page in (self.old, self.new, self.page):
            make.in_english(page)

    def move(self):
        Page.objects.get(pk=self.page.pk).move(Page.objects.get(pk=self.new.pk), pos="last-child")
        return self.english_of(self.page).get_parent().translation_key

    def test_stock_leaves_english_behind_when_polish_moves(self):
        with without("move_others"):
            self.assertEqual(self.move(), self.old.translation_key)

    def test_ours_moves_it_along(self):
        self.assertEqual(self.move(), self.new.translation_key)

    def test_stock_leaves_english_live_when_polish_is_unpublished_or_deleted(self):
        with without("unpublish_others", "delete_others"):
            self.page.unpublish()
            self.assertTrue(self.english_of(self.page).live)
            InformationPage.objects.get(pk=self.page.pk).delete()
        self.assertTrue(self.english_of(self.page).live)

    def test_ours_withdraws_and_deletes_it(self):
        self.page.unpublish()
        self.assertFalse(self.english_of(self.page).live)
        InformationPage.objects.get(pk=self.page.pk).delete()
        self.assertFalse(Page.objects.filter(translation_key=self.page.translation_key).exists())

    def test_stock_orders_english_as_it_was_made_and_our_lists_as_polish(self):
        second = make.an_information_page("Aneks", "aneks", parent=self.old)
        make.in_english(second)
        Page.objects.get(pk=second.pk).move(Page.objects.get(pk=self.old.pk), pos="first-child")
        subpages = InformationPage.objects.child_of(self.english_of(self.old))
        titles = ["Zasady (English)", "Aneks (English)"]
        self.assertEqual([page.title for page in subpages], titles)
        self.assertEqual([page.title for page in subpages.in_order_of_polish()], titles[::-1])

    def test_stock_gives_an_alias_no_new_address_and_readers_of_ours_meet_no_alias(self):
        article = make.an_article()
        alias = article.copy_for_translation(self.english, alias=True)
        Page.objects.filter(pk=alias.pk).update(live=True)
        publish(article, slug="nowy-adres")
        alias.refresh_from_db()
        self.assertEqual((alias.slug, alias.live), (article.slug, False))
        Page.objects.filter(pk=alias.pk).update(live=True)
        self.assertEqual(self.client.get(alias.url).status_code, 404)


class T6PhotosAreExpensive(TrapTestCase):
    """Rows that are translated cost queries for each; our photos carry both languages and cost none."""

    def cost_of_submitting(self, page):
        with CaptureQueriesContext(connection) as queries:
            begin_translation(page)
        return len(queries), StringSegment.objects.filter(source__object_id=page.translation_key).count()

    def test_stock_costs_more_with_every_text(self):
        few, many = (
            make.an_article(slug=f"akapity-{count}", body=text(*(f"Akapit {n}." for n in range(count))))
            for count in (2, 20)
        )
        (queries, texts), (more_queries, more_texts) = map(self.cost_of_submitting, (few, many))
        self.assertEqual(more_texts - texts, 18)
        self.assertGreater(more_queries - queries, 18)

    def test_ours_costs_the_same_for_two_photos_and_for_twenty(self):
        city_page = make.a_city_page()
        make.in_english(city_page)
        few, many = (make.a_gallery(city_page, slug=f"galeria-{count}", photos=count) for count in (2, 20))
        (queries, texts), (more_queries, more_texts) = map(self.cost_of_submitting, (few, many))
        self.assertEqual(texts, more_texts)
        self.assertLessEqual(more_queries, queries)  # the first finds less in memory
        self.assertEqual(GalleryPage.objects.get(pk=many.pk).photos.count(), 20)


class T7ForeignPoFiles(TrapTestCase):
    FILE = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'

    def test_stock_fails_on_a_file_without_the_mark_and_ours_says_what_is_wrong(self):
        translation = begin_translation(make.an_article())
        request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.po", self.FILE)})
        request.user = self.administrator
        with self.assertRaises(KeyError):
            upload_pofile(request, translation.pk)
        address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
        response = self.client.post(address, {"file": SimpleUploadedFile("a.po", self.FILE)}, follow=True)
        self.assertEqual(response.status_code, 200)
        self.assertContains(response, "Nic się nie zmieniło.")


class T8NoSchedule(TrapTestCase):
    """The screen for the schedule is tested in test_schedule."""

    def publish_a_page_with_a_later_date(self):
        article = make.an_article()
        english = a_draft_in_english(article)
        say_in_english(translation_of(article))
        Page.objects.filter(pk=english.pk).update(go_live_at=timezone.now() + datetime.timedelta(days=1))
        with self.captureOnCommitCallbacks(execute=True):
            response = publish_in_editor(self.client, english)
        self.assertNotContains(response, "nie została opublikowana")
        return self.english_of(article).live

    def test_stock_says_published_and_leaves_the_page_offline(self):
        with mock.patch.object(schedule, "forget_dates_in_the_way"):
            self.assertFalse(self.publish_a_page_with_a_later_date())

    def test_ours_publishes(self):
        self.assertTrue(self.publish_a_page_with_a_later_date())


class T9AddressOfTheHomePage(TrapTestCase):
    def test_stock_gives_the_english_home_another_address_and_ours_shows_it_to_nobody(self):
        polish = make.polish(HomePage)
        english = polish.get_translation(self.english)
        self.assertNotEqual(english.slug, polish.slug)
        self.assertEqual(english.url, "/en/")
        make.in_english(make.an_article())
        for address in ("/sitemap.xml", "/en/", "/en/news/"):
            self.assertNotContains(self.client.get(address), f"/{english.slug}/")


class T10LanguagesWithPages(TrapTestCase):
    def test_stock_raises_and_our_screen_says_why_the_language_stays(self):
        with self.assertRaises(ProtectedError):
            self.english.delete()
        address = reverse("wagtaillocales:delete", args=[self.english.pk])
        self.assertContains(self.client.post(address, follow=True), "są w nim strony")


class CopiesInMemory(TrapTestCase):
    def test_a_gallery_whose_rows_were_just_assigned_is_translated_without_an_error(self):
        city_page = make.a_city_page()
        make.in_english(city_page)
        gallery = make.a_gallery(city_page, photos=2)
        translate_object(gallery, [self.english])
        self.assertEqual(self.english_of(gallery).photos.count(), 0)
