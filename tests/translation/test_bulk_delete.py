"""Deleting several pages at once, of which one takes another along."""

from urllib.parse import urlencode

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from tests import factories as make


class BulkDeleteTests(TestCase):
    def delete(self, *pages):
        self.client.force_login(make.an_editor(is_superuser=True))
        address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
        chosen = urlencode([("id", page.pk) for page in pages])
        form = {"wagtail_site_name": "Empirie", "confirm_site_name": "Empirie", "next": "/admin/"}
        return self.client.post(f"{address}?{chosen}", form, follow=True)

    def test_a_page_and_the_page_above_it_are_deleted_in_whichever_order_they_were_chosen(self):
        make.a_site()
        city_page = make.a_city_page()
        gallery = make.a_gallery(city_page)
        response = self.delete(gallery, city_page)
        self.assertEqual(response.status_code, 200)
        self.assertFalse(Page.objects.filter(pk__in=[gallery.pk, city_page.pk]).exists())

    def test_a_page_and_its_english_version_are_deleted_together(self):
        make.a_site()
        article = make.an_article()
        english = make.in_english(article)
        response = self.delete(article, english)
        self.assertEqual(response.status_code, 200)
        self.assertFalse(Page.objects.filter(pk__in=[article.pk, english.pk]).exists())
