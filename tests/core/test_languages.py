"""Which language an address asks for, and which versions of a page a reader is told of."""

from django.test import SimpleTestCase, TestCase
from wagtail.models import Locale

from empirie.core.languages import language_of_address, language_versions, readable_translations
from tests import factories as make


class LanguageOfAddressTests(SimpleTestCase):
    def test_english_lives_under_en_and_everything_else_is_polish(self):
        cases = {
            "/": "pl",
            "/aktualnosci/": "pl",
            "/en/": "en",
            "/en": "en",
            "/en/news/": "en",
            "/energia/": "pl",
            "/pl/": "pl",
            "/en-gb/": "pl",
        }
        for path, language in cases.items():
            with self.subTest(path=path):
                self.assertEqual(language_of_address(path), language)


class LanguageVersionsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def test_a_page_in_one_language_has_no_alternatives(self):
        self.assertEqual(language_versions(make.an_article()), [])

    def test_a_translated_page_lists_both_languages_and_polish_as_the_default(self):
        article = make.an_article()
        english = make.in_english(article)
        versions = {version.code: version.url for version in language_versions(article)}
        self.assertEqual(list(versions), ["pl", "en", "x-default"])
        self.assertEqual(versions["x-default"], article.full_url)
        self.assertEqual(versions["en"], english.full_url)

    def test_both_versions_name_the_same_alternatives(self):
        article = make.an_article()
        english = make.in_english(article)
        self.assertEqual(language_versions(article), language_versions(english))

    def test_an_unpublished_translation_is_not_offered(self):
        article = make.an_article()
        make.in_english(article).unpublish()
        self.assertEqual(language_versions(article), [])

    def test_an_alias_never_passes_for_english(self):
        article = make.an_article()
        article.copy_for_translation(make.english_locale(), alias=True)
        self.assertEqual([version.locale.language_code for version in readable_translations(article)], ["pl"])


class LanguageOfTheAnswerTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def test_neither_cookie_nor_browser_setting_changes_the_language(self):
        self.client.cookies["django_language"] = "en"
        response = self.client.get("/", headers={"accept-language": "en"})
        self.assertContains(response, '<html lang="pl"')
        self.assertEqual(response.headers["Content-Language"], "pl")
        self.assertNotIn("Accept-Language", response.headers.get("Vary", ""))

    def test_polish_pages_are_not_served_under_en_when_there_is_no_english_home(self):
        english_home = make.polish(type(make.a_site())).get_translation(make.english_locale())
        english_home.delete()
        self.assertEqual(self.client.get("/en/").status_code, 404)
        self.assertEqual(self.client.get("/en/aktualnosci/").status_code, 404)
        self.assertEqual(self.client.get("/aktualnosci/").status_code, 200)

    def test_an_alias_under_en_is_never_shown_as_english(self):
        article = make.an_article()
        alias = article.copy_for_translation(make.english_locale(), alias=True)
        self.assertTrue(alias.live)
        response = self.client.get(alias.url)
        self.assertEqual(response.status_code, 404)

    def test_a_page_missing_in_english_is_offered_in_polish(self):
        article = make.an_article()
        response = self.client.get(f"/en/news/{article.slug}/")
        self.assertContains(response, f'href="{article.url}"', status_code=404)
        self.assertContains(response, '<html lang="en"', status_code=404)

    def test_both_locales_exist_after_building_the_site(self):
        self.assertEqual(set(Locale.objects.values_list("language_code", flat=True)), {"pl", "en"})
