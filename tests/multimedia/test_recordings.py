"""Recordings: what a film must have before it is published, and how its transcript reads."""

from django.test import SimpleTestCase, TestCase

from multimedia.models import PodcastEpisodePage, VideoPage
from multimedia.transcripts import clock, cues
from tests import factories as make


class TranscriptTests(SimpleTestCase):
    def test_paragraphs_may_begin_with_their_time(self):
        found = cues("[00:05] Dzień dobry.\n\n[1:02:03] Do widzenia.\n\n\nBez czasu.")
        self.assertEqual(
            [(cue.second, cue.text) for cue in found],
            [(5, "Dzień dobry."), (3723, "Do widzenia."), (None, "Bez czasu.")],
        )

    def test_brackets_that_are_no_time_stay_text(self):
        self.assertEqual(cues("[śmiech] Tak.")[0].text, "[śmiech] Tak.")

    def test_an_empty_transcript_has_no_paragraphs(self):
        self.assertEqual(cues("  \n "), [])

    def test_seconds_read_as_a_clock(self):
        self.assertEqual([clock(5), clock(65), clock(3723)], ["0:05", "1:05", "1:02:03"])


class AccessibilityOfRecordingsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()

    def test_a_complete_film_can_be_published(self):
        film = make.a_recording(captions_pl=make.a_download(name="napisy.vtt"))
        self.assertEqual(film.publication_errors(), {})

    def test_a_film_with_speech_needs_captions_transcript_and_a_word_on_its_pictures(self):
        film = make.a_recording(transcript="", audio_description="")
        self.assertEqual(set(film.publication_errors()), {"captions_pl", "transcript", "audio_description"})

    def test_a_film_without_speech_needs_no_captions(self):
        self.assertEqual(make.a_recording(speech="none").publication_errors(), {})

    def test_a_podcast_needs_no_captions_but_a_transcript(self):
        from multimedia.models import MultimediaIndexPage

        episode = PodcastEpisodePage(title="Rozmowa", slug="rozmowa", external_url="https://example.org/r")
        make.polish(MultimediaIndexPage).add_child(instance=episode)
        self.assertEqual(set(episode.publication_errors()), {"transcript", "audio_description"})

    def test_a_recording_is_uploaded_or_elsewhere_never_both_or_neither(self):
        film = make.a_recording(external_url="", captions_pl=make.a_download(name="napisy.vtt"))
        self.assertEqual(set(film.publication_errors()), {"media"})

    def test_films_and_episodes_stand_in_one_list(self):
        film = make.a_recording()
        self.assertIsInstance(film, VideoPage)
        self.assertContains(self.client.get("/multimedia/"), f'href="{film.url}"')
        self.assertNotContains(self.client.get("/multimedia/?kind=podcast"), f'href="{film.url}"')
