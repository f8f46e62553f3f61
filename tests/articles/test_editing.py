"""An editor writes, publishes and translates an article in the admin, and readers see it on both sides."""

from urllib.parse import urlencode

from django.contrib.auth.models import Group, User
from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringSegment, Translation

from articles.models import ArticleIndexPage, ArticlePage
from empirie.people.roles import COMMUNICATIONS, sync_roles
from tests import factories as make


class WritingAnArticleTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        sync_roles()
        cls.topic = make.a_topic()
        cls.editor = User.objects.create_user("redaktorka", password="haslo")
        cls.editor.groups.add(Group.objects.get(name=COMMUNICATIONS))

    def setUp(self):
        self.client.force_login(self.editor)

    def form(self, **changed):
        data = nested_form_data(
            {
                "title": "Park w Żarach",
                "slug": "park-w-zarach",
                "lead": "Sto drzew.",
                "date": "2026-05-14",
                "cover": "",
                "cover_description": "",
                "cover_caption": "",
                "body": streamfield([("text", rich_text("<p>Posadzono sto drzew.</p>"))]),
                "event_starts": "",
                "event_ends": "",
                "author_line": "",
                "source_line": "",
                "seo_title": "",
                "search_description": "",
                "comments": inline_formset([]),
            }
            | changed
        )
        return data | {"topics": [self.topic.pk]}

    def create(self, **changed):
        address = reverse(
            "wagtailadmin_pages:add", args=("articles", "articlepage", make.polish(ArticleIndexPage).pk)
        )
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(address, self.form(**changed), follow=True)

    def test_the_admin_opens_and_shows_the_form_of_every_page_type(self):
        self.assertEqual(self.client.get("/admin/").status_code, 200)
        parent = make.polish(ArticleIndexPage).pk
        address = reverse("wagtailadmin_pages:add", args=("articles", "articlepage", parent))
        self.assertContains(self.client.get(address), "Żywność")

    def test_a_published_article_is_on_the_site_with_its_subjects(self):
        self.create(**{"action-publish": "1"})
        article = ArticlePage.objects.get(slug="park-w-zarach")
        self.assertEqual(list(article.topics.all()), [self.topic])
        self.client.logout()
        self.assertContains(self.client.get("/aktualnosci/park-w-zarach/"), "Posadzono sto drzew.")
        self.assertContains(self.client.get("/aktualnosci/"), "Park w")

    def test_a_draft_may_be_unfinished_and_is_not_public(self):
        photo = make.a_photo()
        self.create(cover=photo.pk)
        self.assertFalse(ArticlePage.objects.get(slug="park-w-zarach").live)
        self.client.logout()
        self.assertEqual(self.client.get("/aktualnosci/park-w-zarach/").status_code, 404)

    def test_a_cover_without_a_description_cannot_be_published_and_nothing_is_lost(self):
        response = self.create(cover=make.a_photo().pk, **{"action-publish": "1"})
        self.assertFalse(ArticlePage.objects.filter(slug="park-w-zarach").exists())
        self.assertContains(response, "Posadzono sto drzew.")
        self.assertIn("cover_description", response.context["form"].errors)

    def test_an_article_is_translated_in_the_admin_and_readers_see_both(self):
        self.create(**{"action-publish": "1"})
        article = ArticlePage.objects.get(slug="park-w-zarach")
        submit = reverse("wagtail_localize:submit_page_translation", args=(article.pk,))
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(submit, {"locales": [make.english_locale().pk]})
        english = article.get_translation(make.english_locale())
        self.assertFalse(english.live, "Polish text must not be live under /en/")

        self.translate(article, {"Park w Żarach": "A park in Żary", "park-w-zarach": "a-park-in-zary"})
        with self.captureOnCommitCallbacks(execute=True):
            edit = reverse("wagtailadmin_pages:edit", args=(english.pk,))
            self.client.post(edit, {"action": "publish"})
        self.client.logout()
        self.assertContains(self.client.get("/en/news/a-park-in-zary/"), "A park in")
        self.assertContains(self.client.get("/aktualnosci/park-w-zarach/"), 'hreflang="en"')

    def translate(self, article, words):
        """Save every string as the translation editor does; what `words` lacks gets an English text."""
        translation = Translation.objects.get(source__object_id=article.translation_key)
        for segment in StringSegment.objects.filter(source=translation.source):
            address = reverse("wagtail_localize:edit_string_translation", args=(translation.pk, segment.pk))
            text = words.get(segment.string.data, "In English.")
            response = self.client.put(
                address, urlencode({"value": text}), content_type="application/x-www-form-urlencoded"
            )
            self.assertIn(response.status_code, (200, 201), response.content[:300])
