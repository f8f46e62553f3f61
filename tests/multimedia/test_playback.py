"""What no browser plays is refused in words; what only some browsers play is taken with a warning."""

import tempfile
from io import BytesIO, StringIO
from unittest import mock

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import RequestFactory, SimpleTestCase, TestCase
from django.utils import translation
from wagtail import hooks
from wagtailmedia.models import Media

from multimedia.intake import check_playable, remuxed
from multimedia.models import Coding, VideoPage
from multimedia.playback import warnings_about
from multimedia.refusals import MESSAGES, RefusedRecording
from tests import factories as make
from tests import recordings as made
from tests.core.uploads import files
from tests.photos import metadata, pictures

LOCK = {
    "encryption_scheme": "cenc-aes-ctr",
    "encryption_key": "76a6c65c5ea762046bd749a2e632ccbb",
    "encryption_kid": "a7e61c373e219033c21091fa607bf3b8",
}
JPEG = {"video": "mjpeg", "pixels": "yuvj420p"}


def taken():
    """[(name, kind, content, what the warning names; "" for none)]."""
    return [
        ("film.mp4", "video", made.mp4(), ""),
        ("film.mp4", "video", made.mp4("libvpx-vp9", "libmp3lame"), ""),
        ("film.mp4", "video", made.mp4(movflags="frag_keyframe+empty_moov"), ""),
        ("film.mp4", "video", made.mp4(writer="mov"), ""),
        ("film.webm", "video", made.webm(), ""),
        ("film.webm", "video", made.webm("libvpx-vp9", ""), ""),
        ("film.mp4", "video", made.mp4("libx265"), "HEVC"),
        ("film.mp4", "video", made.mp4("libsvtav1"), "AV1"),
        ("film.webm", "video", made.webm("libsvtav1"), "AV1"),
        ("film.mp4", "video", made.mp4(pixels="yuv420p10le"), "10 bit"),
        ("film.mp4", "video", made.mp4(audio="libopus"), "Opus"),
        ("film.mp4", "video", made.mp4(audio="ac3"), "AC-3"),
        ("film.mp4", "video", made.mp4(audio="pcm_s16le", writer="mov"), "PCM"),
        ("rozmowa.mp3", "audio", made.mp3(), ""),
        ("rozmowa.m4a", "audio", made.recording("m4a", audio="aac"), ""),
        ("rozmowa.m4a", "audio", made.recording("m4a", audio="aac", writer="mp4", **JPEG), ""),
        ("rozmowa.m4a", "audio", made.recording("m4a", audio="alac"), "ALAC"),
        ("rozmowa.ogg", "audio", made.recording("ogg", audio="flac"), "FLAC"),
        ("rozmowa.opus", "audio", made.recording("opus", audio="libopus"), "Opus"),
        ("rozmowa.wav", "audio", made.recording("wav", audio="pcm_s16le"), ""),
        ("rozmowa.flac", "audio", made.recording("flac", audio="flac"), ""),
    ]


def refused():
    """[(name, kind, content, code, what is named)]."""
    return [
        ("film.mp4", "video", made.mp4("mpeg4"), "picture", "DivX"),
        ("film.mp4", "video", made.mp4("mpeg2video"), "picture", "MPEG-2"),
        ("film.mp4", "video", made.mp4("prores_ks", pixels="yuv422p10le", writer="mov"), "picture", "ProRes"),
        ("film.mp4", "video", made.mp4("h263", writer="mov"), "picture", "H.263"),
        ("film.mp4", "video", made.mp4().replace(b"avc1", b"zzzz"), "picture", "?"),
        ("film.mp4", "video", made.mp4(audio="", **JPEG), "picture", "Motion JPEG"),
        ("film.webm", "video", made.webm("libx264", writer="matroska"), "picture", "H.264"),
        ("film.mp4", "video", made.mp4(audio="libopencore_amrnb", writer="mov"), "sound", "AMR"),
        ("rozmowa.wav", "audio", made.recording("wav", audio="adpcm_ms"), "sound", "ADPCM"),
        ("film.mp4", "video", made.mp4(**LOCK), "locked", ""),
        ("film.mp4", "video", made.mp4(""), "no-picture", ""),
        ("film.webm", "video", made.webm(""), "no-picture", ""),
        ("rozmowa.m4a", "audio", made.mp4(), "film", ""),
        ("rozmowa.m4a", "audio", made.mp4("", "", spoken="GPS"), "no-sound", ""),
        ("film.mp4", "video", files.recording("mp4")[:-50_000], "cut", ""),
        ("film.webm", "video", made.webm(seconds=9)[:-1500], "cut", ""),
        ("film.mp4", "video", made.mp4()[:200], "damaged", ""),
        ("rozmowa.mp3", "audio", b"ID3\x04\0\0\0\0\0\0" + bytes(300), "damaged", ""),
    ]


def examined(content, name, kind):
    target, report = remuxed(BytesIO(content), name)
    with target:
        check_playable(report, kind)
    return report


class PlaybackTests(SimpleTestCase):
    def test_what_browsers_play_is_taken_and_the_editor_warned_where_some_do_not(self):
        for name, kind, content, named in taken():
            with self.subTest(name=name, named=named), translation.override("en"):
                report = examined(content, name, kind)
                said = " ".join(warnings_about(report["container"], report["video"], report["audio"]))
                self.assertIn(named, said)
                self.assertEqual(bool(named), bool(said))

    def test_what_no_browser_plays_is_refused_with_what_to_do(self):
        for name, kind, content, code, named in refused():
            with self.subTest(name=name, code=code, named=named), translation.override("pl"):
                with self.assertRaises(RefusedRecording) as error:
                    examined(content, name, kind)
                self.assertEqual(error.exception.code, code)
                self.assertIn(named, error.exception.messages[0])
                self.assertNotIn("%(", error.exception.messages[0])

    def test_every_reason_is_tried(self):
        self.assertEqual({code for *_file, code, _named in refused()} | {"ending"}, set(MESSAGES))

    def test_length_is_read_from_every_format(self):
        for name, content, seconds in (
            ("film.mp4", made.mp4(seconds=7), 7),
            ("film.webm", made.webm(seconds=8), 8),
            ("film.webm", made.webm(seconds=4, live="1"), 4),
            ("rozmowa.m4a", made.recording("m4a", audio="aac", seconds=3), 3),
            ("rozmowa.mp3", made.mp3(2), 2),
            ("rozmowa.opus", made.recording("opus", audio="libopus", seconds=2), 2),
            ("rozmowa.wav", made.recording("wav", audio="pcm_s16le", seconds=4), 4),
            ("rozmowa.flac", made.recording("flac", audio="flac", seconds=6), 6),
        ):
            with self.subTest(name=name):
                kind = "video" if name.startswith("film") else "audio"
                self.assertAlmostEqual(examined(content, name, kind)["duration"], seconds, delta=0.02)

    def test_a_reader_that_crashes_or_hangs_is_a_refusal(self):
        for program in ("import os; os.abort()", "while True: pass"):
            with self.subTest(program), tempfile.NamedTemporaryFile("w") as remux:
                remux.write(program)
                remux.flush()
                with (
                    mock.patch.multiple("multimedia.intake", REMUX=remux.name, MOST_SECONDS=0.5),
                    self.assertLogs("multimedia.intake", "WARNING"),
                    self.assertRaises(RefusedRecording) as error,
                ):
                    examined(made.mp4(), "film.mp4", "video")
                self.assertEqual(error.exception.code, "damaged")


class StoredRecordingsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def a_film(self, content=None, name="film.mp4"):
        return Media.objects.create(
            title="Łąka", type="video", file=ContentFile(content or made.mp4(seconds=5), name=name)
        )

    def test_a_film_stored_by_a_script_is_cleaned_and_measured(self):
        media = self.a_film(made.phone(seconds=5))
        self.assertNotIn(made.PLACE, media.file.read())
        media.refresh_from_db()
        self.assertEqual((media.duration, media.width, media.height), (5, 320, 240))
        self.assertEqual(
            (media.coding.container, media.coding.video, media.coding.audio), ("mp4", "h264", "aac")
        )

    def test_a_film_that_no_page_plays_has_no_uses(self):
        self.assertEqual(list(self.a_film().get_usage()), [])

    def test_a_film_that_does_not_play_cannot_be_stored_by_a_script(self):
        with self.assertRaises(ValidationError):
            self.a_film(made.mp4("mpeg4"))
        self.assertFalse(Media.objects.exists())

    def test_a_thumbnail_stored_by_a_script_is_cleaned_as_photos_are(self):
        media = Media(title="Łąka", type="video", file=ContentFile(made.mp4(), name="film.mp4"))
        media.thumbnail = ContentFile(pictures.jpeg(), name="okladka.jpg")
        media.save()
        self.assertEqual(metadata.told_by(media.thumbnail.read()), set())

    def test_the_page_shows_the_length_of_the_file_and_follows_when_it_is_replaced(self):
        media = self.a_film(made.mp4(seconds=125))
        page = make.a_recording(external_url="", media=media, duration=3, speech="none")
        self.assertContains(self.client.get(page.url), "2:05")
        media.file = ContentFile(made.mp4(seconds=65), name="film.mp4")
        media.save()
        self.assertContains(self.client.get(page.url), "1:05")
        self.assertContains(self.client.get("/multimedia/"), "1:05")
        self.assertEqual(VideoPage.objects.get(pk=page.pk).duration, 65)

    def test_captions_that_go_on_after_the_film_cannot_be_published(self):
        late = b"WEBVTT\n\n00:01.000 --> 00:02.000\nA\n\n00:30.000 --> 01:05.000\nB\n"
        page = make.a_recording(
            external_url="", media=self.a_film(), captions_pl=make.a_download(name="n.vtt", content=late)
        )
        with translation.override("pl"):
            said = str(page.publication_errors()["captions_pl"])
        self.assertIn("Wiersz 6", said)
        self.assertIn("0:05", said)

    def test_captions_stored_before_they_were_checked_do_not_count_as_captions(self):
        nothing = make.a_download(name="n.vtt", content=b"WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nA\n")
        page = make.a_recording(captions_pl=nothing)
        self.assertIn("captions_pl", page.publication_errors())

    def test_the_editor_of_the_page_is_warned_that_some_readers_will_see_nothing(self):
        page = make.a_recording(external_url="", media=self.a_film(made.mp4("libx265")), speech="none")
        request = RequestFactory().post("/")
        request._messages = CookieStorage(request)
        for hook in hooks.get_hooks("after_edit_page"):
            hook(request, page)
        self.assertIn("HEVC", " ".join(str(message) for message in request._messages))


class CleaningStoredRecordingsTests(TestCase):
    """The command for what was uploaded before."""

    def an_old_file(self, content):
        media = Media.objects.create(
            title="Łąka", type="video", file=ContentFile(made.mp4(), name="film.mp4"), duration=1
        )
        storage = media.file.storage
        storage.delete(media.file.name)
        name = storage.save("media/stary.mp4", ContentFile(content))
        Media.objects.filter(pk=media.pk).update(file=name, duration=0)
        Coding.objects.all().delete()
        return Media.objects.get(pk=media.pk)

    def run_command(self, *options):
        said = StringIO()
        with self.captureOnCommitCallbacks(execute=True):
            call_command("clean_recordings", *options, stdout=said)
        return said.getvalue()

    def test_old_files_are_cleaned_under_a_new_address_and_measured(self):
        old = self.an_old_file(made.phone(seconds=5))
        self.assertIn("would be cleaned", self.run_command("--dry-run"))
        self.assertEqual(Media.objects.get().file.name, old.file.name)
        self.assertIn(": cleaned", self.run_command())
        media = Media.objects.get()
        self.assertNotEqual(media.file.name, old.file.name)
        self.assertFalse(media.file.storage.exists(old.file.name))
        self.assertNotIn(made.PLACE, media.file.read())
        self.assertEqual((media.duration, media.coding.video), (5, "h264"))
        self.assertEqual(self.run_command(), "")
        self.assertEqual(Media.objects.get().file.name, media.file.name)

    def test_what_does_not_play_or_is_gone_is_named_and_left(self):
        self.an_old_file(made.mp4("mpeg4"))
        gone = self.an_old_file(made.mp4())
        gone.file.storage.delete(gone.file.name)
        said = self.run_command()
        self.assertIn("left as it is: ", said)
        self.assertIn("its file is gone", said)
