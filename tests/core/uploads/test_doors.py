"""Through every door of the admin a wrong file is refused in words, and what was typed is still there."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, UploadedFile
from wagtailmedia.models import Media

from empirie.core.models import Download
from tests import factories as make
from tests import recordings

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

    def send_among_many(self, content, name="raport.pdf"):
        fields = {
            "title": "Raport",
            "files[]": sent(name, content),
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
            if name.endswith((".mp4", ".mp3", ".m4a", ".ogg", ".webm", ".opus", ".flac", ".wav", ".srt")):
                continue
            with self.subTest(name=name):
                Download.objects.all().delete()
                self.client.post(reverse("wagtaildocs:add"), self.fields | {"file": sent(name, content)})
                self.assertEqual(Download.objects.get().file.read(), content)

    def test_captions_of_other_programs_are_kept_as_webvtt(self):
        subrip = "1\r\n00:00:01,000 --> 00:00:02,500\r\nŻółta łąka\r\n".encode("cp1250")
        self.client.post(reverse("wagtaildocs:add"), self.fields | {"file": sent("napisy.srt", subrip)})
        document = Download.objects.get()
        self.assertTrue(document.filename.endswith(".vtt"))
        wanted = "WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nŻółta łąka\n".encode()
        self.assertEqual((document.file.read(), document.file_size), (wanted, len(wanted)))

    def test_captions_sent_among_many_are_kept_as_webvtt_too(self):
        subrip = "1\n00:00:01,000 --> 00:00:02,500\nŁąka\n".encode("utf-16")
        number = self.send_among_many(subrip, "napisy.srt")["uploaded_file_id"]
        fields = {f"uploaded-document-{number}-{name}": value for name, value in self.fields.items()}
        address = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[number])
        self.client.post(address, fields, headers={"X-Requested-With": "XMLHttpRequest"})
        document = Download.objects.get()
        self.assertTrue(document.filename.endswith(".vtt"))
        self.assertIn("00:00:02.500\nŁąka", document.file.read().decode())

    def test_the_editor_sees_all_faults_of_captions_with_their_lines(self):
        faulty = b"WEBVTT\n\n00:01,000 --> 00:02,000\nA\n\n00:05.000 --> 00:03.000\nB\n"
        response = self.client.post(
            reverse("wagtaildocs:add"), self.fields | {"file": sent("napisy.vtt", faulty)}
        )
        self.assertContains(response, "Wiersz 3:")
        self.assertContains(response, "Wiersz 6:")
        self.assertFalse(Download.objects.exists())

    def test_the_editor_is_told_of_captions_that_are_hard_to_read_in_time(self):
        long = "WEBVTT\n\n00:01.000 --> 00:02.000\n" + "słowo " * 12 + "\n"
        document = make.a_download("Napisy", "napisy.vtt", long.encode())
        response = self.client.get(reverse("wagtaildocs:edit", args=[document.pk]))
        self.assertContains(response, "dłuższe niż 42 znaki")

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

    def add(self, name, content, kind="video"):
        return self.post(reverse("wagtailmedia:add", args=[kind]), sent(name, content))

    def test_the_form_of_a_new_recording(self):
        response = self.add("film.mp4", HTML)
        self.assertContains(response, SAID)
        self.assertContains(response, "Łąka w mieście")
        self.assertFalse(Media.objects.exists())

    def test_the_chooser(self):
        address = reverse("wagtailmedia:chooser_upload", args=["audio"])
        self.post(address, sent("rozmowa.mp3"), "media-chooser-upload-")
        self.assertFalse(Media.objects.exists())

    def test_a_recording_from_the_chooser_is_clean_and_measured(self):
        address = reverse("wagtailmedia:chooser_upload", args=["audio"])
        self.post(address, sent("rozmowa.mp3", recordings.mp3(3, says=True)), "media-chooser-upload-")
        media = Media.objects.get()
        content = media.file.read()
        self.assertEqual([text for text in recordings.TEXTS if text in content], [])
        self.assertEqual(round(media.duration), 3)

    def test_a_file_in_place_of_another_and_a_right_one(self):
        self.add("film.mp4", files.recording("mp4"))
        media = Media.objects.get()
        before = media.file.name
        address = reverse("wagtailmedia:edit", args=[media.pk])
        self.assertContains(self.post(address, sent("film.mp4")), SAID)
        media.refresh_from_db()
        self.assertEqual(media.file.name, before)
        self.post(address, sent("film.mp4", recordings.phone(seconds=5)))
        media.refresh_from_db()
        self.assertNotIn(recordings.PLACE, media.file.read())
        self.assertEqual((media.duration, media.width, media.height), (5, 320, 240))

    def test_length_and_size_are_those_of_the_file_whatever_was_typed(self):
        self.add("film.mp4", recordings.turned(recordings.mp4(seconds=7)))
        media = Media.objects.get()
        self.assertEqual((media.duration, media.width, media.height), (7, 240, 320))

    def test_an_ending_that_is_not_taken_is_refused_with_a_way_out(self):
        response = self.add("film.mov", recordings.mp4(writer="mov"))
        self.assertContains(response, "HandBrake")
        self.assertNotContains(response, "mp4, webm")
        self.assertFalse(Media.objects.exists())

    def test_a_film_that_only_some_browsers_play_is_taken_with_a_warning_each_time_it_is_met(self):
        response = self.client.post(
            reverse("wagtailmedia:add", args=["video"]),
            {"title": "Łąka", "duration": "", "file": sent("film.mp4", recordings.mp4("libx265"))},
            follow=True,
        )
        self.assertContains(response, "HEVC")
        media = Media.objects.get()
        self.assertContains(self.client.get(reverse("wagtailmedia:edit", args=[media.pk])), "HandBrake")

    def test_a_film_that_all_browsers_play_brings_no_warning(self):
        response = self.client.post(
            reverse("wagtailmedia:add", args=["video"]),
            {"title": "Łąka", "duration": "", "file": sent("film.mp4", recordings.mp4())},
            follow=True,
        )
        self.assertNotContains(response, "HandBrake")


class CaptionsTests(TestCase):
    def test_captions_are_no_other_document(self):
        make.a_site()
        page = make.a_recording(captions_pl=make.a_download("Napisy", "napisy.pdf", b"%PDF-1.4"))
        with translation.override("pl"):
            self.assertIn("WebVTT", str(page.publication_errors()["captions_pl"]))
        page.captions_pl = make.a_download("Napisy", "napisy.vtt")
        self.assertNotIn("captions_pl", page.publication_errors())
