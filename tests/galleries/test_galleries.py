"""A gallery's photos are one set, shown in both languages, each with its own words."""

from django.db.models import ProtectedError
from django.test import TestCase
from django.utils import timezone
from lxml import html

from galleries.models import GalleryPage, GalleryPhoto
from tests import factories as make
from tests.queries import CountQueries


class GalleryTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()
        cls.gallery = make.a_gallery(cls.city_page)
        make.in_english(cls.city_page)

    def test_the_english_gallery_shows_the_polish_gallerys_photos_without_copying_them(self):
        english = make.in_english(self.gallery)
        self.assertEqual(
            [row.pk for row in english.shown_photos()], [row.pk for row in self.gallery.shown_photos()]
        )
        self.assertEqual(GalleryPhoto.objects.filter(page=english).count(), 0)

    def test_a_missing_english_description_is_given_in_polish_and_marked_so(self):
        english = make.in_english(self.gallery)
        markup = self.client.get(english.url).content.decode()
        self.assertIn("Rzeka, zdjęcie 0", markup)
        self.assertIn('lang="pl"', markup.split("<main", 1)[1])

    def test_a_photo_added_in_polish_is_in_english_at_once(self):
        english = make.in_english(self.gallery)
        self.gallery.photos.add(GalleryPhoto(photo=make.a_photo(), alt_pl="Nowe", sort_order=9))
        self.gallery.save_revision().publish()
        self.assertEqual(len(GalleryPage.objects.get(pk=english.pk).shown_photos()), 3)

    def test_a_withdrawn_photo_is_in_neither_language(self):
        english = make.in_english(self.gallery)
        photo = self.gallery.photos.first().photo
        photo.withdrawn_at = timezone.now()
        photo.save()
        self.assertEqual(len(GalleryPage.objects.get(pk=self.gallery.pk).shown_photos()), 1)
        self.assertEqual(len(english.shown_photos()), 1)

    def test_a_photo_in_a_gallery_cannot_be_deleted_by_mistake(self):
        with self.assertRaises(ProtectedError):
            self.gallery.photos.first().photo.delete()

    def test_a_gallery_is_about_its_city_without_anybody_ticking_it(self):
        self.assertEqual(self.gallery.city, self.city_page.city)
        self.assertEqual(list(GalleryPage.objects.about(cities=[self.city_page.city])), [self.gallery])

    def test_a_gallery_of_many_photos_costs_no_more_queries_than_one_of_few(self):
        def queries_for(photos, slug):
            gallery = make.a_gallery(self.city_page, slug=slug, photos=photos)
            self.client.get(gallery.url)  # makes the renditions
            with CountQueries() as counted:
                self.client.get(gallery.url)
            return counted.number

        self.assertEqual(queries_for(2, "mala"), queries_for(12, "duza"))

    def test_the_city_page_gathers_its_galleries(self):
        self.assertContains(self.client.get(self.city_page.url), self.gallery.title)

    def test_see_all_on_the_city_page_leads_to_what_is_of_that_city(self):
        make.an_article(cities=[self.city_page.city])
        page = html.fromstring(self.client.get(self.city_page.url).content)
        links = page.xpath("//*[@class='section-head']//a/@href")
        self.assertEqual(links, ["/galerie-miast/?city=lodz", "/aktualnosci/?city=lodz"])

    def test_cards_and_the_gallery_itself_say_which_city_it_is_of(self):
        english = make.in_english(self.gallery)
        for page, listing in ((self.gallery, "/galerie-miast/"), (english, "/en/city-galleries/")):
            with self.subTest(listing=listing):
                facts = [
                    html.fromstring(self.client.get(address).content).xpath(f"//p[@class='{facts}']/span[1]")
                    for address, facts in ((listing, "card-facts"), (page.url, "page-facts"))
                ]
                self.assertEqual([span.text for (span,) in facts], ["Łódź", "Łódź"])
