"""A page that is in no cache costs at most twelve queries, however much there is on the site."""

from django.core.cache import cache
from django.core.management import call_command
from django.test import TestCase
from wagtail.models import Site

from articles.models import ArticlePage
from empirie.photos.models import Photo
from empirie.photos.renditions.specs import LOGO
from empirie.subjects.models import City, Network, Topic
from galleries.models import GalleryPage
from home.models import (
    DonorLogo,
    HomePage,
    HomePageArticle,
    InformationPage,
    MenuLink,
    Navigation,
    ProgrammeSettings,
)
from multimedia.models import VideoPage
from tests import factories as make
from tests.queries import CountQueries
from tests.renditions import made, make_what_is_shown
from tests.samples import one_public_page_of_each_type

MOST = 12


def figure(photo):
    return ("figure", {"photo": photo, "description": "Łąka", "caption": "", "is_decorative": False})


def link_to(page):
    return ("text", f'<p><a linktype="page" id="{page.pk}">Łąka</a></p>')


class ColdPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.pages = one_public_page_of_each_type()
        programme = ProgrammeSettings.for_site(Site.objects.get())
        logo = make.a_photo()
        made(logo, LOGO)
        DonorLogo.objects.create(programme=programme, image=logo, alt_pl="Darczyńca", alt_en="Donor")
        cls.about = {
            "topics": list(Topic.objects.all()),
            "cities": list(City.objects.all()),
            "networks": list(Network.objects.all()),
        }
        cls.link = make.polish(ArticlePage)
        for page in cls.pages:
            cls.write(page, 1)

    @classmethod
    def write(cls, page, number):
        """Give a page a cover, and a body with `number` photos and linking texts."""
        for version in page.get_translations(inclusive=True):
            version = version.specific
            if hasattr(version, "cover"):
                version.cover, version.cover_description = make.a_photo(), "Łąka"
            if hasattr(version, "poster"):
                version.poster = make.a_photo()
            if hasattr(version, "body"):
                version.body = [
                    block for _n in range(number) for block in (figure(make.a_photo()), link_to(cls.link))
                ]
            version.save(clean=False)

    def add_much(self):
        """More of everything that pages list: both languages, the same subjects."""
        city, network = self.about["cities"][0], self.about["networks"][0]
        city_page, network_page = self.pages[:2]
        home = make.polish(HomePage)
        written = []
        for number in range(7):
            slug = f"wiecej-{number}"
            fields = {"title": f"Więcej {number}", "slug": slug, **self.about}
            article = make.an_article(cover=make.a_photo(), cover_description="Łąka", **fields)
            written += [article, make.a_recording(poster=make.a_photo(), **fields)]
            written.append(make.a_product(network_page, **fields))
            del fields["cities"]
            written.append(make.a_gallery(city_page, photos=2, **fields))
            another = make.a_city(f"Miasto {number}", f"miasto-{number}")
            network.members.add(another)
            written += [
                make.a_city_page(another),
                make.a_network_page(make.a_network(f"Sieć {number}", slug)),
            ]
            HomePageArticle.objects.create(page=home, picked=article, sort_order=number)
            for model, record in ((Topic, make.a_topic(f"Temat {number}", slug)), (City, another)):
                for page in (ArticlePage, VideoPage, InformationPage):
                    field = {Topic: "topics", City: "cities"}[model]
                    for one in page.objects.all():
                        getattr(one, field).add(record)
                        one.save(clean=False)
            navigation = Navigation.for_site(Site.objects.get())
            MenuLink.objects.create(navigation=navigation, page=article, sort_order=number)
        network.save()
        for page in written:
            make.in_english(page)
        self.assertEqual(city.pages.count(), 2)

    def queries(self):
        """{address: number of queries}, each page drawn for the second time."""
        call_command("make_renditions", verbosity=0)
        found = {}
        for page in self.pages:
            for version in page.get_translations(inclusive=True):
                self.client.get(version.url)
                cache.clear()
                Site.get_site_root_paths()
                with CountQueries() as counted:
                    self.assertEqual(self.client.get(version.url).status_code, 200)
                found[version.url] = counted.number
        return found

    def test_no_page_type_needs_more_than_twelve_and_none_grows(self):
        few = self.queries()
        self.add_much()
        for page in self.pages:
            self.write(page, 5)
        many = self.queries()
        self.assertEqual(len(few), 36)
        for address, number in many.items():
            with self.subTest(address=address):
                self.assertLessEqual(number, MOST)
                self.assertLessEqual(number, few[address])

    def test_pictures_that_are_not_made_yet_cost_nothing_more(self):
        gallery = GalleryPage.objects.get(locale__language_code="pl")
        numbers = []
        for is_made in (False, True):
            if is_made:
                make_what_is_shown(*Photo.objects.all())
            self.client.get(gallery.url)
            with CountQueries() as counted:
                self.client.get(gallery.url)
            numbers.append(counted.number)
        self.assertEqual(*numbers)
