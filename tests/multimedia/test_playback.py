"""What no browser plays is refused in words; what only some browsers play is taken with a warning."""

import json
import subprocess
from dataclasses import replace
from io import BytesIO, StringIO
from unittest import mock

from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import RequestFactory, SimpleTestCase, TestCase, override_settings
from django.utils import translation
from wagtail import hooks
from wagtailmedia.models import Media

from multimedia.intake import examined
from multimedia.models import Coding, VideoPage
from multimedia.playback import NAMES, SUPPORT, warnings_about
from multimedia.refusals import MESSAGES, RefusedRecording
from tests import factories as make
from tests import recordings as made
from tests.photos import metadata, pictures


def picture(coding, config=b""):
    return replace(made.PICTURE, coding=coding, config=config)


def sound(coding, config=b""):
    return replace(made.SOUND, coding=coding, config=config)


def esds(kind):
    """The description of an MPEG-4 coding (ISO 14496-1)."""
    decoder = b"\x04\x80\x80\x80\x0f" + bytes([kind]) + bytes(14)
    return made.full(b"esds", b"\x03\x80\x80\x80\x19" + bytes(3) + decoder + bytes(3))


HIGH_10 = made.box(b"avcC", b"\x01\x6e\x00\x1e")
TAKEN = [  # (name, kind, content, what the warning names; "" for none)
    ("film.mp4", "video", made.mp4(), ""),
    ("film.mp4", "video", made.mp4(picture(b"vp09"), sound(b"mp4a", esds(0x6B))), ""),
    ("film.webm", "video", made.webm(), ""),
    ("film.webm", "video", made.webm(video=b"V_VP8", audio=b"A_VORBIS"), ""),
    ("film.webm", "video", made.webm(audio=b""), ""),
    ("film.mp4", "video", made.mp4(picture(b"hvc1")), "HEVC"),
    ("film.mp4", "video", made.mp4(picture(b"dvh1")), "HEVC"),
    ("film.mp4", "video", made.mp4(picture(b"av01")), "AV1"),
    ("film.webm", "video", made.webm(video=b"V_AV1"), "AV1"),
    ("film.mp4", "video", made.mp4(picture(b"avc1", HIGH_10)), "10 bit"),
    ("film.mp4", "video", made.mp4(made.PICTURE, sound(b"Opus")), "Opus"),
    ("film.mp4", "video", made.mp4(made.PICTURE, sound(b"ac-3")), "AC-3"),
    ("film.mp4", "video", made.mp4(brand=b"qt  "), "MOV"),
    ("rozmowa.mp3", "audio", made.mp3(), ""),
    ("rozmowa.m4a", "audio", made.mp4(made.SOUND), ""),
    ("rozmowa.m4a", "audio", made.mp4(made.SOUND, picture(b"jpeg")), ""),
    ("rozmowa.m4a", "audio", made.mp4(sound(b"alac")), "ALAC"),
    ("rozmowa.wav", "audio", made.wav(), ""),
    ("rozmowa.flac", "audio", made.flac(), ""),
]
REFUSED = [  # (name, kind, content, code, what is named)
    ("film.mp4", "video", made.mp4(picture(b"mp4v", esds(0x20))), "picture", "DivX"),
    ("film.mp4", "video", made.mp4(picture(b"mp4v", esds(0x61))), "picture", "MPEG-2"),
    ("film.mp4", "video", made.mp4(picture(b"apch"), brand=b"qt  "), "picture", "ProRes"),
    ("film.mp4", "video", made.mp4(picture(b"s263"), sound(b"samr")), "picture", "H.263"),
    ("film.mp4", "video", made.mp4(picture(b"xd5b")), "picture", "xd5b"),
    ("film.mp4", "video", made.mp4(picture(b"jpeg")), "picture", "Motion JPEG"),
    ("film.webm", "video", made.webm(video=b"V_MPEG4/ISO/AVC"), "picture", "H.264"),
    ("film.mp4", "video", made.mp4(made.PICTURE, sound(b"samr")), "sound", "AMR"),
    ("rozmowa.wav", "audio", made.wav(coding=17), "sound", "ADPCM"),
    ("film.mp4", "video", made.mp4(picture(b"encv"), sound(b"enca")), "locked", ""),
    ("film.mp4", "video", made.mp4(made.SOUND), "no-picture", ""),
    ("film.webm", "video", made.webm(video=b""), "no-picture", ""),
    ("rozmowa.m4a", "audio", made.mp4(), "film", ""),
    ("rozmowa.m4a", "audio", made.mp4(made.GPS), "no-sound", ""),
    ("film.mp4", "video", made.mp4()[:-30], "cut", ""),
    ("film.mp4", "video", made.mp4()[:200], "cut", ""),
    ("rozmowa.mp3", "audio", b"ID3\x04\0\0\0\0\0\0" + bytes(300), "damaged", ""),
    (
        "film.mp4", "video",
        made.mp4(made.PICTURE, made.GPS, behind=made.box(b"moof", made.full(b"mfhd", made.number(1)))),
        "cannot-clean", "HandBrake",
    ),
]  # fmt: skip


def codings(recording):
    return [track.codec if track else "" for track in (recording.video, recording.audio)]


class PlaybackTests(SimpleTestCase):
    def test_what_browsers_play_is_taken_and_the_editor_warned_where_some_do_not(self):
        for name, kind, content, named in TAKEN:
            with self.subTest(name=name, named=named), translation.override("en"):
                recording = examined(BytesIO(content), name, kind)
                said = " ".join(warnings_about(recording.container, *codings(recording)))
                self.assertIn(named, said)
                self.assertEqual(bool(named), bool(said))

    def test_what_no_browser_plays_is_refused_with_what_to_do(self):
        for name, kind, content, code, named in REFUSED:
            with self.subTest(name=name, code=code, named=named), translation.override("pl"):
                with self.assertRaises(RefusedRecording) as refused:
                    examined(BytesIO(content), name, kind)
                self.assertEqual(refused.exception.code, code)
                self.assertIn(named, refused.exception.messages[0])
                self.assertNotIn("%(", refused.exception.messages[0])

    def test_every_reason_is_tried_and_every_coding_has_a_name(self):
        self.assertEqual({code for *_file, code, _named in REFUSED} | {"ending"}, set(MESSAGES))
        named = {codec for row in SUPPORT.values() for codecs in row.values() for codec in codecs}
        self.assertLessEqual(named, set(NAMES))

    def test_length_is_read_from_every_format(self):
        for name, content, seconds in (
            ("film.mp4", made.mp4(seconds=7), 7),
            ("film.webm", made.webm(duration=8000.0), 8),
            ("film.webm", made.webm(duration=0), 3.9),
            ("rozmowa.m4a", made.mp4(made.SOUND, seconds=3), 3),
            ("rozmowa.mp3", made.mp3(2), 2),
            ("rozmowa.wav", made.wav(seconds=4), 4),
            ("rozmowa.flac", made.flac(seconds=6), 6),
        ):
            with self.subTest(name=name):
                kind = "video" if name.startswith("film") else "audio"
                self.assertAlmostEqual(examined(BytesIO(content), name, kind).duration, seconds, delta=0.02)


class FfprobeTests(SimpleTestCase):
    UNKNOWN = made.mp4(picture(b"xd5b"))

    def refusal(self):
        with self.assertRaises(RefusedRecording) as refused:
            examined(BytesIO(self.UNKNOWN), "film.mp4", "video")
        return refused.exception.messages[0]

    @override_settings(FFPROBE="/there/is/ffprobe")
    def test_what_our_reader_leaves_open_is_told_by_ffprobe(self):
        answer = {"streams": [{"codec_type": "video", "codec_name": "mpeg2video", "width": 720}]}
        finished = subprocess.CompletedProcess([], 0, json.dumps(answer).encode())
        with mock.patch("subprocess.run", return_value=finished) as run:
            self.assertIn("MPEG-2", self.refusal())
        self.assertEqual(run.call_args.args[0][0], "/there/is/ffprobe")

    @override_settings(FFPROBE="/there/is/ffprobe")
    def test_an_ffprobe_that_fails_or_hangs_changes_nothing(self):
        for trouble in (OSError(), subprocess.TimeoutExpired("ffprobe", 30), ValueError()):
            with mock.patch("subprocess.run", side_effect=trouble):
                self.assertIn("xd5b", self.refusal())

    @override_settings(FFPROBE="/there/is/ffprobe")
    def test_it_is_not_asked_about_a_file_that_our_reader_understands(self):
        with mock.patch("subprocess.run") as run:
            examined(BytesIO(made.mp4()), "film.mp4", "video")
        run.assert_not_called()

    @override_settings(FFPROBE="")
    def test_without_the_program_the_file_is_refused_all_the_same(self):
        self.assertIn("xd5b", self.refusal())


class StoredRecordingsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def a_film(self, content=None, name="film.mp4"):
        return Media.objects.create(
            title="Łąka", type="video", file=ContentFile(content or made.mp4(), name=name)
        )

    def test_a_film_stored_by_a_script_is_cleaned_and_measured(self):
        media = self.a_film(made.mp4(movie=made.iphone()))
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
            self.a_film(made.mp4(picture(b"mp4v")))
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
        page = make.a_recording(external_url="", media=self.a_film(made.mp4(picture(b"hvc1"))), speech="none")
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
        old = self.an_old_file(made.mp4(movie=made.android()))
        self.assertIn("would be cleaned", self.run_command("--dry-run"))
        self.assertEqual(Media.objects.get().file.name, old.file.name)
        self.assertIn(": cleaned", self.run_command())
        media = Media.objects.get()
        self.assertNotEqual(media.file.name, old.file.name)
        self.assertFalse(media.file.storage.exists(old.file.name))
        self.assertNotIn(made.PLACE, media.file.read())
        self.assertEqual((media.duration, media.coding.video), (5, "h264"))
        self.assertIn("is clean", self.run_command())
        self.assertEqual(Media.objects.get().file.name, media.file.name)

    def test_what_does_not_play_or_is_gone_is_named_and_left(self):
        self.an_old_file(made.mp4(picture(b"mp4v")))
        gone = self.an_old_file(made.mp4())
        gone.file.storage.delete(gone.file.name)
        said = self.run_command()
        self.assertIn("left as it is: ", said)
        self.assertIn("its file is gone", said)
