"""Players of other sites: the right address for what we know, a plain link or nothing for the rest."""

from urllib.parse import parse_qs, urlsplit

from django.test import SimpleTestCase

from multimedia.embeds import frame_for, frame_in, is_known_site, safe_link, seconds_in

KEY = "a-Zb0_c1D2e"


def player(url):
    """(address without its query, {name: value of the query}, fragment) of the frame for `url`."""
    frame = frame_for(url, "pl")
    address = urlsplit(frame.url)
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    return f"https://{address.netloc}{address.path}", asked, address.fragment


class YouTubeTests(SimpleTestCase):
    def test_every_form_of_address_gives_the_player_without_cookies(self):
        for url in (
            f"https://www.youtube.com/watch?v={KEY}",
            f"http://youtube.com/watch?app=desktop&v={KEY}&list=PL1",
            f"https://m.youtube.com/watch?v={KEY}",
            f"https://youtu.be/{KEY}?si=abc",
            f"https://www.youtube.com/shorts/{KEY}",
            f"https://youtube.com/live/{KEY}?feature=share",
            f"https://www.youtube.com/embed/{KEY}",
            f"https://www.youtube-nocookie.com/embed/{KEY}",
        ):
            with self.subTest(url=url):
                address, asked, _fragment = player(url)
                self.assertEqual(address, f"https://www.youtube-nocookie.com/embed/{KEY}")
                self.assertEqual(asked, {"autoplay": "1", "rel": "0", "hl": "pl"})

    def test_it_begins_where_the_address_says(self):
        for end, second in (("&t=65", "65"), ("&t=1m5s", "65"), ("&start=9", "9"), ("#t=1h0m1s", "3601")):
            with self.subTest(end=end):
                self.assertEqual(player(f"https://youtube.com/watch?v={KEY}{end}")[1]["start"], second)

    def test_addresses_that_are_no_film_have_no_player(self):
        for path in (
            "",
            "/",
            "/watch",
            "/watch?v=",
            "/watch?v=short",
            f"/watch?v={KEY}x",
            "/@miasto",
            "/playlist?list=P",
        ):
            with self.subTest(path=path):
                self.assertIsNone(frame_for(f"https://www.youtube.com{path}", "pl"))


class VimeoTests(SimpleTestCase):
    def test_every_form_of_address_gives_the_player_that_does_not_track(self):
        for path in (
            "vimeo.com/76979871",
            "www.vimeo.com/76979871/",
            "player.vimeo.com/video/76979871",
            "vimeo.com/channels/staffpicks/76979871",
            "vimeo.com/groups/x/videos/76979871",
        ):
            with self.subTest(path=path):
                address, asked, _fragment = player(f"https://{path}")
                self.assertEqual(address, "https://player.vimeo.com/video/76979871")
                self.assertEqual(asked, {"dnt": "1", "autoplay": "1"})

    def test_a_private_film_keeps_its_key(self):
        for url in (
            "https://vimeo.com/76979871/0123abcdef",
            "https://player.vimeo.com/video/76979871?h=0123abcdef",
        ):
            with self.subTest(url=url):
                self.assertEqual(player(url)[1]["h"], "0123abcdef")

    def test_it_begins_where_the_address_says(self):
        self.assertEqual(player("https://vimeo.com/76979871#t=1m5s")[2], "t=65s")


class HostileAddressesTests(SimpleTestCase):
    LOOK_ALIKES = (
        f"https://youtube.com.evil.example/watch?v={KEY}",
        f"https://evil.example/youtube.com/watch?v={KEY}",
        f"https://notyoutube.com/watch?v={KEY}",
        f"https://youtu.be.evil.example/{KEY}",
        f"https://youtube.com:8443/watch?v={KEY}",
        f"https://evil.example/?u=https://youtu.be/{KEY}",
        f"https://уoutube.com/watch?v={KEY}",  # a Cyrillic first letter
        "https://vimeo.com.evil.example/76979871",
        "https://vimeo.com/76979871/../../evil",
        "https://vimeo.com/٧٦٩",
        "https://peertube.example/w/abc",
    )
    UNSAFE = (
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://youtube.com/watch",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/hostname",
        "//youtube.com/watch?v=" + KEY,
        "/watch?v=" + KEY,
        f"https://youtube.com@evil.example/watch?v={KEY}",
        f"https://user:pass@youtube.com/watch?v={KEY}",
        f"https://youtube.com\\@evil.example/watch?v={KEY}",
        f" https://youtube.com/watch?v={KEY}",
        f"https://youtube.com/watch?v={KEY}\n",
        "https://",
        "https://[::1",
        "https://youtube.com:99999/",
    )

    def test_look_alikes_get_no_player_but_an_honest_link(self):
        for url in self.LOOK_ALIKES:
            with self.subTest(url=url):
                self.assertIsNone(frame_for(url, "pl"))
                self.assertEqual(safe_link(url), url)

    def test_what_is_no_ordinary_address_gets_nothing(self):
        for url in self.UNSAFE:
            with self.subTest(url=url):
                self.assertIsNone(frame_for(url, "pl"))
                self.assertEqual(safe_link(url), "")
                self.assertFalse(is_known_site(url))


class RememberedFramesTests(SimpleTestCase):
    def test_only_the_address_is_taken(self):
        html = '<script>x</script><iframe onload="x()" src="https://w.soundcloud.com/player/?a=1&amp;b=2"></iframe>'
        self.assertEqual(frame_in(html).url, "https://w.soundcloud.com/player/?a=1&b=2")

    def test_unsafe_or_missing_addresses_are_not(self):
        for html in (
            "",
            None,
            "<p>x</p>",
            '<iframe src="javascript:x">',
            '<iframe src="http://a.example/">',
            "<iframe>",
            '<iframe srcdoc="x">',
            '<iframe src="//w.soundcloud.com/">',
            '<iframe src="http://w.soundcloud.com/">',
        ):
            with self.subTest(html=html):
                self.assertIsNone(frame_in(html))

    def test_a_player_whose_host_the_policy_does_not_allow_is_left_out(self):
        for host in ("player.example", "w.soundcloud.com.evil.example", "w.soundcloud.com:8443"):
            with self.subTest(host=host):
                self.assertIsNone(frame_in(f'<iframe src="https://{host}/e/1"></iframe>'))


class SecondsTests(SimpleTestCase):
    def test_times_are_read_in_every_form_and_nonsense_is_the_beginning(self):
        times = {
            "65": 65,
            "65s": 65,
            "1m5s": 65,
            "1h2m3s": 3723,
            "2m": 120,
            "": 0,
            "x": 0,
            "-5": 0,
            "1:05": 0,
            "²": 0,
        }
        self.assertEqual({text: seconds_in(text) for text in times}, times)
