"""What a site of recordings answers is taken only as far as it is a player."""

import json
from unittest import mock

import requests
from django.conf import settings
from django.test import SimpleTestCase
from wagtail.embeds.exceptions import EmbedNotFoundException

from empirie.core.outgoing import Answer, Refused
from multimedia.embeds import frame_in
from multimedia.oembed import PROVIDERS, PlayerFinder

FILM = "https://soundcloud.com/empirie/rozmowa"
PLAYER = {"type": "rich", "title": "Rozmowa", "html": '<iframe src="https://w.soundcloud.com/p"></iframe>'}


class PlayerFinderTests(SimpleTestCase):
    def found(self, content, status=200):
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        with mock.patch("multimedia.oembed.ask", return_value=Answer(status, content, FILM)) as asked:
            found = PlayerFinder().find_embed(FILM)
        self.assertEqual(asked.call_args.args, ("GET", "https://soundcloud.com/oembed"))
        return found

    def test_a_player_is_found(self):
        found = self.found(PLAYER | {"width": 400, "height": "x", "thumbnail_url": "http://10.0.0.1/"})
        self.assertEqual(frame_in(found["html"]).host, "w.soundcloud.com")
        self.assertEqual((found["title"], found["width"], found["height"]), ("Rozmowa", 400, None))
        self.assertIsNone(found["thumbnail_url"])

    def test_nonsense_is_no_player(self):
        for content in (b"", b"<html>", [], {}, {"type": "photo", "url": "x"}, {"html": 5}, b"\xff"):
            with self.subTest(content=content), self.assertRaises(EmbedNotFoundException):
                self.found(content)
        with self.assertRaises(EmbedNotFoundException):
            self.found(PLAYER, status=500)

    def test_a_site_that_may_not_or_cannot_be_asked_has_no_player(self):
        for error in (Refused("x"), requests.Timeout(), requests.ConnectionError()):
            with (
                self.subTest(error=error),
                mock.patch("multimedia.oembed.ask", side_effect=error),
                self.assertRaises(EmbedNotFoundException),
            ):
                PlayerFinder().find_embed(FILM)

    def test_only_sites_are_asked_whose_players_may_be_shown(self):
        self.assertEqual(len(PROVIDERS), len(settings.FRAME_HOSTS))
        for url in ("https://www.reddit.com/r/x/comments/1/y", "http://127.0.0.1/", "https://example.org/"):
            with self.subTest(url=url):
                self.assertFalse(PlayerFinder().accept(url))
                with self.assertRaises(EmbedNotFoundException):
                    PlayerFinder().find_embed(url)
