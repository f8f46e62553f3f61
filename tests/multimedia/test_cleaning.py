"""Uploaded films and sounds say nothing of place, device and people; picture and sound stay as they are."""

from dataclasses import replace
from io import BytesIO
from unittest import mock

from django.test import SimpleTestCase

from multimedia.containers import READERS, CutFile, DamagedFile, UncleanableFile
from multimedia.containers.recording import changing, write_patched
from tests import recordings as made

SECRET = "Żaneta".encode()
TEXTS = (SECRET, made.PLACE, b"Krosno", b"Apple", b"iPhone", b"GoPro", b"Core Media", b"2026-05-14", b"Phone")


def cleaned(content, ending):
    """(the Recording, the clean bytes)."""
    file, target = BytesIO(content), BytesIO()
    recording = READERS[ending](file)
    write_patched(file, changing(file, recording.patches), target)
    return recording, target.getvalue()


def comment_header(mark, text, behind=b""):
    comment = b"ARTIST=" + text
    listed = (1).to_bytes(4, "little") + len(comment).to_bytes(4, "little") + comment
    return mark + (4).to_bytes(4, "little") + b"Lavf" + listed + behind


def page(place, content, flags=0, granule=0):
    from multimedia.containers.ogg import _checksum

    table = bytes([255] * (len(content) // 255) + [len(content) % 255])
    head = b"OggS\0" + bytes([flags]) + granule.to_bytes(8, "little") + b"\1\0\0\0"
    head += place.to_bytes(4, "little")
    bare = head + bytes(4) + bytes([len(table)]) + table + content
    return bare[:22] + _checksum(bare).to_bytes(4, "little") + bare[26:]


def opus(text=SECRET):
    first = b"OpusHead\1\2" + (312).to_bytes(2, "little") + bytes(7)
    comments = comment_header(b"OpusTags", text)
    return page(0, first, 2) + page(1, comments) + page(2, b"SOUND" * 10, 4, granule=48000 * 3 + 312)


class CleaningTests(SimpleTestCase):
    def assert_says_nothing(self, content, ending):
        recording, clean = cleaned(content, ending)
        for text in TEXTS:
            self.assertNotIn(text, clean)
        again, same = cleaned(clean, ending)
        self.assertEqual(clean, same)
        self.assertEqual((again.tracks, again.duration), (recording.tracks, recording.duration))
        return clean

    def test_a_film_from_a_phone_keeps_its_picture_and_sound_and_loses_the_rest(self):
        xmp = made.box(b"uuid", bytes(16), SECRET)
        whole = made.mp4(
            replace(made.PICTURE, more=made.android()), made.SOUND, made.GPS,
            movie=made.android() + made.iphone() + xmp,
            behind=xmp + made.box(b"free", made.PLACE) + made.box(b"SDLN", SECRET),
        )  # fmt: skip
        clean = self.assert_says_nothing(whole, "mp4")
        self.assertEqual(len(clean), len(whole))
        for sample in (made.PICTURE.sample, made.SOUND.sample):
            self.assertEqual(clean.index(sample), whole.index(sample))
        self.assertNotIn((3_900_000_000).to_bytes(4, "big"), clean)

    def test_bytes_between_the_samples_and_behind_the_last_box_say_nothing_either(self):
        """Dashboard cameras keep the place there, others a trailer of their own."""
        between = replace(made.GPS, handler=b"vide", coding=b"jpeg")
        clean = self.assert_says_nothing(made.mp4(made.PICTURE, between, made.SOUND, behind=SECRET), "mp4")
        self.assertIn(made.SOUND.sample, clean)

    def test_uncompressed_sound_stays_whole_beside_places_that_go(self):
        """Films of cameras: QuickTime gives each sample of such sound a size of 1."""
        sound = replace(made.SOUND, coding=b"sowt", sample=b"LR" * 30, pcm=30)
        for parts in ((made.PICTURE, sound, made.GPS), (made.GPS, sound, made.PICTURE)):
            clean = self.assert_says_nothing(made.mp4(*parts, behind=SECRET), "mp4")
            self.assertIn(sound.sample, clean)
        between = replace(made.GPS, handler=b"vide", coding=b"jpeg")
        clean = self.assert_says_nothing(made.mp4(made.PICTURE, between, sound), "mp4")
        self.assertIn(sound.sample, clean)

    def test_a_place_in_a_film_made_of_fragments_that_cannot_be_taken_out_is_refused(self):
        fragment = made.box(b"moof", made.full(b"mfhd", made.number(1)))
        with self.assertRaises(UncleanableFile):
            cleaned(made.mp4(made.PICTURE, made.GPS, behind=fragment), "mp4")

    def test_subtitles_in_a_webm_that_cannot_be_taken_out_are_refused(self):
        whole = made.webm().replace(made.element("83", b"\2"), made.element("83", b"\x11"))
        with self.assertRaises(UncleanableFile):
            cleaned(whole, "webm")

    def test_tags_title_pictures_and_programs_of_a_webm_go(self):
        tags = made.element("1254c367", made.element("7373", SECRET))
        picture = made.element("1941a469", made.element("61a7", SECRET))
        way = made.element(
            "4dbb", made.element("53ab", bytes.fromhex("1254c367")), made.element("53ac", b"\1")
        )
        info = made.element("7ba9", SECRET) + made.element("4461", bytes(8))
        whole = made.webm(made.element("114d9b74", way), tags, picture, info=info)
        clean = self.assert_says_nothing(whole, "webm")
        self.assertEqual(clean.index(b"PICTURE!"), whole.index(b"PICTURE!"))
        self.assertNotIn(bytes.fromhex("1254c367"), clean)

    def test_tags_before_and_behind_an_mp3_go_and_the_sound_is_the_same(self):
        tags = made.ape(SECRET) + made.id3v1(SECRET)
        whole = made.mp3(before=made.id3v2(SECRET) + made.id3v2(SECRET), behind=tags)
        self.assertEqual(self.assert_says_nothing(whole, "mp3"), made.mp3())

    def test_what_an_mp3_holds_between_its_tags_and_its_sound_goes(self):
        whole = made.mp3(before=made.id3v2(SECRET) + bytes(100) + made.id3v2(SECRET))
        self.assertEqual(self.assert_says_nothing(whole, "mp3"), made.mp3())

    def test_an_ogg_of_two_recordings_one_behind_the_other_is_not_kept_with_its_second_comments(self):
        with self.assertRaises(UncleanableFile):
            cleaned(opus(b"Krosno") + opus(), "opus")

    def test_comments_of_ogg_go_and_the_page_keeps_a_right_checksum(self):
        whole = opus()
        clean = self.assert_says_nothing(whole, "opus")
        start = clean.index(b"OggS", 4)
        kept = clean[start:].index(b"OggS", 4)
        from multimedia.containers.ogg import _checksum

        second = clean[start : start + kept]
        self.assertEqual(
            int.from_bytes(second[22:26], "little"), _checksum(second[:22] + bytes(4) + second[26:])
        )
        self.assertEqual(clean[start + kept :], whole[start + kept :])

    def test_chunks_of_a_wav_that_name_somebody_go(self):
        chunks = [made.chunk(kind, SECRET) for kind in (b"LIST", b"bext", b"id3 ", b"iXML", b"_PMX")]
        self.assert_says_nothing(made.wav(*chunks) + made.chunk(b"LIST", SECRET), "wav")

    def test_comments_and_pictures_of_a_flac_go(self):
        blocks = [(4, SECRET * 3), (6, SECRET), (2, SECRET)]
        self.assert_says_nothing(made.id3v2(SECRET) + made.flac(*blocks), "flac")

    def test_a_file_without_anything_personal_is_not_written_anew(self):
        clean = cleaned(made.mp4(), "mp4")[1]
        file = BytesIO(clean)
        self.assertEqual(changing(file, READERS["mp4"](file).patches), [])

    def test_large_areas_are_overwritten_in_parts(self):
        target = BytesIO()
        with mock.patch("multimedia.containers.recording._CHUNK", 7):
            file = BytesIO(made.mp4(movie=made.iphone()))
            write_patched(file, changing(file, READERS["mp4"](file).patches), target)
        self.assertEqual(target.getvalue(), cleaned(made.mp4(movie=made.iphone()), "mp4")[1])


class DamagedFilesTests(SimpleTestCase):
    WHOLE = {
        "mp4": made.mp4(made.PICTURE, made.SOUND, movie=made.iphone()),
        "webm": made.webm(),
        "mp3": made.mp3(before=made.id3v2(SECRET)),
        "opus": opus(),
        "wav": made.wav(),
        "flac": made.flac((4, SECRET)),
    }

    def test_a_file_that_ends_in_the_middle_is_called_cut(self):
        for ending in ("mp4", "webm", "opus", "wav"):
            with self.subTest(ending=ending), self.assertRaises(CutFile):
                cleaned(self.WHOLE[ending][: -len(self.WHOLE[ending]) // 40 or -1], ending)

    def test_a_file_bent_anywhere_is_read_or_refused_but_never_breaks(self):
        for ending, whole in self.WHOLE.items():
            for place in range(0, min(len(whole), 1600), 3):
                for wrong in (b"\xff", b"\x00"):
                    bent = whole[:place] + wrong + whole[place + 1 :]
                    try:
                        cleaned(bent, ending)
                    except (DamagedFile, UncleanableFile, IndexError, OverflowError):
                        continue

    def test_a_file_cut_anywhere_is_read_or_refused_but_never_breaks(self):
        for ending, whole in self.WHOLE.items():
            for place in range(1, len(whole), max(1, len(whole) // 200)):
                try:
                    cleaned(whole[:place], ending)
                except (DamagedFile, UncleanableFile, IndexError, OverflowError):
                    continue
