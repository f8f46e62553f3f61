"""What an editor does to a Polish page happens to its English version, through every door."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from lxml import html
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, streamfield

from articles.models import ArticleIndexPage
from galleries.models import CityPage, GalleryPage
from home.models import HomePage, InformationPage
from tests import factories as make

from .forms import a_draft_in_english, publish
from .test_no_false_english import EditorTestCase


class MovingTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.old_parent = make.an_information_page("Program", "program")
        self.new_parent = make.an_information_page("Archiwum", "archiwum")
        self.page = make.an_information_page("Zasady", "zasady", parent=self.old_parent)
        self.child = make.an_information_page("Słownik", "slownik", parent=self.page)
        for page in (self.old_parent, self.page, self.child):
            make.in_english(page)

    def give_the_new_parent_english(self):
        make.in_english(self.new_parent)

    def move(self, page, parent):
        page = Page.objects.get(pk=page.pk)
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(
                reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk]), follow=True
            )

    def bulk(self, action, *pages, **words):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        ids = "&".join(f"id={page.pk}" for page in pages)
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(f"{address}?{ids}&next=/admin/", words, follow=True)

    def assert_moved(self):
        english = self.english_of(self.page)
        self.assertEqual(english.get_parent().specific, self.english_of(self.new_parent))
        self.assertEqual(self.english_of(self.child).get_parent().specific, english)
        self.assertEqual([problems for problems in Page.find_problems() if problems], [])

    def test_the_screen_says_that_english_moves_along_and_moves_it(self):
        self.give_the_new_parent_english()
        screen = self.client.get(
            reverse("wagtailadmin_pages:move_confirm", args=[self.page.pk, self.new_parent.pk])
        )
        self.assertContains(screen, "Zasady (English)")
        self.move(self.page, self.new_parent)
        self.assert_moved()

    def test_a_bulk_move_names_it_and_moves_it(self):
        self.give_the_new_parent_english()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
        self.assertContains(self.client.get(f"{address}?id={self.page.pk}"), "Zasady (English)")
        self.bulk("move", self.page, chooser=self.new_parent.pk)
        self.assert_moved()

    def test_a_script_moves_it(self):
        self.give_the_new_parent_english()
        Page.objects.get(pk=self.page.pk).move(self.new_parent, pos="last-child")
        self.assert_moved()

    def test_the_api_of_the_admin_moves_it(self):
        self.give_the_new_parent_english()
        address = reverse("wagtailadmin_api:pages:action", args=[self.page.pk, "move"])
        self.client.post(address, {"destination_page_id": self.new_parent.pk, "position": "last-child"})
        self.assert_moved()

    def test_readers_of_both_languages_are_sent_on(self):
        self.give_the_new_parent_english()
        old = [version.url for version in (self.page, self.child)]
        old += [self.english_of(version).url for version in (self.page, self.child)]
        self.move(self.page, self.new_parent)
        for address in old:
            with self.subTest(address=address):
                response = self.client.get(address)
                self.assertEqual(response.status_code, 301)
                self.assertEqual(self.client.get(response.url).status_code, 200)

    def test_nothing_moves_below_a_page_without_english_and_the_editor_is_told_why(self):
        for name, move in (
            ("screen", lambda: self.move(self.page, self.new_parent)),
            ("bulk", lambda: self.bulk("move", self.page, chooser=self.new_parent.pk)),
        ):
            with self.subTest(door=name):
                self.assertContains(move(), "Najpierw przetłumacz „Archiwum”")
        with self.assertRaises(PermissionDenied):
            Page.objects.get(pk=self.page.pk).move(self.new_parent, pos="last-child")
        self.assertEqual(Page.objects.get(pk=self.page.pk).get_parent().specific, self.old_parent)
        self.assertEqual(self.english_of(self.page).get_parent().specific, self.english_of(self.old_parent))

    def test_a_page_without_english_moves_there_freely(self):
        page = make.an_information_page("Samotna", "samotna", parent=self.old_parent)
        self.move(page, self.new_parent)
        self.assertEqual(Page.objects.get(pk=page.pk).get_parent().specific, self.new_parent)

    def test_english_does_not_move_alone_nor_polish_into_the_english_tree(self):
        self.give_the_new_parent_english()
        english, polish = self.english_of(self.page), self.page
        self.assertContains(self.move(english, self.english_of(self.new_parent)), "Przenieś polską stronę")
        self.assertContains(self.move(polish, self.english_of(self.new_parent)), "w różnych językach")
        self.assertEqual(self.english_of(self.page).get_parent().specific, self.english_of(self.old_parent))

    def test_an_address_that_is_taken_in_english_gets_the_next_free_one(self):
        self.give_the_new_parent_english()
        rival = make.an_information_page("Inne zasady", "inne", parent=self.new_parent)
        make.in_english(rival, slug="zasady-english")
        self.move(self.page, self.new_parent)
        self.assert_moved()
        english = self.english_of(self.page)
        self.assertEqual(english.slug, "zasady-english-1")
        self.assertEqual(self.client.get(english.url).status_code, 200)

    def test_english_readers_see_subpages_in_the_order_of_polish(self):
        titles = ["Trzecia", "Pierwsza", "Druga"]
        pages = [make.an_information_page(title, title.lower(), parent=self.old_parent) for title in titles]
        for page in reversed(pages):
            make.in_english(page)
        first = Page.objects.get(pk=pages[1].pk)
        self.client.post(reverse("wagtailadmin_pages:set_page_position", args=[first.pk]) + "?position=0")
        subpages = (
            InformationPage.objects.child_of(self.english_of(self.old_parent)).readable().in_order_of_polish()
        )
        expected = ["Pierwsza", "Zasady", "Trzecia", "Druga"]
        self.assertEqual([page.title for page in subpages], [f"{title} (English)" for title in expected])
        drawn = self.client.get(self.english_of(self.old_parent).url).content.decode()
        places = [drawn.index(f"{title} (English)") for title in expected]
        self.assertEqual(places, sorted(places))


class AddressTests(EditorTestCase):
    def test_a_new_polish_address_redirects_and_leaves_english_alone(self):
        article = make.an_article()
        english = make.in_english(article)
        old = article.url
        with self.captureOnCommitCallbacks(execute=True):
            publish(article, slug="nowy-adres")
        self.assertRedirects(self.client.get(old), "/aktualnosci/nowy-adres/", 301)
        self.assertEqual(self.client.get(english.url).status_code, 200)

    def test_a_new_english_address_redirects_the_english_reader(self):
        article = make.an_article()
        old = make.in_english(article, slug="homes").url
        with self.captureOnCommitCallbacks(execute=True):
            make.in_english(article, slug="new-homes")
        self.assertRedirects(self.client.get(old), "/en/news/new-homes/", 301)

    def test_pages_below_a_new_address_redirect_in_both_languages(self):
        city_page = make.a_city_page()
        gallery = make.a_gallery(city_page)
        make.in_english(city_page)
        old = [gallery.url, make.in_english(gallery).url]
        with self.captureOnCommitCallbacks(execute=True):
            publish(city_page, slug="miasto-lodz")
            make.in_english(city_page, slug="city-of-lodz")
        for address in old:
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, 301)

    def test_the_address_of_the_english_front_page_is_no_matter_to_readers(self):
        english = make.polish(HomePage).get_translation(self.english)
        self.assertEqual(english.url, "/en/")
        with self.captureOnCommitCallbacks(execute=True):
            publish(english, slug="front-page")
        self.assertEqual(self.client.get("/en/").status_code, 200)
        self.assertEqual(self.client.get("/en/news/").status_code, 200)


class UnpublishingTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.article = make.an_article()
        make.in_english(self.article)

    def test_the_screen_says_that_english_goes_too_and_withdraws_it(self):
        screen = self.client.get(reverse("wagtailadmin_pages:unpublish", args=[self.article.pk]))
        self.assertContains(
            screen, "Angielska strona „Nowe mieszkania w Łodzi (English)” też zostanie wycofana"
        )
        self.post("wagtailadmin_pages:unpublish", self.article)
        self.assertFalse(self.english_of(self.article).live)

    def test_the_bulk_screen_names_it_and_withdraws_it(self):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        address = f"{address}?id={self.article.pk}"
        self.assertContains(self.client.get(address), "Nowe mieszkania w Łodzi (English)")
        self.client.post(address)
        self.assertFalse(self.english_of(self.article).live)

    def test_a_script_and_what_stands_below_go_along(self):
        city_page = make.a_city_page()
        gallery = make.a_gallery(city_page)
        make.in_english(city_page)
        make.in_english(gallery)
        self.post("wagtailadmin_pages:unpublish", city_page, include_descendants="on")
        self.assertFalse(self.english_of(city_page).live)
        self.assertFalse(self.english_of(gallery).live)

    def test_english_can_be_withdrawn_alone(self):
        self.post("wagtailadmin_pages:unpublish", self.english_of(self.article))
        self.article.refresh_from_db()
        self.assertTrue(self.article.live)
        self.assertFalse(self.english_of(self.article).live)


class PublishingAgainTests(EditorTestCase):
    """English that went with its Polish page stays withdrawn; staff are told, and offered to publish it."""

    def setUp(self):
        super().setUp()
        self.articles = [make.an_article(), make.an_article("Łąki", "laki")]
        for article in self.articles:
            make.in_english(article)
        self.post("wagtailadmin_pages:unpublish", self.articles[0])
        self.post("wagtailadmin_pages:unpublish", self.articles[1])

    def publish(self, *pages, **form):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        ids = "&".join(f"id={page.pk}" for page in pages)
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(f"{address}?{ids}&next=/admin/", form, follow=True)

    def way_back(self, response):
        """Where the button of the message leads."""
        links = html.document_fromstring(response.content).xpath(
            "//a[contains(@href, '/publish/?id=')]/@href"
        )
        return links[0]

    def test_bulk_publishing_says_that_english_is_withdrawn_and_the_button_brings_it_back(self):
        response = self.publish(*self.articles)
        self.assertContains(response, "2 angielskie strony są nadal wycofane")
        self.assertEqual(self.client.get(self.way_back(response)).status_code, 200)
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(self.way_back(response))
        for article in self.articles:
            self.assertTrue(self.english_of(article).live)
            self.assertEqual(self.client.get(self.english_of(article).url).status_code, 200)

    def test_publishing_a_list_with_what_stands_below_says_so_too(self):
        self.post("wagtailadmin_pages:unpublish", make.polish(ArticleIndexPage), include_descendants="on")
        response = self.publish(make.polish(ArticleIndexPage), include_descendants="on")
        self.assertContains(response, "3 angielskie strony są nadal wycofane")

    def test_the_editor_says_so_too(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.articles[0].pk])
        form = querydict_from_html(self.client.get(edit).content.decode(), form_id="page-edit-form")
        form.update(nested_form_data({"body": streamfield([]), "action-publish": "1"}))
        response = self.client.post(edit, form, follow=True)
        self.assertContains(response, "jest nadal wycofana")
        self.client.post(self.way_back(response))
        self.assertTrue(self.english_of(self.articles[0]).live)

    def test_nothing_is_said_of_english_that_is_public_or_never_was(self):
        make.in_english(self.articles[0])
        page = make.an_information_page("Nowa", "nowa", live=False)
        a_draft_in_english(page)
        response = self.publish(self.articles[0], page)
        self.assertNotContains(response, "wycofan")


class DeletingTests(EditorTestCase):
    def setUp(self):
        super().setUp()
        self.city_page = make.a_city_page()
        self.gallery = make.a_gallery(self.city_page)
        make.in_english(self.city_page)
        make.in_english(self.gallery)

    def assert_gone(self):
        self.assertFalse(CityPage.objects.exists())
        self.assertFalse(GalleryPage.objects.exists())
        self.assertEqual([problems for problems in Page.find_problems() if problems], [])

    def test_the_screen_names_the_english_page_and_deletes_it(self):
        screen = self.client.get(reverse("wagtailadmin_pages:delete", args=[self.city_page.pk]))
        self.assertContains(screen, "Angielska strona „Łódź” i 1 strona pod nią też zostaną usunięte.")
        response = self.post("wagtailadmin_pages:delete", self.city_page)
        self.assertEqual(response.status_code, 200)
        self.assert_gone()

    def test_the_bulk_screen_names_it_and_deletes_it_even_when_both_are_ticked(self):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        english = self.english_of(self.city_page)
        address = f"{address}?id={self.city_page.pk}&id={english.pk}&next=/admin/"
        self.assertContains(self.client.get(address), "Angielska strona „Łódź”")
        self.assertEqual(self.client.post(address, follow=True).status_code, 200)
        self.assert_gone()

    def test_a_script_deletes_it(self):
        CityPage.objects.get(pk=self.city_page.pk).delete()
        self.assert_gone()

    def test_english_can_be_deleted_alone_and_translated_again(self):
        self.post("wagtailadmin_pages:delete", self.english_of(self.gallery))
        self.assertTrue(GalleryPage.objects.filter(pk=self.gallery.pk).exists())
        self.assertEqual(self.client.get(self.gallery.url).status_code, 200)
        self.assertFalse(a_draft_in_english(self.gallery).live)


class CopyingTests(EditorTestCase):
    def test_a_city_is_copied_with_its_galleries_and_photos_and_starts_without_english(self):
        city_page = make.a_city_page()
        gallery = make.a_gallery(city_page, photos=3)
        make.in_english(city_page)
        make.in_english(gallery)
        self.post(
            "wagtailadmin_pages:copy",
            city_page,
            new_title="Łódź",
            new_slug="lodz-kopia",
            new_parent_page=city_page.get_parent().pk,
            copy_subpages="on",
            publish_copies="on",
        )
        copy = CityPage.objects.get(slug="lodz-kopia")
        self.assertFalse(copy.has_translation(self.english))
        copied = GalleryPage.objects.child_of(copy).get()
        self.assertEqual(copied.photos.count(), 3)
        self.assertEqual(self.client.get(copied.url).status_code, 200)


class LocaleTests(EditorTestCase):
    def delete(self, locale):
        return self.client.post(reverse("wagtaillocales:delete", args=[locale.pk]), follow=True)

    def test_a_language_with_pages_is_not_deleted_and_the_editor_is_told(self):
        for locale in (self.english, Locale.get_default()):
            with self.subTest(language=locale.language_code):
                response = self.delete(locale)
                self.assertEqual(response.status_code, 200)
                self.assertTrue(Locale.objects.filter(pk=locale.pk).exists())
                self.assertContains(response, "są w nim strony")

    def test_an_empty_language_can_go_and_the_polish_site_stands(self):
        make.in_english(make.an_article())
        make.polish(HomePage).get_translation(self.english).delete()
        self.assertEqual(self.delete(self.english).status_code, 200)
        self.assertFalse(Locale.objects.filter(language_code="en").exists())
        self.client.logout()
        for address, status in (("/", 200), ("/aktualnosci/", 200), ("/en/", 404), ("/en/news/", 404)):
            with self.subTest(address=address):
                self.assertEqual(self.client.get(address).status_code, status)
        self.assertEqual(self.client.get("/sitemap.xml").status_code, 200)
