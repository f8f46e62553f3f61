"""Players: what is drawn for a file of ours; another site is not asked before the reader wants it."""

from unittest import mock
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.test import TestCase
from django.utils import timezone, translation
from lxml import html
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtailmedia.models import Media

from multimedia.signal_handlers import remember_outside_player
from tests import factories as make

YOUTUBE = "https://www.youtube.com/watch?v=a-Zb0_c1D2e"
LOADED = (
    "//*[not(ancestor::template)]/@src | //*[not(ancestor::template)]/@poster | //*/@srcset"
    " | //link[not(@rel='canonical' or @rel='alternate')]/@href"
)


def a_media(name="film.mp4", **fields):
    return Media.objects.create(title="Film", file=f"media/{name}", type="video", duration=65, **fields)


def drawn(recording, language="pl"):
    with translation.override(language):
        return html.document_fromstring(
            f"<p>{render_to_string('parts/player.html', {'recording': recording})}"
        )


class UploadedFilmTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.film = make.a_recording(
            external_url="",
            media=a_media(),
            poster=make.a_photo(),
            captions_pl=make.a_download(name="napisy.pl.vtt"),
            captions_en=make.a_download(name="napisy.en.vtt"),
        )

    def tracks_on(self, language, speech="pl"):
        self.film.speech = speech
        return drawn(self.film, language).xpath("//track[@default]/@srclang")

    def test_the_film_keeps_its_place_and_loads_nothing_before_it_is_played(self):
        (video,) = drawn(self.film).xpath("//video")
        self.assertEqual(
            [video.get(name) for name in ("width", "height", "preload")], ["1280", "720", "none"]
        )
        self.assertTrue(video.get("poster"))
        self.assertEqual(video.xpath("source/@type"), ["video/mp4"])

    def test_the_size_of_the_file_is_used_when_an_editor_entered_it(self):
        self.film.media = a_media(width=720, height=1280)
        (video,) = drawn(self.film).xpath("//video")
        self.assertEqual((video.get("width"), video.get("height"), video.get("class")), ("720", "1280", None))

    def test_captions_are_on_for_readers_of_another_language_only(self):
        self.assertEqual(self.tracks_on("pl"), [])
        self.assertEqual(self.tracks_on("en"), ["en"])
        self.assertEqual(self.tracks_on("pl", speech="en"), ["pl"])
        self.assertEqual(self.tracks_on("en", speech="none"), [])

    def test_times_of_the_transcript_are_plain_text_that_a_script_can_find(self):
        page = html.document_fromstring(self.client.get(self.film.url).content)
        self.assertEqual(page.xpath("//details//time/@data-second"), ["1"])
        self.assertEqual(page.xpath("//details//button"), [])
        self.assertEqual(
            page.xpath("//details/@data-transcript-of"), page.xpath("//*[@data-recording]/@data-recording")
        )


class OutsideRecordingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.film = make.a_recording(external_url=YOUTUBE)

    def player(self, url):
        self.film.external_url = url
        return drawn(self.film)

    def test_nothing_is_loaded_from_outside(self):
        page = html.document_fromstring(self.client.get(self.film.url).content)
        addresses = page.xpath(LOADED)
        self.assertTrue(addresses)
        self.assertEqual([address for address in addresses if urlsplit(address).netloc], [])
        self.assertEqual(page.xpath("//iframe[not(ancestor::template)]"), [])

    def test_a_known_player_waits_in_a_template_with_a_title_and_few_rights(self):
        (frame,) = self.player(YOUTUBE).xpath("//template//iframe")
        self.assertTrue(frame.get("src").startswith("https://www.youtube-nocookie.com/embed/a-Zb0_c1D2e?"))
        self.assertIn("Łąka w", frame.get("title"))
        self.assertEqual(frame.get("allow"), "autoplay; fullscreen; picture-in-picture")

    def test_the_reader_is_told_what_pressing_play_does_and_has_a_plain_link(self):
        player = self.player(YOUTUBE)
        self.assertIn("www.youtube-nocookie.com", player.text_content())
        self.assertEqual(player.xpath("//a/@href"), [YOUTUBE])
        self.assertEqual(player.xpath("//button/@hidden"), [""])

    def test_an_unknown_site_gets_the_plain_link_only(self):
        player = self.player("https://peertube.example/w/abc")
        self.assertEqual(player.xpath("//a/@href"), ["https://peertube.example/w/abc"])
        self.assertEqual(player.xpath("//iframe | //button"), [])

    def test_a_hostile_address_is_drawn_nowhere(self):
        for url in (
            "javascript:alert(1)",
            "data:text/html,x",
            f"https://youtube.com@evil.example/{'x' * 11}",
        ):
            with self.subTest(url=url):
                self.assertEqual(self.player(url).xpath("//a | //iframe | //button"), [])

    def test_a_player_that_wagtail_remembers_is_used_and_never_fetched(self):
        url = "https://soundcloud.com/empirie/rozmowa"
        with mock.patch("multimedia.oembed.ask") as asked:
            self.assertEqual(self.player(url).xpath("//iframe"), [])
            Embed.objects.create(
                url=url,
                hash=get_embed_hash(url),
                type="rich",
                html='<iframe src="https://w.soundcloud.com/player/?url=1"></iframe>',
                last_updated=timezone.now(),
            )
            self.assertEqual(
                self.player(url).xpath("//template//iframe/@src"), ["https://w.soundcloud.com/player/?url=1"]
            )
        asked.assert_not_called()


class PublishingTests(TestCase):
    """Only when an editor publishes is another site asked for its player."""

    @classmethod
    def setUpTestData(cls):
        make.a_site()
        cls.film = make.a_recording()

    def asked_for(self, url):
        self.film.external_url = url
        with mock.patch("multimedia.signal_handlers.get_embed") as asked:
            remember_outside_player(self.film)
        return [call.args[0] for call in asked.call_args_list]

    def test_sites_whose_player_we_cannot_work_out_are_asked(self):
        self.assertEqual(self.asked_for("https://soundcloud.com/x"), ["https://soundcloud.com/x"])

    def test_youtube_vimeo_and_unsafe_addresses_are_not(self):
        for url in (YOUTUBE, "https://vimeo.com/1", "https://youtube.com/@miasto", "", "javascript:x"):
            with self.subTest(url=url):
                self.assertEqual(self.asked_for(url), [])

    def test_a_site_that_does_not_answer_does_not_keep_the_page_from_being_published(self):
        self.film.external_url = "https://nobody.example/x"
        self.film.save_revision().publish()
        self.assertEqual(Embed.objects.count(), 0)
