"""What is missing, enormous or written from right to left ends in a message or a page, never in an error."""

from django.urls import reverse
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, TranslationSource

from articles.models import ArticlePage
from home.models import HomePage
from tests import factories as make

from .forms import a_draft_in_english, publish_in_editor, submit, translation_of
from .test_no_false_english import EditorTestCase, text

RIGHT_TO_LEFT = "חדשות מהעיר – أخبار المدينة 👩‍👩‍👧🏳️‍🌈"
ENORMOUS = "Łąka 🌼 " * 6250  # 50,000 characters


class WordsTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.an_article(title=RIGHT_TO_LEFT, lead="", body=text(ENORMOUS, RIGHT_TO_LEFT))

    def test_a_page_of_emoji_hebrew_and_fifty_thousand_characters_goes_through_translation(self):
        english = a_draft_in_english(self.article)
        segments = TranslationSource.objects.get_for_instance(self.article).stringsegment_set
        for segment in segments.select_related("string", "context"):
            address = reverse(
                "wagtail_localize:edit_string_translation", args=[translation_of(self.article).pk, segment.pk]
            )
            value = "latin" if segment.context.path == "slug" else f"{segment.string.data}!"
            response = self.client.put(address, f"value={value}", "application/x-www-form-urlencoded")
            self.assertIn(response.status_code, (200, 201))
        with self.captureOnCommitCallbacks(execute=True):
            publish_in_editor(self.client, english)
        english = self.english_of(self.article)
        self.assertTrue(english.live)
        self.assertContains(self.client.get(english.url), RIGHT_TO_LEFT)
        self.assertContains(self.client.get(self.article.url), RIGHT_TO_LEFT)

    def test_a_translated_title_that_is_too_long_gets_a_message_and_is_kept(self):
        make.in_english(self.article, title="News", slug="news-of-the-city")
        translated = StringTranslation.objects.get(
            context__path="title", context__object=self.article.translation_key
        )
        translated.data = ENORMOUS
        translated.save()
        with self.captureOnCommitCallbacks(execute=True):
            response = publish_in_editor(self.client, self.english_of(self.article))
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.english_of(self.article).title, "News")
        translated.refresh_from_db()
        self.assertEqual(translated.data, ENORMOUS)
        self.assertTrue(list(response.context["messages"]))

    def test_enormous_addresses_and_searches_are_answered(self):
        for address in (
            f"/en/news/{'a' * 50_000}/",
            f"/en/search/?q={'ł' * 50_000}",
            "/en/news/%F0%9F%8C%BC/",
        ):
            with self.subTest(address=address[:20]):
                self.assertIn(self.client.get(address).status_code, (200, 404))


class MissingPagesTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.an_article()

    def test_after_its_counterpart_was_deleted_a_page_says_it_has_none_and_can_be_submitted_again(self):
        self.english_of(make.in_english(self.article)).delete()
        self.assertContains(self.client.get(self.article.url), "Ta strona nie ma wersji angielskiej")
        submit(self.client, self.article)
        self.assertFalse(self.english_of(self.article).live)

    def test_syncing_a_page_that_is_gone_is_no_error(self):
        make.in_english(self.article)
        source = TranslationSource.objects.get_for_instance(self.article)
        ArticlePage.objects.get(pk=self.article.pk).delete()
        address = reverse("wagtail_localize:update_translations", args=[source.pk])
        self.assertEqual(self.client.get(address).status_code, 404)

    def test_syncing_after_the_english_page_is_gone_is_no_error(self):
        english = make.in_english(self.article)
        source = TranslationSource.objects.get_for_instance(self.article)
        Page.objects.get(pk=english.pk).delete()
        address = reverse("wagtail_localize:update_translations", args=[source.pk])
        self.assertEqual(self.client.post(address).status_code, 404)

    def test_without_an_english_front_page_nothing_is_submitted_and_the_editor_is_told(self):
        make.polish(HomePage).get_translation(self.english).delete()
        response = submit(self.client, self.article)
        self.assertContains(response, "Najpierw przetłumacz")
        self.assertFalse(self.article.has_translation(self.english))

    def test_without_an_english_front_page_polish_readers_notice_nothing(self):
        make.polish(HomePage).get_translation(self.english).delete()
        self.client.logout()
        for address, status in (("/", 200), (self.article.url, 200), ("/en/", 404), ("/sitemap.xml", 200)):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, status)
