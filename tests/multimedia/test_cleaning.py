"""Uploaded films and sounds say nothing of place, device and people; picture and sound stay as they are."""

import random
from io import BytesIO

import av
from django.test import SimpleTestCase

from multimedia.intake import remuxed
from multimedia.refusals import RefusedRecording
from tests import recordings as made


def recordings():
    """[(name, content)], each with all that its format can say."""
    return [
        ("film.mp4", made.phone()),
        ("film.mp4", made.mp4(says=True, movflags="frag_keyframe+empty_moov")),
        ("film.webm", made.webm(says=True)),
        ("rozmowa.m4a", made.recording("m4a", audio="aac", says=True)),
        ("rozmowa.mp3", made.mp3(says=True)),
        ("rozmowa.ogg", made.recording("ogg", audio="flac", says=True)),
        ("rozmowa.opus", made.recording("opus", audio="libopus", says=True)),
        ("rozmowa.wav", made.recording("wav", audio="pcm_s16le", says=True)),
        ("rozmowa.flac", made.recording("flac", audio="flac", says=True)),
    ]


def cleaned(content, name="film.mp4"):
    """(the report, the clean bytes)."""
    target, report = remuxed(BytesIO(content), name)
    with target:
        return report, target.read()


def samples(content):
    """What picture and sound are made of, with the time of each part in milliseconds."""
    with av.open(BytesIO(content)) as recording:
        return [
            (packet.stream.type, round(float(packet.pts * packet.time_base), 3), bytes(packet))
            for packet in recording.demux(*recording.streams.video, *recording.streams.audio)
            if packet.dts is not None
        ]


class CleaningTests(SimpleTestCase):
    def assert_says_nothing(self, clean):
        for text in made.TEXTS:
            self.assertNotIn(text, clean)

    def test_recordings_keep_their_picture_and_sound_and_lose_the_rest(self):
        for name, content in recordings():
            with self.subTest(name=name):
                self.assertTrue([text for text in made.TEXTS if text in content])
                report, clean = cleaned(content, name)
                self.assert_says_nothing(clean)
                self.assertEqual(sorted(samples(clean)), sorted(samples(content)))
                again = cleaned(clean, name)[0]
                self.assertAlmostEqual(again["duration"], report["duration"], delta=0.1)

    def test_tracks_beside_picture_and_sound_go(self):
        for content in (
            made.mp4(spoken="GPS(+49.6880+021.7700/)"),
            made.mp4(spoken="GPS(+49.6880+021.7700/)", movflags="frag_keyframe+empty_moov"),
        ):
            self.assertIn(made.PLACE, content)
            clean = cleaned(content)[1]
            self.assertNotIn(made.PLACE, clean)
            with av.open(BytesIO(clean)) as recording:
                self.assertEqual([stream.type for stream in recording.streams], ["video", "audio"])

    def test_what_cameras_write_behind_the_film_goes(self):
        behind = made.box(b"uuid", bytes(16) + made.PLACE) + made.box(b"free", made.PLACE) + made.PLACE
        self.assertNotIn(made.PLACE, cleaned(made.mp4() + behind)[1])

    def test_comments_in_the_header_of_vorbis_in_a_webm_go(self):
        content = made.with_vorbis_comment(made.webm("", "vorbis"), b"ARTIST=Jan")
        self.assertIn(b"ARTIST=Jan", content)
        clean = cleaned(content, "film.webm")[1]
        self.assertNotIn(b"Jan", clean)
        with av.open(BytesIO(clean)) as recording:
            self.assertTrue(any(frame.samples for frame in recording.decode(audio=0)))
        self.assertEqual(samples(clean), samples(content))

    def test_a_film_held_upright_stays_upright(self):
        report, clean = cleaned(made.turned(made.mp4()))
        self.assertIn(made.TURNED, clean)
        self.assertEqual((report["width"], report["height"]), (240, 320))

    def test_a_film_starts_before_all_of_it_has_arrived_and_safari_knows_its_coding(self):
        clean = cleaned(made.mp4("libx265"))[1]
        self.assertLess(clean.index(b"moov"), clean.index(b"mdat"))
        self.assertIn(b"hvc1", clean)

    def test_the_name_of_a_file_does_not_make_it_fetch_others(self):
        for listed in (
            b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n",
            b"ffconcat version 1.0\nfile /etc/hostname\n",
        ):
            with self.assertRaises(RefusedRecording):
                cleaned(listed)

    def test_bent_and_cut_files_are_read_or_refused_but_never_break(self):
        chance = random.Random(13)
        for name, content in recordings():
            for way in ("bent", "cut"):
                with self.subTest(name=name, way=way):
                    bent = bytearray(content)
                    for _time in range(5):
                        bent[chance.randrange(min(len(bent), 2000))] ^= 0xFF
                    wrong = bytes(bent) if way == "bent" else content[: len(content) // 3]
                    try:
                        cleaned(wrong, name)
                    except RefusedRecording as refused:
                        self.assertIn(refused.code, ("damaged", "cut"))
