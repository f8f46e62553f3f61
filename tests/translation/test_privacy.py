"""A page that is made private is private in both languages, from the same moment and by whatever door."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from empirie.search.queries import search_pages
from home.models import InformationPage
from tests import factories as make

from .forms import a_draft_in_english
from .test_no_false_english import EditorTestCase

NOTHING = {"restriction_type": "none"}
PASSWORD = {"restriction_type": "password", "password": "tajne"}
LOGIN = {"restriction_type": "login"}


class PrivacyTestCase(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.parent = make.an_information_page("Konsultacje", "konsultacje")
        self.child = make.an_information_page("Tajny plan", "tajny-plan", parent=self.parent)
        make.in_english(self.parent, title="Consultations")
        make.in_english(self.child, title="Secret plan")
        self.reader = Client()

    def address(self, page):
        return reverse("wagtailadmin_pages:set_privacy", args=[page.pk])

    def set_privacy(self, page, form):
        with self.captureOnCommitCallbacks(execute=True):
            answer = self.client.post(self.address(page), form)
        self.assertEqual(answer.status_code, 200)
        return answer.json()

    def versions(self, *pages):
        return [version for page in pages for version in (page, self.english_of(page))]

    def shows(self, page):
        answer = self.reader.get(page.url)
        return answer.status_code == 200 and page.title in answer.content.decode().partition("<main")[2]

    def assert_private(self, *pages):
        for version in self.versions(*pages):
            with self.subTest(page=version.title):
                self.assertFalse(self.shows(version))

    def assert_public(self, *pages):
        for version in self.versions(*pages):
            with self.subTest(page=version.title):
                self.assertTrue(self.shows(version))

    def rules(self, page):
        return [
            (rule.restriction_type, rule.password, sorted(group.name for group in rule.groups.all()))
            for rule in page.view_restrictions.order_by("pk")
        ]

    def assert_same_rules(self, page):
        self.assertEqual(self.rules(self.english_of(page)), self.rules(page))


class BothLanguagesTests(PrivacyTestCase):
    def test_both_languages_and_what_stands_below_are_hidden_and_shown_again(self):
        city = Group.objects.create(name="Miasto")
        for form in (PASSWORD, LOGIN, {"restriction_type": "groups", "groups": [city.pk]}):
            with self.subTest(kind=form["restriction_type"]):
                self.assert_public(self.parent, self.child)
                self.set_privacy(self.parent, form)
                self.assert_private(self.parent, self.child)
                self.assert_same_rules(self.parent)
                self.set_privacy(self.parent, NOTHING)
        self.assert_public(self.parent, self.child)

    def test_a_changed_password_and_changed_groups_hold_for_both(self):
        old, new = (Group.objects.create(name=name) for name in ("Dawna", "Nowa"))
        for form in (
            PASSWORD,
            PASSWORD | {"password": "nowe"},
            {"restriction_type": "groups", "groups": [old.pk]},
            {"restriction_type": "groups", "groups": [new.pk]},
            LOGIN,
        ):
            with self.subTest(form=form):
                self.set_privacy(self.parent, form)
                self.assert_same_rules(self.parent)
        self.assertEqual(PageViewRestriction.objects.count(), 2)

    def test_the_password_opens_the_english_page_as_well(self):
        self.set_privacy(self.parent, PASSWORD)
        english = self.english_of(self.parent)
        rule = english.view_restrictions.get()
        door = reverse("wagtailcore_authenticate_with_password", args=[rule.pk, english.pk])
        answer = self.reader.post(door, {"password": "tajne", "return_url": english.url})
        self.assertEqual(answer.url, english.url)
        self.assertTrue(self.shows(english))

    def test_a_script_and_the_groups_own_side_reach_both(self):
        rule = PageViewRestriction.objects.create(page=self.parent, restriction_type="groups")
        self.assert_same_rules(self.parent)
        group = Group.objects.create(name="Miasto")
        group.pageviewrestriction_set.add(rule)
        self.assert_same_rules(self.parent)
        PageViewRestriction.objects.filter(page=self.parent).delete()
        self.assert_public(self.parent)

    def test_english_that_is_made_later_is_private_from_the_first_moment(self):
        page = make.an_information_page("Później", "pozniej")
        self.set_privacy(page, PASSWORD)
        a_draft_in_english(page)
        self.assert_same_rules(page)
        make.in_english(page, title="Later")
        self.assert_private(page)

    def test_a_page_that_moves_below_a_private_one_is_hidden_in_both(self):
        page = make.an_information_page("Notatka", "notatka")
        make.in_english(page, title="Note")
        self.set_privacy(self.parent, LOGIN)
        self.assert_public(page)
        Page.objects.get(pk=page.pk).move(self.parent, pos="last-child")
        self.assert_private(InformationPage.objects.get(pk=page.pk))

    def test_both_are_deleted_and_translated_again_as_before(self):
        self.set_privacy(self.parent, PASSWORD)
        self.english_of(self.parent).delete()
        self.assertEqual(self.rules(self.parent), [("password", "tajne", [])])
        make.in_english(self.parent)
        self.assert_private(self.parent)
        InformationPage.objects.get(pk=self.parent.pk).delete()
        self.assertFalse(PageViewRestriction.objects.exists())

    def test_lists_search_sitemap_and_files_follow(self):
        file = make.a_download()
        for page in self.versions(self.child):
            page.body = [("downloads", {"title": "", "documents": [file]})]
            page.save_revision(clean=False).publish()
        english = self.english_of(self.child)
        self.assertEqual(self.reader.get(file.url).status_code, 200)
        self.set_privacy(self.parent, PASSWORD)
        self.assertNotIn(english.url, self.reader.get("/sitemap.xml").content.decode())
        self.assertEqual([page.pk for page in search_pages("secret", self.english)], [])
        self.assertEqual(self.reader.get(file.url).status_code, 404)
        self.set_privacy(self.parent, NOTHING)
        self.assertIn(english.url, self.reader.get("/sitemap.xml").content.decode())


class DialogTests(PrivacyTestCase):
    def words(self, page):
        return self.client.get(self.address(page)).json()["html"]

    def test_it_says_that_english_goes_along_even_before_there_is_any(self):
        self.assertIn("Consultations", self.words(self.parent))
        self.assertIn("angielskiej", self.words(make.an_information_page("Sama", "sama")))

    def test_english_can_be_hidden_alone_and_the_dialog_says_so(self):
        english = self.english_of(self.parent)
        self.assertIn("tylko angielskiej strony", self.words(english))
        self.set_privacy(english, LOGIN)
        self.assertFalse(self.shows(english))
        self.assertTrue(self.shows(self.parent))
        self.set_privacy(english, NOTHING)
        self.assertTrue(self.shows(english))

    def test_english_does_not_become_public_alone_and_the_dialog_leads_to_polish(self):
        self.set_privacy(self.parent, PASSWORD)
        english = self.english_of(self.parent)
        words = self.words(english)
        self.assertIn(reverse("wagtailadmin_pages:edit", args=[self.parent.pk]), words)
        self.assertNotIn("<form", words)
        self.assertIn("Konsultacje", self.set_privacy(english, NOTHING)["html"])
        english.view_restrictions.get().delete()
        self.assert_same_rules(self.parent)
        self.assert_private(self.parent)

    def test_the_translation_editor_opens_one_dialog_and_not_an_empty_one_above_it(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.english_of(self.parent).pk])
        screen = self.client.get(edit)
        self.assertTemplateUsed(screen, "wagtail_localize/admin/edit_translation.html")
        self.assertContains(screen, 'id="set-privacy"', count=1)


class OlderSitesTests(PrivacyTestCase):
    def test_english_that_was_left_public_is_hidden_by_the_migration(self):
        group = Group.objects.create(name="Miasto")
        self.set_privacy(self.parent, {"restriction_type": "groups", "groups": [group.pk]})
        copies = PageViewRestriction.objects.filter(page=self.english_of(self.parent))
        groups = PageViewRestriction.groups.through.objects.filter(pageviewrestriction__in=copies)
        for rows in (groups, copies):
            rows._raw_delete(rows.db)
        self.assertTrue(self.shows(self.english_of(self.parent)))
        migration = import_module("empirie.translation.migrations.0001_privacy_of_both_languages")
        for _time in range(2):
            migration.hide_english_of_private_pages(apps, None)
        self.assert_same_rules(self.parent)
