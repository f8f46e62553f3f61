"""A reader finds the site where it is now, whatever a process remembers of where it began."""

from django.core.cache import cache
from django.test import TestCase
from wagtail.models import Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY as KEY
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_VERSION as VERSION

from home.models import HomePage
from tests import factories as make


class MovedByAnotherProcessTests(TestCase):
    """What Wagtail remembers in this process is put back to what it was before the change."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.english_news = HomePage.objects.get(locale__language_code="en").get_children().first()

    def change(self, record, **fields):
        before = Site.get_site_root_paths()
        for name, value in fields.items():
            setattr(record, name, value)
        record.save()
        cache.set(KEY, before, 3600, version=VERSION)

    def test_a_renamed_home_page(self):
        self.change(make.polish(HomePage), slug="nowa-strona")
        self.assertContains(self.client.get("/"), 'rel="canonical"')
        self.assertEqual(self.client.get("/aktualnosci/").status_code, 200)

    def test_the_home_page_of_the_other_language(self):
        address = self.english_news.url
        self.change(HomePage.objects.get(locale__language_code="en"), slug="new-home")
        self.assertRegex(self.client.get("/").content.decode(), r'hreflang="en" href="[^"]+/en/"')
        self.assertEqual(self.client.get(address).status_code, 200)

    def test_another_host(self):
        self.change(Site.objects.get(), hostname="empirie.example", port=443)
        self.assertContains(self.client.get("/"), "https://empirie.example/")
