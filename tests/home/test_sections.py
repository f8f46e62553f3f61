"""An information page ends in articles, multimedia and galleries: by hand, by subject, or both."""

from django.test import TestCase

from home.models import InformationPage, InformationPageArticle
from home.sections import Choosing
from tests import factories as make


class RelatedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.topic = make.a_topic()
        cls.by_subject = make.an_article("Ze względu na temat", "temat", topics=[cls.topic])
        cls.by_hand = make.an_article("Wybrany ręcznie", "reczny")
        cls.unrelated = make.an_article("Inny", "inny")

    def page(self, picked=(), **fields):
        rows = [InformationPageArticle(picked=page, sort_order=order) for order, page in enumerate(picked)]
        page = make.an_information_page(topics=[self.topic], picked_articles=rows, **fields)
        return InformationPage.objects.get(pk=page.pk)

    def articles_of(self, page):
        return [related.title for related in dict(page.related()).get("articles", [])]

    def test_by_hand_shows_just_those_in_the_editors_order(self):
        page = self.page([self.unrelated, self.by_hand], articles_chosen=Choosing.BY_HAND)
        self.assertEqual(self.articles_of(page), ["Inny", "Wybrany ręcznie"])

    def test_by_subject_finds_what_is_about_the_same(self):
        page = self.page([self.by_hand], articles_chosen=Choosing.BY_SUBJECT)
        self.assertEqual(self.articles_of(page), ["Ze względu na temat"])

    def test_both_puts_those_chosen_by_hand_first_and_none_twice(self):
        page = self.page([self.by_hand, self.by_subject], articles_chosen=Choosing.BOTH)
        self.assertEqual(self.articles_of(page), ["Wybrany ręcznie", "Ze względu na temat"])

    def test_a_section_can_be_left_out(self):
        page = self.page([self.by_hand], articles_chosen=Choosing.NOTHING)
        self.assertEqual(self.articles_of(page), [])

    def test_a_section_with_nothing_to_show_has_no_heading(self):
        page = self.page()
        self.assertEqual([name for name, _pages in page.related()], ["articles"])
        self.assertNotContains(self.client.get(page.url), "Galerie miast</h2>")

    def test_an_unpublished_article_disappears_from_the_section(self):
        page = self.page([self.by_hand], articles_chosen=Choosing.BY_HAND)
        self.by_hand.unpublish()
        self.assertEqual(page.related(), [])

    def test_the_english_page_shows_english_articles_only(self):
        make.in_english(self.by_hand, title="Picked by hand")
        page = self.page([self.by_hand, self.unrelated], articles_chosen=Choosing.BOTH)
        english = make.in_english(page)
        self.assertEqual(self.articles_of(english), ["Picked by hand"])


class SeedPageTests(TestCase):
    def test_the_three_sections_stand_at_the_end_in_their_order(self):
        make.a_site()
        topic = make.a_topic()
        make.an_article(topics=[topic])
        make.a_recording(topics=[topic])
        make.a_gallery(make.a_city_page(), topics=[topic])
        page = make.an_information_page(topics=[topic])
        self.assertEqual([name for name, _pages in page.related()], ["articles", "recordings", "galleries"])
        html = self.client.get(page.url).content.decode()
        places = [
            html.index(heading) for heading in ("Powiązane artykuły", "Multimedia</h2>", "Galerie miast</h2>")
        ]
        self.assertEqual(places, sorted(places))
