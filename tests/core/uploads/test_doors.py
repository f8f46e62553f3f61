"""Through every door of the admin a wrong file is refused in words, and what was typed is still there."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, UploadedFile
from wagtailmedia.models import Media

from empirie.core.models import Download
from tests import factories as make

from . import files

SAID = "w środku jest coś innego"
HTML = b"<!doctype html><script>alert(1)</script>"


def sent(name="raport.pdf", content=HTML):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


class DocumentDoorsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = make.an_editor(is_superuser=True)
        cls.fields = {
            "title": "Raport o łąkach",
            "language": "pl",
            "pages": "7",
            "collection": Collection.get_first_root_node().pk,
        }

    def setUp(self):
        self.client.force_login(self.editor)

    def test_the_form_of_a_new_document(self):
        response = self.client.post(reverse("wagtaildocs:add"), self.fields | {"file": sent()})
        self.assertContains(response, SAID)
        self.assertContains(response, 'value="Raport o łąkach"')
        self.assertContains(response, 'value="7"')
        self.assertFalse(Download.objects.exists())

    def test_a_file_in_place_of_another(self):
        document = make.a_download()
        before = document.file.name
        address = reverse("wagtaildocs:edit", args=[document.pk])
        response = self.client.post(address, self.fields | {"file": sent()})
        self.assertContains(response, SAID)
        document.refresh_from_db()
        self.assertEqual((document.file.name, document.title), (before, "Poradnik"))
        self.assertTrue(document.file.storage.exists(before))

    def test_a_document_is_changed_without_sending_its_file_again(self):
        document = make.a_download()
        self.client.post(reverse("wagtaildocs:edit", args=[document.pk]), self.fields)
        document.refresh_from_db()
        self.assertEqual(document.title, "Raport o łąkach")

    def test_the_chooser(self):
        fields = {f"document-chooser-upload-{name}": value for name, value in self.fields.items()}
        fields["document-chooser-upload-file"] = sent()
        response = self.client.post(reverse("wagtaildocs_chooser:create"), fields)
        self.assertIn(SAID, response.json()["htmlFragment"])
        self.assertIn("Raport o łąkach", response.json()["htmlFragment"])
        self.assertFalse(Download.objects.exists())

    def send_among_many(self, content):
        fields = {
            "title": "Raport",
            "files[]": sent(content=content),
            "collection": self.fields["collection"],
        }
        script = {"X-Requested-With": "XMLHttpRequest"}
        return self.client.post(reverse("wagtaildocs:add_multiple"), fields, headers=script).json()

    def test_many_at_once(self):
        refused = self.send_among_many(HTML)
        self.assertFalse(refused["success"])
        self.assertIn(SAID, refused["error_message"])
        self.assertFalse(UploadedFile.objects.exists())

    def test_a_right_one_among_many_waits_for_its_language_and_is_saved(self):
        number = self.send_among_many(files.pdf())["uploaded_file_id"]
        fields = {f"uploaded-document-{number}-{name}": value for name, value in self.fields.items()}
        address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[number])
        self.client.post(address, fields, headers={"X-Requested-With": "XMLHttpRequest"})
        self.assertEqual(Download.objects.get().file.read(), files.pdf())

    def test_right_files_of_every_format_come_in(self):
        for name, content in files.right_files():
            if name.endswith((".mp4", ".mp3", ".m4a", ".ogg", ".webm")):
                continue
            with self.subTest(name=name):
                Download.objects.all().delete()
                self.client.post(reverse("wagtaildocs:add"), self.fields | {"file": sent(name, content)})
                self.assertEqual(Download.objects.get().file.read(), content)

    def test_the_editor_is_told_whom_a_file_names(self):
        office = files.office("word/document.xml", **{"docProps/core.xml": files.CORE})
        document = make.a_download("Pismo", "pismo.docx", office)
        response = self.client.get(reverse("wagtaildocs:edit", args=[document.pk]))
        self.assertContains(response, "Żaneta Łąka, Jan Nowak")

    def test_a_document_whose_file_is_gone_can_be_opened(self):
        document = make.a_download("Pismo", "pismo.docx", b"x")
        document.file.storage.delete(document.file.name)
        self.assertEqual(self.client.get(reverse("wagtaildocs:edit", args=[document.pk])).status_code, 200)


class RecordingDoorsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.editor = make.an_editor()

    def setUp(self):
        self.client.force_login(self.editor)

    def post(self, address, file, prefix=""):
        words = {"title": "Łąka w mieście", "duration": "65", "file": file}
        return self.client.post(address, {f"{prefix}{name}": value for name, value in words.items()})

    def test_the_form_of_a_new_recording(self):
        response = self.post(reverse("wagtailmedia:add", args=["video"]), sent("film.mp4"))
        self.assertContains(response, SAID)
        self.assertContains(response, "Łąka w mieście")
        self.assertFalse(Media.objects.exists())

    def test_the_chooser(self):
        address = reverse("wagtailmedia:chooser_upload", args=["audio"])
        self.post(address, sent("rozmowa.mp3"), "media-chooser-upload-")
        self.assertFalse(Media.objects.exists())

    def test_a_file_in_place_of_another_and_a_right_one(self):
        self.post(reverse("wagtailmedia:add", args=["video"]), sent("film.mp4", files.recording("mp4")))
        media = Media.objects.get()
        before = media.file.name
        address = reverse("wagtailmedia:edit", args=[media.pk])
        self.assertContains(self.post(address, sent("film.mp4")), SAID)
        media.refresh_from_db()
        self.assertEqual(media.file.name, before)


class CaptionsTests(TestCase):
    def test_captions_are_no_other_document(self):
        make.a_site()
        page = make.a_recording(captions_pl=make.a_download("Napisy", "napisy.pdf", b"%PDF-1.4"))
        with translation.override("pl"):
            self.assertIn("WebVTT", str(page.publication_errors()["captions_pl"]))
        page.captions_pl = make.a_download("Napisy", "napisy.vtt", b"WEBVTT\n")
        self.assertNotIn("captions_pl", page.publication_errors())
