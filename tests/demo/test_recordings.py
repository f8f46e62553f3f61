"""The demonstration recordings keep the promises that their pages make about them."""

import re
import tomllib
import unittest
from itertools import pairwise
from pathlib import Path

DEMO = Path(__file__).resolve().parents[2] / "site" / "empirie" / "demo"
MEDIA = DEMO / "recordings"
PAGES = sorted((DEMO / "content" / "recordings").glob("*.toml"))
MEGABYTE = 1_000_000
CUE_TIMES = re.compile(r"^(\d\d):(\d\d):(\d\d\.\d{3}) --> (\d\d):(\d\d):(\d\d\.\d{3})$", re.MULTILINE)
PARAGRAPH_TIME = re.compile(r"^\[(\d\d):(\d\d)\] \S", re.MULTILINE)


def the_recordings():
    """Every recording's page file, read, under the name of its file."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in PAGES}


def cue_times(captions):
    """(start, end) of each cue, in seconds."""
    return [
        (_seconds(*match.groups()[:3]), _seconds(*match.groups()[3:]))
        for match in CUE_TIMES.finditer(captions)
    ]


def overlaps(times):
    """Pairs of neighbouring cues of which the second begins before the first has ended."""
    return [(first, second) for first, second in pairwise(times) if second[0] < first[1]]


def transcript_times(transcript):
    """The second at which each paragraph says it begins."""
    return [int(minutes) * 60 + int(seconds) for minutes, seconds in PARAGRAPH_TIME.findall(transcript)]


def _seconds(hours, minutes, seconds):
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


class CheckTests(unittest.TestCase):
    """The checks below can fail."""

    def test_overlapping_cues_are_noticed(self):
        captions = "WEBVTT\n\n00:00:01.000 --> 00:00:03.000\na\n\n00:00:02.500 --> 00:00:04.000\nb\n"
        self.assertEqual(overlaps(cue_times(captions)), [((1.0, 3.0), (2.5, 4.0))])

    def test_there_are_four_films_and_two_podcast_episodes(self):
        kinds = sorted(page["kind"] for page in the_recordings().values())
        self.assertEqual(kinds, ["podcast"] * 2 + ["video"] * 4)


class MediaTests(unittest.TestCase):
    def test_each_page_has_its_media_and_captions_in_both_languages(self):
        for stem, page in the_recordings().items():
            with self.subTest(recording=stem):
                self.assertTrue((MEDIA / page["file"]).is_file())
                self.assertEqual({track["language"] for track in page["captions"]}, {"pl", "en"})
                for track in page["captions"]:
                    captions = (MEDIA / track["file"]).read_text(encoding="utf-8")
                    self.assertTrue(captions.startswith("WEBVTT\n\n"))

    def test_no_media_file_is_without_a_page(self):
        shown = {page["file"] for page in the_recordings().values()}
        shown |= {track["file"] for page in the_recordings().values() for track in page["captions"]}
        kept = {path.name for path in MEDIA.iterdir() if path.suffix in {".mp4", ".mp3", ".m4a", ".vtt"}}
        self.assertEqual(kept, shown)

    def test_the_repository_stays_light(self):
        files = [path for path in MEDIA.iterdir() if path.is_file()]
        self.assertLess(sum(path.stat().st_size for path in files), 4 * MEGABYTE)
        for path in files:
            with self.subTest(file=path.name):
                self.assertLess(path.stat().st_size, (0.9 if path.suffix == ".mp4" else 0.5) * MEGABYTE)

    def test_a_film_starts_before_all_of_it_has_arrived(self):
        for path in MEDIA.glob("*.mp4"):
            with self.subTest(file=path.name):
                content = path.read_bytes()
                self.assertLess(content.index(b"moov"), content.index(b"mdat"))


class CaptionTests(unittest.TestCase):
    def test_cues_end_within_the_recording_and_do_not_overlap(self):
        for stem, page, track, captions in self.tracks():
            with self.subTest(recording=stem, language=track["language"]):
                times = cue_times(captions)
                self.assertEqual(len(times), captions.count("-->"))
                self.assertTrue(all(start < end for start, end in times))
                self.assertEqual(overlaps(times), [])
                self.assertLessEqual(times[-1][1], page["duration"])

    def test_both_languages_speak_at_the_same_moments(self):
        moments = {}
        for stem, _, _, captions in self.tracks():
            moments.setdefault(stem, set()).add(tuple(cue_times(captions)))
        self.assertEqual([stem for stem, found in moments.items() if len(found) != 1], [])

    def test_a_caption_is_at_most_two_short_lines(self):
        for stem, _, track, captions in self.tracks():
            for block in captions.strip().split("\n\n")[1:]:
                lines = block.splitlines()[2:]
                with self.subTest(recording=stem, language=track["language"], lines=lines):
                    self.assertIn(len(lines), (1, 2))
                    self.assertLessEqual(max(map(len, lines)), 44)

    def test_captions_name_the_music_too(self):
        for stem, _, track, captions in self.tracks():
            with self.subTest(recording=stem, language=track["language"]):
                self.assertIn("[", captions)

    def tracks(self):
        for stem, page in the_recordings().items():
            for track in page["captions"]:
                yield stem, page, track, (MEDIA / track["file"]).read_text(encoding="utf-8")


class TranscriptTests(unittest.TestCase):
    def test_paragraphs_carry_rising_times_within_the_recording(self):
        for stem, page in the_recordings().items():
            for language, transcript in page["transcript"].items():
                with self.subTest(recording=stem, language=language):
                    times = transcript_times(transcript)
                    self.assertEqual(len(times), len(transcript.strip().split("\n\n")))
                    self.assertEqual(times, sorted(set(times)))
                    self.assertLess(times[-1], page["duration"])

    def test_both_languages_have_the_same_paragraphs(self):
        for stem, page in the_recordings().items():
            with self.subTest(recording=stem):
                polish, english = page["transcript"]["pl"], page["transcript"]["en"]
                self.assertEqual(transcript_times(polish), transcript_times(english))

    def test_a_transcript_holds_every_spoken_caption(self):
        for stem, page in the_recordings().items():
            if not page["speech"]:
                continue
            for track in page["captions"]:
                captions = (MEDIA / track["file"]).read_text(encoding="utf-8")
                for block in captions.strip().split("\n\n")[1:]:
                    words = " ".join(block.splitlines()[2:])
                    with self.subTest(recording=stem, words=words):
                        self.assertIn(words if words[0] != "[" else "", page["transcript"][track["language"]])


class HonestyTests(unittest.TestCase):
    def test_the_lead_says_that_this_is_a_demonstration_recording(self):
        for stem, page in the_recordings().items():
            with self.subTest(recording=stem):
                self.assertIn("pokazow", page["lead"]["pl"])
                self.assertIn("demonstration", page["lead"]["en"].lower())
                self.assertIn("syntetyczny głos" if page["speech"] else "bez lektora", page["lead"]["pl"])
                self.assertLessEqual(max(map(len, page["lead"].values())), 240)
                self.assertLessEqual(max(map(len, page["description"].values())), 155)


if __name__ == "__main__":
    unittest.main()
