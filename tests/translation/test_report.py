"""Where are we? The panel and the report, for those who may translate and for those who may not."""

import csv
import re
from datetime import timedelta
from io import BytesIO, StringIO

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation

from articles.models import ArticlePage
from empirie.people.roles import COMMUNICATIONS, TRANSLATOR
from empirie.translation.states import State, state_of
from tests import factories as make
from tests.queries import CountQueries

from .people import a_city_editor, somebody
from .steps import begin_translation, publish_polish


class ReportTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.missing = make.an_article("Nieprzetłumaczony", "nieprzetlumaczony")
        cls.finished = make.an_article("Gotowy", "gotowy")
        for article in (cls.missing, cls.finished):
            publish_polish(article)
        cls.english = make.in_english(cls.finished, title="Finished", lead="It began.")
        cls.translator = somebody(TRANSLATOR)

    def setUp(self):
        self.client.force_login(self.translator)

    def rows(self, **query):
        response = self.client.get(reverse("translation:report"), query)
        self.assertEqual(response.status_code, 200)
        return {page.title: page.state for page in response.context["object_list"]}

    def test_every_published_polish_page_is_listed_with_its_state(self):
        rows = self.rows()
        self.assertEqual(rows["Nieprzetłumaczony"], "missing")
        self.assertEqual(rows["Gotowy"], "complete")
        self.assertNotIn("Finished", rows)

    def test_it_is_filtered_by_state_type_language_and_how_long_readers_have_been_waiting(self):
        self.assertEqual(self.rows(state="missing"), {"Nieprzetłumaczony": "missing"})
        both = self.rows(state=["missing", "complete"])
        self.assertIn("Gotowy", both)
        article = Page.objects.get(pk=self.missing.pk).content_type_id
        self.assertEqual(set(self.rows(content_type=article)), {"Nieprzetłumaczony", "Gotowy"})
        self.assertEqual(self.rows(waiting=30), {})
        ArticlePage.objects.filter(pk=self.missing.pk).update(
            first_published_at=timezone.now() - timedelta(days=31)
        )
        self.assertEqual(self.rows(waiting=30), {"Nieprzetłumaczony": "missing"})
        self.assertEqual(self.rows(waiting=90), {})
        self.assertEqual(len(self.rows(language="en")), len(self.rows()))

    def test_nonsense_in_the_address_is_no_filter(self):
        for query in ({"state": "wrong"}, {"waiting": "abc"}, {"language": "xx"}, {"ordering": "wrong"}):
            with self.subTest(query=query):
                self.assertIn("Gotowy", self.rows(**query))

    def test_who_waits_longest_comes_first_and_what_waits_for_nothing_last(self):
        ArticlePage.objects.filter(pk=self.missing.pk).update(
            first_published_at=timezone.now() - timedelta(days=400)
        )
        self.assertEqual(next(iter(self.rows())), "Nieprzetłumaczony")
        self.assertEqual(next(iter(self.rows(ordering="-waiting_since"))), "Nieprzetłumaczony")

    def test_it_costs_the_same_for_few_pages_and_for_many(self):
        def queries():
            with CountQueries() as counted:
                self.rows()
            return counted.number

        queries()
        before = queries()
        for number in range(12):
            publish_polish(make.an_article(slug=f"kolejny-{number}"))
        self.assertEqual(queries(), before)

    def test_it_is_exported_with_the_words_of_the_screen(self):
        response = self.client.get(reverse("translation:report"), {"export": "csv", "state": "missing"})
        rows = list(csv.DictReader(StringIO(response.getvalue().decode())))
        self.assertEqual([row["Polish page"] for row in rows], ["Nieprzetłumaczony"])
        self.assertEqual(rows[0]["Translation"], "Not translated")
        self.assertTrue(rows[0]["Address"].endswith("/aktualnosci/nieprzetlumaczony/"))
        response = self.client.get(reverse("translation:report"), {"export": "xlsx", "state": "missing"})
        sheet = load_workbook(BytesIO(response.getvalue())).active
        self.assertEqual(sheet["A2"].value, "Nieprzetłumaczony")

    def test_an_empty_list_says_something_kind(self):
        response = self.client.get(reverse("translation:report"), {"state": "machine"})
        self.assertContains(response, "Nothing of this kind waits for a translator.")

    def test_the_report_of_wagtail_localize_leads_here_and_is_not_in_the_menu(self):
        response = self.client.get(reverse("wagtail_localize:translations_report"))
        self.assertRedirects(response, reverse("translation:report"))
        menu = self.client.get(reverse("wagtailadmin_home")).content.decode()
        self.assertIn(reverse("translation:report"), menu)
        self.assertNotIn(reverse("wagtail_localize:translations_report"), menu)


class OneClickTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()
        publish_polish(cls.article)
        cls.communications = somebody(COMMUNICATIONS)
        cls.translator = somebody(TRANSLATOR)

    def click(self, page=None, code="en", user=None):
        self.client.force_login(user or self.translator)
        address = reverse("translation:translate_page", args=[(page or self.article).pk, code])
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(address, {"next": reverse("translation:report")})

    def english(self):
        return self.article.get_translation(make.english_locale())

    def test_one_click_makes_a_draft_and_opens_the_editor(self):
        response = self.click()
        english = self.english()
        self.assertRedirects(response, reverse("wagtailadmin_pages:edit", args=[english.pk]))
        self.assertFalse(english.live)
        self.assertContains(self.client.get(response.url), "js-translation-editor")

    def test_a_second_click_opens_the_same_draft(self):
        self.assertEqual(self.click().url, self.click().url)

    def test_one_click_takes_a_changed_polish_text_over_and_leaves_the_published_english_as_it_is(self):
        english = make.in_english(self.article, title="New homes", lead="It began.")
        self.article.refresh_from_db()
        self.article.title = "Nowsze mieszkania"
        publish_polish(self.article)
        response = self.click()
        self.assertRedirects(response, reverse("wagtailadmin_pages:edit", args=[english.pk]))
        translation = Translation.objects.get(source__object_id=self.article.translation_key)
        self.assertTrue(
            translation.source.stringsegment_set.filter(string__data="Nowsze mieszkania").exists()
        )
        english.refresh_from_db()
        self.assertEqual((english.title, english.live), ("New homes", True))

    def test_where_only_a_shared_date_changed_one_click_prepares_it_and_a_person_publishes(self):
        english = make.in_english(self.article, title="New homes", lead="It began.")
        self.article.refresh_from_db()
        self.article.date = self.article.date.replace(year=2025)
        publish_polish(self.article)
        self.click()
        english = ArticlePage.objects.get(pk=english.pk)
        self.assertTrue(english.has_unpublished_changes)
        self.assertEqual(english.get_latest_revision_as_object().date.year, 2025)
        self.assertEqual(english.get_latest_revision_as_object().title, "New homes")

    def test_a_reworded_text_that_waits_does_not_go_live_with_a_shared_date(self):
        english = make.in_english(self.article, title="New homes", lead="It began.")
        translation = Translation.objects.get(source__object_id=self.article.translation_key)
        for words in StringTranslation.objects.filter(data="New homes"):
            words.data = "Newer homes"
            words.save()
        self.article.refresh_from_db()
        self.article.date = self.article.date.replace(year=2025)
        publish_polish(self.article)
        self.click()
        self.assertEqual(ArticlePage.objects.get(pk=english.pk).title, "New homes")
        self.assertEqual(state_of(self.article, make.english_locale()), State.CHANGED)
        translation.refresh_from_db()
        with self.captureOnCommitCallbacks(execute=True):
            translation.save_target(user=self.communications)
        english = ArticlePage.objects.get(pk=english.pk)
        self.assertEqual((english.title, english.date.year), ("Newer homes", 2025))

    def test_a_page_under_an_untranslated_one_asks_for_that_first(self):
        parent = make.an_information_page("Strony", "strony")
        child = make.an_information_page("Wyniki", "wyniki", parent=parent)
        response = self.click(child)
        self.assertRedirects(response, reverse("translation:report"), fetch_redirect_response=False)
        self.assertContains(self.client.get(response.url), "Translate the page above it first: “Strony”")
        self.assertFalse(
            Page.objects.filter(translation_key=child.translation_key).exclude(pk=child.pk).exists()
        )
        self.assertFalse(parent.has_translation(make.english_locale()))

    def test_nobody_else_translates_nor_sees_the_report_or_the_panel(self):
        city = a_city_editor(self.article)
        self.assertNotEqual(self.click(user=city).status_code, 200)
        self.assertFalse(self.article.has_translation(make.english_locale()))
        response = self.client.get(reverse("translation:report"))
        self.assertRedirects(response, reverse("wagtailadmin_home"))
        response = self.client.get(reverse("wagtailadmin_home"))
        self.assertNotContains(response, reverse("translation:report"))
        results = self.client.get(reverse("wagtail_localize:translations_report_results"), follow=True)
        self.assertNotContains(results, "Nowe mieszkania w Łodzi</a>")

    def test_pages_and_languages_that_do_not_exist(self):
        self.assertEqual(self.click(code="xx").status_code, 404)
        self.assertEqual(self.click(code="pl").status_code, 404)
        self.assertEqual(self.click(Page.get_first_root_node()).status_code, 404)
        self.client.force_login(self.translator)
        self.assertEqual(
            self.client.get(reverse("translation:translate_page", args=[self.article.pk, "en"])).status_code,
            405,
        )

    def test_a_translator_opens_neither_the_polish_editor_nor_publishes_the_english_page(self):
        self.click()
        polish = self.client.get(reverse("wagtailadmin_pages:edit", args=[self.article.pk]))
        self.assertRedirects(polish, reverse("wagtailadmin_home"))
        edit = reverse("wagtailadmin_pages:edit", args=[self.english().pk])
        self.assertNotEqual(self.client.post(edit, {"action": "publish"}).status_code, 200)
        self.assertFalse(self.english().live)


class PanelTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.communications = somebody(COMMUNICATIONS)

    def dashboard(self):
        self.client.force_login(self.communications)
        response = self.client.get(reverse("wagtailadmin_home"))
        panel = re.search(r'id="translations-section".*?</section>', response.content.decode(), re.DOTALL)
        return panel.group() if panel else ""

    def test_counts_lead_to_the_pages_they_count(self):
        for slug in ("pierwszy", "drugi"):
            publish_polish(make.an_article(slug=slug))
        begin_translation(ArticlePage.objects.get(slug="drugi"))
        panel = self.dashboard()
        self.assertIn("?state=missing", panel)
        self.assertIn("?state=draft", panel)
        self.assertNotIn("?state=out_of_date", panel)
        self.assertIn("1 page\n", panel)

    def test_when_nothing_waits_it_says_so_kindly(self):
        self.assertIn("nothing waits. Well done.", self.dashboard())

    def test_it_costs_one_query_for_all_states(self):
        from empirie.translation.panels import TranslationPanel

        request = self.client.get(reverse("wagtailadmin_home")).wsgi_request
        request.user = self.communications
        self.communications.has_perm("wagtail_localize.submit_translation")
        with self.assertNumQueries(2):  # the language, the counts
            TranslationPanel().get_context_data({"request": request})
