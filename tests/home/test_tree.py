"""`build_site` makes the trunk of both language trees, and repairs it."""

from io import StringIO

from django.core.management import call_command
from django.test import TestCase, override_settings
from wagtail.models import Page, Site

from articles.models import ArticleIndexPage
from home.models import HomePage, Navigation
from home.tree import BRANCHES, build_tree
from tests import factories as make


class BuildSiteTests(TestCase):
    def build(self):
        call_command("build_site", stdout=StringIO())

    def test_both_languages_get_a_home_and_every_list_page(self):
        self.build()
        for address in (
            "/",
            "/en/",
            "/aktualnosci/",
            "/en/news/",
            "/miasta/",
            "/en/cities/",
            "/galerie-miast/",
        ):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 200)
        self.assertEqual(Page.objects.filter(depth=3).count(), 2 * len(BRANCHES))

    def test_running_again_changes_nothing(self):
        self.build()
        before = list(Page.objects.order_by("path").values_list("path", "title", "slug", "live", "numchild"))
        self.build()
        after = list(Page.objects.order_by("path").values_list("path", "title", "slug", "live", "numchild"))
        self.assertEqual(before, after)

    def test_what_an_editor_changed_is_kept(self):
        self.build()
        index = make.polish(ArticleIndexPage)
        index.title = "Co nowego"
        index.save_revision().publish()
        self.build()
        self.assertEqual(make.polish(ArticleIndexPage).title, "Co nowego")

    def test_the_dashboard_greets_with_the_name_of_the_site_and_not_with_its_host(self):
        self.build()
        self.assertEqual(Site.objects.get().site_name, "Empirie")
        Site.objects.update(site_name="Empirie – próba")
        self.build()
        self.assertEqual(Site.objects.get().site_name, "Empirie – próba")

    def test_a_deleted_list_page_comes_back_in_both_languages(self):
        self.build()
        ArticleIndexPage.objects.get(locale__language_code="pl").delete()
        self.build()
        self.assertEqual(self.client.get("/en/news/").status_code, 200)
        self.assertEqual(self.client.get("/aktualnosci/").status_code, 200)

    def test_the_page_tree_is_sound_and_the_welcome_page_is_gone(self):
        self.build()
        self.assertEqual([problems for problems in Page.find_problems() if problems], [])
        self.assertEqual(Page.objects.filter(depth=2).count(), HomePage.objects.count())

    @override_settings(SITE_URL="https://empirie.example")
    def test_the_site_answers_at_the_address_of_the_settings(self):
        self.build()
        site = Site.objects.get()
        self.assertEqual(
            (site.hostname, site.port, site.root_url), ("empirie.example", 443, "https://empirie.example")
        )

    def test_the_first_menu_names_the_list_pages_and_is_then_the_editors(self):
        home = build_tree()
        navigation = Navigation.for_site(home.get_site())
        self.assertEqual(navigation.menu_links.count(), 6)
        navigation.menu_links = navigation.menu_links.all()[:2]
        navigation.save()
        build_tree()
        self.assertEqual(Navigation.for_site(home.get_site()).menu_links.count(), 2)
