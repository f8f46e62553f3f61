"""Files of recordings come in without a picture that nobody cleans."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from wagtailmedia.models import Media

from tests import factories as make
from tests import recordings
from tests.photos import pictures


class RecordingFileTests(TestCase):
    def test_a_sent_thumbnail_is_not_kept(self):
        make.a_site()
        self.client.force_login(make.an_editor())
        for screen in ("wagtailmedia:add", "wagtailmedia:chooser_upload"):
            with self.subTest(screen=screen):
                address = reverse(screen, args=["audio"])
                field = "thumbnail" if screen == "wagtailmedia:add" else "media-chooser-upload-thumbnail"
                self.assertNotContains(self.client.get(reverse("wagtailmedia:add", args=["audio"])), field)
                words = {
                    "title": "Dźwięk",
                    "file": SimpleUploadedFile("dzwiek.mp3", recordings.mp3()),
                    "duration": 1,
                    "thumbnail": pictures.upload(pictures.jpeg()),
                }
                if screen != "wagtailmedia:add":
                    words = {f"media-chooser-upload-{name}": value for name, value in words.items()}
                self.client.post(address, words)
                media = Media.objects.get()
                self.assertFalse(media.thumbnail)
                media.delete()

    def test_a_sound_among_films_and_a_film_among_sounds_are_told_where_they_belong(self):
        make.a_site()
        self.client.force_login(make.an_editor())
        for kind, name, content, words in (
            ("video", "wywiad.M4A", recordings.mp4(""), "Dodaj go jako dźwięk"),
            ("audio", "film.mp4", recordings.mp4(), "Dodaj go jako film"),
            ("audio", "film.mov", recordings.mp4(), "Zapisz go jako MP3"),
        ):
            with self.subTest(kind=kind, name=name):
                fields = {"title": "Plik", "file": SimpleUploadedFile(name, content)}
                response = self.client.post(reverse("wagtailmedia:add", args=[kind]), fields)
                self.assertContains(response, words)
                self.assertFalse(Media.objects.exists())
