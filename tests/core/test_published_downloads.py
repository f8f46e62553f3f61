"""A document is for readers once something public offers it, and its file lies where nobody finds it."""

from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase
from django.urls import reverse
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage
from tests import factories as make


class PublishedDownloadsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.document = make.a_download()
        cls.other = make.a_download("Szkic uchwały", "uchwala.pdf")

    def answers(self, document=None):
        return self.client.get((document or self.document).url).status_code

    def an_article(self, **fields):
        body = [("text", f'<p><a linktype="document" id="{self.document.pk}">Poradnik</a></p>')]
        return make.an_article(body=body, **fields)

    def test_a_document_that_nothing_offers_is_not_found(self):
        self.assertEqual(self.answers(), 404)

    def test_one_that_a_public_page_offers_is_for_everybody(self):
        self.an_article()
        response = self.client.get(self.document.url)
        self.assertEqual(b"".join(response.streaming_content), b"Poradnik")
        self.assertIn('filename="poradnik.odt"', response["Content-Disposition"])
        self.assertEqual(self.answers(self.other), 404)

    def test_a_products_files_are_too(self):
        make.a_product(make.a_network_page(), files=[self.document])
        self.assertEqual(self.answers(), 200)

    def test_a_draft_or_a_private_page_offers_nothing(self):
        article = self.an_article(live=False)
        self.assertEqual(self.answers(), 404)
        article.save_revision().publish()
        self.assertEqual(self.answers(), 200)
        PageViewRestriction.objects.create(page=article, restriction_type="login")
        self.assertEqual(self.answers(), 404)

    def test_what_a_draft_of_a_public_page_adds_waits_for_its_publication(self):
        article = make.an_article()
        article.body = [("text", f'<p><a linktype="document" id="{self.document.pk}">Poradnik</a></p>')]
        draft = article.save_revision()
        self.assertEqual(self.answers(), 404)
        draft.publish()
        self.assertEqual(self.answers(), 200)

    def test_what_is_unpublished_is_gone_at_once(self):
        article = self.an_article()
        ArticlePage.objects.get(pk=article.pk).unpublish()
        self.assertEqual(self.answers(), 404)

    def test_the_staff_open_every_document_and_a_city_only_public_ones(self):
        for person, expected in ((make.an_editor(), 200), (make.a_person(page=make.a_city_page()), 404)):
            with self.subTest(person=person.username):
                self.client.force_login(person)
                self.assertEqual(self.answers(), expected)


class FileAddressTests(TestCase):
    def test_an_upload_lies_under_a_random_folder_and_keeps_its_name(self):
        names = [make.a_download().file.name for _time in range(2)]
        first, second = (PurePosixPath(name) for name in names)
        self.assertEqual((first.name, first.parts[0], len(first.parts)), ("poradnik.odt", "documents", 3))
        self.assertRegex(first.parts[1], r"^[0-9a-f]{20}$")
        self.assertNotEqual(first.parts[1], second.parts[1])

    def test_a_name_too_long_for_the_database_is_shortened_and_not_refused(self):
        self.assertLessEqual(len(make.a_download(name="ż" * 200 + ".odt").file.name), 100)

    def test_recordings_and_half_finished_uploads_are_hidden_alike(self):
        for folder in ("media", "uploaded_files", "avatar_images"):
            name = default_storage.save(f"{folder}/film.mp4", ContentFile(b"x"))
            self.assertRegex(name, rf"^{folder}/[0-9a-f]{{20}}/film.mp4$")

    def test_the_address_a_stranger_would_guess_answers_404(self):
        document = make.a_download()
        for address in (
            f"{settings.MEDIA_URL}documents/{document.filename}",
            f"{settings.MEDIA_URL}documents/",
            reverse("wagtaildocs_serve", args=[document.pk, "inna-nazwa.odt"]),
        ):
            self.assertEqual(self.client.get(address).status_code, 404, address)
