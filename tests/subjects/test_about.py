"""Pages say what they are about; translations are about the same; lists find them."""

from django.test import TestCase

from articles.models import ArticlePage
from empirie.core.registry import content, content_about
from tests import factories as make


class SubjectsOfTranslationsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city, cls.topic, cls.network = make.a_city(), make.a_topic(), make.a_network()

    def english(self, article):
        return ArticlePage.objects.get(pk=article.get_translation(make.english_locale()).pk)

    def publish(self, article):
        with self.captureOnCommitCallbacks(execute=True):
            article.save_revision().publish()

    def test_a_translation_is_about_what_its_polish_page_is_about(self):
        article = make.an_article(topics=[self.topic], cities=[self.city], networks=[self.network])
        english = make.in_english(article)
        self.assertEqual(english.named_subjects(), article.named_subjects())

    def test_a_subject_added_or_removed_in_polish_follows_at_once_in_english(self):
        article = make.an_article(topics=[self.topic])
        make.in_english(article)
        article.topics, article.cities = [], [self.city]
        self.publish(article)
        self.assertEqual(
            self.english(article).named_subjects(), {"topics": [], "cities": [self.city], "networks": []}
        )

    def test_handing_subjects_on_leaves_the_english_words_alone(self):
        article = make.an_article(topics=[self.topic])
        make.in_english(article, title="New homes")
        article.title, article.topics = "Inny tytuł", []
        self.publish(article)
        self.assertEqual(self.english(article).title, "New homes")


class ContentAboutTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.city, cls.other_city, cls.topic = make.a_city(), make.a_city("Żary", "zary"), make.a_topic()
        cls.about_city = make.an_article("O mieście", "o-miescie", cities=[cls.city], topics=[cls.topic])
        cls.about_other = make.an_article("O innym", "o-innym", cities=[cls.other_city])
        cls.locale = cls.about_city.locale

    def test_a_city_finds_what_is_about_it(self):
        self.assertEqual(list(content_about("articles", self.locale, cities=[self.city])), [self.about_city])

    def test_a_page_about_two_of_the_subjects_stands_once_in_the_list(self):
        found = content_about("articles", self.locale, cities=[self.city], topics=[self.topic])
        self.assertEqual(list(found), [self.about_city])

    def test_no_subject_means_nothing_rather_than_everything(self):
        self.assertEqual(list(content_about("articles", self.locale)), [])

    def test_drafts_private_pages_and_other_languages_stay_out(self):
        make.in_english(self.about_city)
        self.about_other.unpublish()
        found = content_about("articles", self.locale, cities=[self.city, self.other_city])
        self.assertEqual(list(found), [self.about_city])

    def test_an_unknown_kind_of_content_is_an_error(self):
        with self.assertRaises(KeyError):
            content("fotografie")
