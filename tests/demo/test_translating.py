"""Whatever the demo holds can be translated by staff, every text of it."""

from django.db import connection
from wagtail.models import Page

from tests.demo_site import DemoTestCase
from tests.translation.steps import published_in_english, texts_of


class DemoTranslationTests(DemoTestCase):
    @classmethod
    def setUpTestData(cls):
        if connection.vendor == "postgresql":
            # Within one transaction nobody counts the new rows; unaware of them, PostgreSQL chooses plans by
            # which wagtail-localize's deletions take minutes each.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def test_every_page_can_be_said_anew_in_english_and_then_says_all_of_it(self):
        for page in Page.objects.filter(locale__language_code="pl", depth__gt=1).specific():
            with self.subTest(page=page.title):
                english, said = published_in_english(page)
                self.assertTrue(english.live)
                self.assertEqual(sorted(texts_of(english)), sorted(said))
