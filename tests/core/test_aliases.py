"""An editor is never told that a page is published where readers find nothing: aliases are not offered."""

import json
from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from articles.models import ArticlePage
from tests import factories as make


class AliasTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.article = make.an_article()

    def setUp(self):
        self.client.force_login(
            User.objects.create_superuser("redakcja", "redakcja@empirie.example", "haslo")
        )

    def aliases(self):
        return Page.objects.filter(alias_of__isnull=False)

    def test_a_page_can_be_copied_and_not_doubled(self):
        address = reverse("wagtailadmin_pages:copy", args=[self.article.pk])
        self.assertNotContains(self.client.get(address), 'name="alias"')
        form = {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": self.article.get_parent().pk}
        self.client.post(address, form | {"alias": "on"})
        self.assertEqual(list(self.aliases()), [])
        self.assertFalse(ArticlePage.objects.get(slug="kopia").live)

    def test_the_api_of_the_admin_says_why_not(self):
        address = reverse("wagtailadmin_api:pages:action", args=[self.article.pk, "create_alias"])
        answer = self.client.post(
            address, json.dumps({"update_slug": "drugi"}), content_type="application/json"
        )
        self.assertEqual(answer.status_code, 400)
        self.assertIn("jeden adres", answer.json()["alias_of"][0])
        self.assertEqual(list(self.aliases()), [])

    def test_no_script_makes_one(self):
        with self.assertRaises(ValidationError):
            self.article.create_alias(update_slug="drugi")

    def test_what_stands_in_for_a_translation_stays_offline_when_the_polish_page_is_published(self):
        alias = self.article.copy_for_translation(make.english_locale(), alias=True)
        self.article.title = "Nowy tytuł"
        self.article.save_revision().publish()
        alias.refresh_from_db()
        self.assertEqual((alias.title, alias.live), ("Nowy tytuł", False))

    def test_aliases_from_before_become_drafts_of_their_own(self):
        stand_in = self.article.copy_for_translation(make.english_locale(), alias=True)
        other = make.an_article("Drugi adres", "drugi")
        Page.objects.filter(pk=other.pk).update(alias_of=self.article.pk)
        import_module("empirie.core.migrations.0003_aliases_become_drafts").make_drafts(apps, None)
        other.refresh_from_db()
        stand_in.refresh_from_db()
        self.assertEqual((other.alias_of_id, other.live), (None, False))
        self.assertEqual(stand_in.alias_of_id, self.article.pk)
        self.assertEqual(
            self.client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code, 200
        )
