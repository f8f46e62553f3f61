"""Each photo of a gallery has a page with an address of its own, in both languages."""

from django.test import TestCase
from django.utils import timezone
from lxml import html

from empirie.photos.rights import Licence
from galleries.models import GalleryPage, GalleryPhoto
from tests import factories as make
from tests.queries import CountQueries


class PhotoAddressTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        city_page = make.a_city_page()
        cls.gallery = make.a_gallery(city_page, photos=3)
        make.in_english(city_page)
        cls.english = make.in_english(cls.gallery, title="Spring by the river", slug="spring")
        cls.first, cls.second, cls.third = cls.gallery.photos.all()

    def address(self, row, gallery=None):
        gallery = gallery or self.gallery
        word = {"pl": "zdjecie", "en": "photo"}[gallery.locale.language_code]
        return f"{gallery.url}{word}/{row.photo_id}/"

    def page(self, row, gallery=None):
        response = self.client.get(self.address(row, gallery))
        self.assertEqual(response.status_code, 200)
        return html.document_fromstring(response.content)

    def change(self, row, **fields):
        type(row).objects.filter(pk=row.pk).update(**fields)

    def test_the_gallery_links_to_every_photo(self):
        for gallery in (self.gallery, self.english):
            document = html.document_fromstring(self.client.get(gallery.url).content)
            links = document.xpath("//main//a[@data-photo-link]/@href")
            self.assertEqual(links, [self.address(row, gallery) for row in gallery.shown_photos()])

    def test_a_photo_says_which_of_how_many_it_is(self):
        self.assertIn("Zdjęcie 2 z 3", self.page(self.second).findtext(".//title"))
        self.assertIn("Photo 2 of 3", self.page(self.second, self.english).findtext(".//title"))

    def test_a_caption_is_the_heading_where_it_is_in_the_readers_language(self):
        self.change(self.second, caption_pl="Świt")
        polish, english = self.page(self.second), self.page(self.second, self.english)
        self.assertEqual([heading.text for heading in polish.xpath("//h1")], ["Świt"])
        self.assertEqual([heading.text for heading in english.xpath("//h1")], ["Photo 2 of 3"])
        self.assertEqual(english.xpath("//main//*[@lang='pl' and normalize-space()='Świt']")[0].tag, "span")

    def test_photos_lead_to_their_neighbours_and_back_to_the_gallery(self):
        def links(row):
            document = self.page(row)
            return [document.xpath(f"//main//a[@rel='{rel}']/@href") for rel in ("prev", "next")]

        first, second, third = (self.address(row) for row in (self.first, self.second, self.third))
        self.assertEqual(links(self.first), [[], [second]])
        self.assertEqual(links(self.second), [[first], [third]])
        self.assertEqual(links(self.third), [[second], []])
        self.assertIn(self.gallery.url, self.page(self.first).xpath("//main//a/@href"))

    def test_search_engines_learn_its_own_address_and_both_languages(self):
        document = self.page(self.second)
        (canonical,) = document.xpath("//link[@rel='canonical']/@href")
        self.assertTrue(canonical.endswith(self.address(self.second)))
        alternates = {
            link.get("hreflang"): link.get("href")
            for link in document.xpath("//link[@rel='alternate'][@hreflang]")
        }
        self.assertEqual(set(alternates), {"pl", "en", "x-default"})
        self.assertTrue(alternates["en"].endswith(self.address(self.second, self.english)))
        self.assertEqual(alternates["pl"], alternates["x-default"])
        self.assertTrue(document.xpath("//meta[@name='description']/@content")[0])

    def test_the_language_switch_leads_to_the_same_photo(self):
        links = self.page(self.second).xpath("//nav[@class='languages']//a[@hreflang='en']/@href")
        self.assertEqual(links, [self.address(self.second, self.english)])

    def test_the_breadcrumbs_lead_through_the_gallery(self):
        document = self.page(self.second)
        self.assertIn(self.gallery.url, document.xpath("//nav[contains(@class, 'breadcrumbs')]//a/@href"))

    def test_the_address_stays_when_photos_are_sorted_anew(self):
        address = self.address(self.first)
        self.change(self.first, sort_order=9)
        self.assertContains(self.client.get(address), "Zdjęcie 3 z 3")

    def test_the_address_of_a_photo_that_was_exchanged_is_gone(self):
        address = self.address(self.first)
        self.change(self.first, photo=make.a_photo())
        self.assertEqual(self.client.get(address).status_code, 404)

    def test_a_photo_that_stands_in_the_gallery_twice_is_shown_once(self):
        self.change(self.third, photo=self.first.photo)
        gallery = GalleryPage.objects.for_cards().get(pk=self.gallery.pk)
        self.assertEqual((len(gallery.shown_photos()), gallery.photo_count), (2, 2))
        self.assertContains(self.client.get(self.address(self.first)), "Zdjęcie 1 z 2")

    def test_a_withdrawn_photo_is_not_found_and_nobody_links_to_it(self):
        address, file = self.address(self.second), self.address(self.second) + "pobierz/"
        self.change(self.second.photo, withdrawn_at=timezone.now())
        self.assertEqual([self.client.get(path).status_code for path in (address, file)], [404, 404])
        self.assertNotContains(self.client.get(self.address(self.first)), address)
        self.assertNotContains(self.client.get(self.gallery.url), address)

    def test_nonsense_is_not_found_in_the_language_of_the_address(self):
        stranger = GalleryPhoto(photo=make.a_photo())
        known = self.second.photo_id
        for gallery, word, other in ((self.gallery, "zdjecie", "photo"), (self.english, "photo", "zdjecie")):
            for nonsense in (
                f"{word}/",
                f"{word}/0/",
                f"{word}/0{known}/",
                f"{word}/-1/",
                f"{word}/²/",
                f"{word}/abc/",
                f"{word}/9999999999999/",
                f"{word}/{stranger.photo_id}/",
                f"{word}/{known}/x/",
                f"{word}/x/pobierz/",
                f"{other}/{known}/",
                f"{known}/",
            ):
                with self.subTest(address=nonsense):
                    response = self.client.get(f"{gallery.url}{nonsense}")
                    language = gallery.locale.language_code
                    self.assertContains(response, f'<html lang="{language}"', status_code=404)

    def test_the_photos_of_a_gallery_that_is_not_public_are_not_either(self):
        self.english.unpublish()
        self.assertEqual(self.client.get(self.address(self.second, self.english)).status_code, 404)

    def test_a_photo_page_takes_no_forms(self):
        self.assertEqual(self.client.post(self.address(self.second)).status_code, 405)


class KeepingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.gallery = make.a_gallery(make.a_city_page(), photos=1)
        cls.photo = cls.gallery.photos.get().photo

    def setUp(self):
        self.address = f"{self.gallery.url}zdjecie/{self.photo.pk}/"

    def page(self):
        return html.document_fromstring(self.client.get(self.address).content)

    def test_a_reader_takes_home_a_copy_and_never_the_original(self):
        response = self.client.get(f"{self.address}pobierz/")
        self.assertEqual(response.headers["Content-Type"], "image/jpeg")
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertIn(f"{self.gallery.slug}-{self.photo.pk}.jpg", response.headers["Content-Disposition"])
        self.assertNotIn(
            f"{self.photo.file.name.split('.')[0]}.jpg", self.client.get(self.address).content.decode()
        )
        b"".join(response.streaming_content)

    def test_a_photo_with_all_rights_reserved_is_shown_only(self):
        self.photo.licence = Licence.RESERVED
        self.photo.save()
        self.assertEqual(self.page().xpath("//main//a[@download]"), [])
        self.assertEqual(self.page().xpath("//main//a[@rel='license']"), [])
        self.assertEqual(self.client.get(f"{self.address}pobierz/").status_code, 404)

    def test_the_licence_is_named_and_linked(self):
        (licence,) = self.page().xpath("//main//a[@rel='license']/@href")
        self.assertEqual(licence, self.photo.licence_page)


class CostTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city_page = make.a_city_page()

    def queries_for(self, photos, address_of):
        gallery = make.a_gallery(self.city_page, slug=f"galeria-{photos}", photos=photos)
        address = address_of(gallery)
        self.client.get(address)  # makes the renditions
        with CountQueries() as counted:
            self.assertEqual(self.client.get(address).status_code, 200)
        return counted.number

    def test_a_gallery_of_twenty_four_photos_costs_as_much_as_one_of_two(self):
        self.assertEqual(*(self.queries_for(photos, lambda gallery: gallery.url) for photos in (2, 24)))

    def test_so_does_the_page_of_one_of_them(self):
        def second(gallery):
            return f"{gallery.url}zdjecie/{gallery.photos.all()[1].photo_id}/"

        self.assertEqual(*(self.queries_for(photos, second) for photos in (2, 24)))
