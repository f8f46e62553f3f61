"""The name of a city or network is written once, in its record."""

from django.urls import reverse
from django.utils import translation
from wagtail_localize.models import StringSegment

from empirie.search.queries import search_pages
from galleries.models import CityPage
from networks.models import NetworkPage
from tests import factories as make
from tests.translation.test_no_false_english import EditorTestCase


class NamesTests(EditorTestCase):
    def test_a_page_bears_the_name_of_its_record_whatever_it_was_called(self):
        page = make.a_city_page(title="Miasto Łódź")
        self.assertEqual(page.title, "Łódź")

    def test_a_network_is_named_in_each_language(self):
        page = make.a_network_page()
        english = make.in_english(page)
        self.assertEqual((page.title, english.title), ("Miasto zielone", "Green Cities"))

    def test_the_language_of_the_editor_does_not_matter(self):
        with translation.override("en"):
            self.assertEqual(make.a_network_page().title, "Miasto zielone")

    def test_a_new_name_reaches_pages_drafts_lists_and_search(self):
        page = make.a_network_page()
        english = make.in_english(page)
        page.save_revision()
        network = page.network
        network.name_pl, network.name_en = "Zielone osiedla", "Green Districts"
        network.save()
        page.refresh_from_db()
        english.refresh_from_db()
        self.assertEqual((page.title, page.draft_title), ("Zielone osiedla", "Zielone osiedla"))
        self.assertEqual((english.title, english.draft_title), ("Green Districts", "Green Districts"))
        self.assertEqual(page.slug, "miasto-zielone")
        page.get_latest_revision().publish()
        self.assertEqual(NetworkPage.objects.get(pk=page.pk).title, "Zielone osiedla")
        self.assertContains(self.client.get("/sieci/"), "Zielone osiedla")
        self.assertContains(self.client.get(english.url), "<h1>Green Districts</h1>")
        self.assertEqual([found.pk for found in search_pages("osiedla", page.locale)], [page.pk])

    def test_a_city_under_a_new_name(self):
        page = make.a_city_page()
        page.city.name = "Łódź Nowa"
        page.city.save()
        self.assertEqual(CityPage.objects.get(pk=page.pk).title, "Łódź Nowa")
        self.assertContains(self.client.get("/miasta/"), "Łódź Nowa")

    def test_the_form_offers_no_other_title_and_makes_the_page_without_one(self):
        city = make.a_city()
        parent = make.a_city_page(make.a_city("Krosno", "krosno")).get_parent()
        address = reverse("wagtailadmin_pages:add", args=["galleries", "citypage", parent.pk])
        self.assertNotContains(self.client.get(address), 'name="title"')
        words = {"city": city.pk, "lead": "", "slug": "", "cover_description": "", "body-count": 0}
        words |= {"action-publish": "action-publish", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
        response = self.client.post(address, words, follow=True)
        self.assertEqual(response.status_code, 200)
        page = CityPage.objects.get(city=city)
        self.assertEqual((page.title, page.slug, page.live), ("Łódź", "lodz", True))

    def test_the_translator_is_not_asked_for_the_name(self):
        page = make.a_city_page()
        make.in_english(page)
        asked = StringSegment.objects.filter(source__object_id=page.translation_key)
        self.assertNotIn("title", [segment.context.path for segment in asked])
