"""Polish text never stands under /en/ as English, whichever door an editor takes."""

import datetime
import json
from io import StringIO

from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.operations import translate_object
from wagtail_localize.synctree import create_aliases_for_new_page

from articles.models import ArticlePage
from empirie.core.completeness import UnfinishedTranslation, texts_left_in_polish
from empirie.search.queries import search_pages
from galleries.models import CityPage
from tests import factories as make

from .forms import (
    a_draft_in_english,
    an_administrator,
    publish,
    publish_in_editor,
    submit,
    sync,
    translate,
    translation_of,
)


def text(*paragraphs):
    words = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return json.dumps([{"type": "text", "value": words, "id": "words"}])


class EditorTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.english = make.english_locale()
        cls.administrator = an_administrator()

    def setUp(self):
        self.client.force_login(self.administrator)

    def english_of(self, page):
        return Page.objects.get(translation_key=page.translation_key, locale=self.english).specific

    def post(self, name, page, **words):
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(reverse(name, args=[page.pk]), words, follow=True)


class SubmittingTests(EditorTestCase):
    def test_submitting_a_live_page_makes_a_draft_that_no_reader_sees(self):
        article = make.an_article()
        with self.captureOnCommitCallbacks(execute=True):
            submit(self.client, article)
        self.assertFalse(self.english_of(article).live)
        self.assertEqual(self.client.get(f"/en/news/{article.slug}/").status_code, 404)

    def test_an_alias_that_is_submitted_becomes_a_draft_and_not_a_live_polish_page(self):
        article = make.an_article()
        alias = article.copy_for_translation(self.english, alias=True)
        Page.objects.filter(pk=alias.pk).update(
            live=True
        )  # as Wagtail does when the Polish page is published
        with self.captureOnCommitCallbacks(execute=True):
            submit(self.client, article)
        english = self.english_of(article)
        self.assertEqual((english.live, english.alias_of_id), (False, None))
        self.assertEqual(self.client.get(english.url).status_code, 404)

    def test_a_page_below_an_untranslated_one_is_asked_to_wait_for_its_parent(self):
        gallery = make.a_gallery(make.a_city_page())
        response = submit(self.client, gallery)
        self.assertContains(response, "Najpierw przetłumacz „Łódź”")
        self.assertFalse(gallery.has_translation(self.english))
        self.assertEqual(CityPage.objects.filter(locale=self.english).count(), 0)
        parent_form = reverse("wagtail_localize:submit_page_translation", args=[gallery.get_parent().pk])
        self.assertContains(response, parent_form)

    def test_after_its_parent_the_page_is_translated_as_any_other(self):
        city_page = make.a_city_page()
        gallery = make.a_gallery(city_page)
        submit(self.client, city_page)
        submit(self.client, gallery)
        self.assertEqual(self.english_of(gallery).get_parent().specific, self.english_of(city_page))

    def test_a_city_with_its_galleries_is_submitted_in_one_go(self):
        city_page = make.a_city_page()
        gallery = make.a_gallery(city_page)
        submit(self.client, city_page, include_subtree="on")
        self.assertFalse(self.english_of(gallery).live)
        self.assertIsNone(self.english_of(gallery).alias_of_id)

    def test_parents_that_a_script_copies_along_are_not_live(self):
        gallery = make.a_gallery(make.a_city_page())
        translate_object(gallery, [self.english])
        self.assertFalse(self.english_of(gallery.get_parent()).live)

    def test_an_alias_that_becomes_a_page_of_its_own_is_a_draft(self):
        article = make.an_article()
        alias = article.copy_for_translation(self.english, alias=True)
        Page.objects.filter(pk=alias.pk).update(live=True)
        self.post("wagtailadmin_pages:convert_alias", alias)
        english = self.english_of(article)
        self.assertEqual((english.live, english.alias_of_id), (False, None))
        self.assertEqual(self.client.get(english.url).status_code, 404)

    def test_an_alias_is_found_in_no_english_list_search_or_sitemap(self):
        article = make.an_article(title="Żubry wracają")
        alias = article.copy_for_translation(self.english, alias=True)
        publish(article)
        create_aliases_for_new_page(article)
        Page.objects.filter(pk=alias.pk).update(live=True)  # as it was before we kept it offline
        alias.refresh_from_db()
        self.assertEqual(list(search_pages("żubry", self.english)), [])
        self.assertEqual(ArticlePage.objects.readable().filter(locale=self.english).count(), 0)
        self.assertNotContains(self.client.get("/en/news/"), "Żubry")
        self.assertNotContains(self.client.get("/sitemap.xml"), alias.url)


class PublishingTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.an_article(body=text("Pierwszy akapit.", "Drugi akapit."))

    def half_translated(self):
        english = a_draft_in_english(self.article)
        translate(self.article, "title", "New homes")
        translation_of(self.article).save_target(publish=False)
        return self.english_of(english)

    def test_the_translation_editor_refuses_and_says_how_many_texts_are_missing(self):
        english = self.half_translated()
        with self.captureOnCommitCallbacks(execute=True):
            response = publish_in_editor(self.client, english)
        # The lead and two paragraphs; the address may stay Polish.
        self.assertContains(response, "3 teksty są jeszcze po polsku")
        self.assertFalse(self.english_of(self.article).live)

    def test_a_finished_translation_is_published(self):
        english = self.half_translated()
        translate(self.article, "lead", "It began.")
        strings = translation_of(self.article).source.stringsegment_set.filter(
            context__path__startswith="body"
        )
        for segment, words in zip(strings.order_by("order"), ("First.", "Second."), strict=True):
            segment.string.translations.create(
                context=segment.context, locale=self.english, data=words, translation_type="manual"
            )
        with self.captureOnCommitCallbacks(execute=True):
            publish_in_editor(self.client, english)
        self.assertContains(self.client.get(self.english_of(self.article).url), "Second.")

    def test_an_emptied_translation_counts_as_missing(self):
        english = make.in_english(self.article, lead="It began.", body=text("First.", "Second."))
        translate(self.article, "lead", "")
        with self.captureOnCommitCallbacks(execute=True):
            response = publish_in_editor(self.client, english)
        self.assertContains(response, "1 tekst jest jeszcze po polsku")
        self.assertEqual(self.english_of(self.article).lead, "It began.")

    def test_a_bulk_action_publishes_nothing_and_names_the_page(self):
        english = self.half_translated()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = self.client.post(f"{address}?id={english.pk}&next=/admin/", follow=True)
        self.assertContains(response, "teksty są jeszcze po polsku")
        self.assertFalse(self.english_of(self.article).live)

    def test_a_bulk_action_on_the_parent_does_not_publish_its_unfinished_pages(self):
        self.half_translated()
        news = self.english_of(self.article).get_parent()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = self.client.post(
            f"{address}?id={news.pk}&next=/admin/", {"include_descendants": "on"}, follow=True
        )
        self.assertContains(response, "teksty są jeszcze po polsku")
        self.assertFalse(self.english_of(self.article).live)

    def test_the_api_of_the_admin_refuses_too(self):
        english = self.half_translated()
        address = reverse("wagtailadmin_api:pages:action", args=[english.pk, "publish"])
        response = self.client.post(address)
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.english_of(self.article).live)

    def test_a_script_is_stopped(self):
        with self.assertRaises(UnfinishedTranslation):
            self.half_translated().get_latest_revision().publish()
        self.assertFalse(self.english_of(self.article).live)

    def test_stopping_the_translation_does_not_let_polish_sentences_through(self):
        article = make.an_article(slug="zdania", body=text("To jest całe zdanie po polsku."))
        english = a_draft_in_english(article)
        translation = translation_of(article)
        translation.enabled = False
        translation.save()
        with self.assertRaises(UnfinishedTranslation):
            english.specific.get_latest_revision().publish()

    def test_a_page_written_in_english_needs_no_polish_one(self):
        news = make.polish(type(self.article.get_parent().specific)).get_translation(self.english)
        page = news.add_child(
            instance=ArticlePage(title="Written in English", slug="own", date=make.DAY, locale=self.english)
        )
        self.assertEqual(texts_left_in_polish(page), [])
        page.save_revision().publish()


class UpdatingTests(EditorTestCase):
    """The Polish page changes after its English version is finished."""

    def setUp(self):
        super().setUp()
        self.article = make.an_article(body=text("Pierwszy akapit.", "Drugi akapit."))
        make.in_english(self.article, title="New homes", lead="It began.", body=text("First.", "Second."))

    def change(self):
        publish(self.article, title="Jeszcze nowsze mieszkania", body=text("Pierwszy akapit.", "Zmieniony."))

    def assert_english_stands(self):
        english = self.english_of(self.article)
        self.assertTrue(english.live)
        response = self.client.get(english.url)
        self.assertContains(response, "New homes")
        self.assertContains(response, "Second.")
        self.assertNotContains(response, "Zmieniony")

    def test_a_changed_polish_paragraph_leaves_the_english_one_standing(self):
        self.change()
        self.assert_english_stands()

    def test_syncing_leaves_it_standing_and_asks_for_the_new_texts(self):
        self.change()
        with self.captureOnCommitCallbacks(execute=True):
            sync(self.client, self.article)
        self.assert_english_stands()
        total, done = translation_of(self.article).get_progress()
        self.assertEqual(total - done, 2)

    def test_the_box_publish_immediately_is_gone_and_a_forged_one_is_refused(self):
        self.change()
        form = self.client.get(
            reverse("wagtail_localize:update_translations", args=[translation_of(self.article).source.pk])
        )
        self.assertNotContains(form, "publish_translations")
        with self.captureOnCommitCallbacks(execute=True):
            response = sync(self.client, self.article, publish_translations="on")
        self.assertContains(response, "strona po stronie")
        self.assert_english_stands()

    def test_publishing_halfway_through_an_update_leaves_it_standing(self):
        self.change()
        sync(self.client, self.article)
        with self.captureOnCommitCallbacks(execute=True):
            publish_in_editor(self.client, self.english_of(self.article))
        self.assert_english_stands()

    def test_a_script_that_saves_the_target_halfway_leaves_it_standing(self):
        self.change()
        source = translation_of(self.article).source
        source.update_from_db()
        for is_published in (True, False):
            with self.subTest(publish=is_published), self.captureOnCommitCallbacks(execute=True):
                with self.assertRaisesMessage(Exception, "po polsku"):
                    translation_of(self.article).save_target(publish=is_published)
                self.assert_english_stands()

    def test_an_update_translates_what_polish_readers_see_and_not_a_draft(self):
        draft = ArticlePage.objects.get(pk=self.article.pk)
        draft.title = "Tytuł, o którym jeszcze rozmawiamy"
        draft.save_revision()
        sync(self.client, self.article)
        strings = translation_of(self.article).source.stringsegment_set.filter(context__path="title")
        self.assertEqual([segment.string.data for segment in strings], ["Nowe mieszkania w Łodzi"])


class SchedulingTests(EditorTestCase):
    """Each language has its own timetable."""

    def setUp(self):
        super().setUp()
        self.article = make.an_article()

    def schedule(self, page, **times):
        page = page.specific_class.objects.get(pk=page.pk)
        for field, value in times.items():
            setattr(page, field, value)
        return page.save_revision()

    def run_the_timetable(self):
        call_command("publish_scheduled", stdout=StringIO())

    def test_english_goes_live_at_its_own_hour(self):
        english = make.in_english(self.article, lead="It began.")
        english.unpublish()
        hour_ago = timezone.now() - datetime.timedelta(hours=1)
        revision = self.schedule(english, go_live_at=hour_ago)
        revision.approved_go_live_at = hour_ago
        revision.save()
        self.run_the_timetable()
        self.assertTrue(self.english_of(self.article).live)

    def test_english_expires_alone(self):
        english = make.in_english(self.article, lead="It began.")
        Page.objects.filter(pk=english.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
        self.run_the_timetable()
        self.assertFalse(self.english_of(self.article).live)
        self.article.refresh_from_db()
        self.assertTrue(self.article.live)

    def test_an_unfinished_translation_waits_and_holds_up_nobody(self):
        minute_ago = timezone.now() - datetime.timedelta(minutes=1)
        unfinished = a_draft_in_english(self.article)
        other = make.an_article(title="Inny artykuł", slug="inny")
        other.unpublish()
        for page, due in ((unfinished, minute_ago - datetime.timedelta(hours=1)), (other, minute_ago)):
            revision = self.schedule(page, go_live_at=due)
            revision.approved_go_live_at = due
            revision.save()
        with self.assertLogs("empirie.core.pages", "WARNING"):
            self.run_the_timetable()
        self.assertFalse(self.english_of(self.article).live)
        other.refresh_from_db()
        self.assertTrue(other.live)

    def test_publishing_polish_publishes_no_english(self):
        english = a_draft_in_english(self.article)
        publish(self.article, title="Jeszcze raz")
        english.refresh_from_db()
        self.assertFalse(english.live)
