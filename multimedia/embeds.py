"""Players of other sites: which address a frame may load once the reader has pressed play.

The address is worked out from the recording's own address. Nothing is asked of the other site, neither
when the page is drawn nor before the reader presses play.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings

YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"}
VIMEO_HOSTS = {"vimeo.com", "player.vimeo.com"}

_YOUTUBE_PATH = re.compile(r"/(?:shorts|live|embed|v)/([\w-]{11})/?", re.ASCII)
_YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
_VIMEO_PATH = re.compile(
    r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?(\d{1,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII
)
_VIMEO_HASH = re.compile(r"[0-9a-f]{6,20}")
_TIME = re.compile(r"(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,6})s?)?", re.ASCII)


@dataclass(frozen=True)
class Frame:
    """A player to be loaded from another site. `start` names how it is told where to begin."""

    url: str
    start: str = ""

    @property
    def host(self):
        return urlsplit(self.url).hostname


def safe_link(url):
    """`url` when it is an ordinary web address that a page may link to, else ""."""
    return url if _web_address(url) else ""


def frame_for(url, language):
    """The frame that plays `url`, or None for a site whose player we do not know."""
    address = _web_address(url)
    if not address or address.port:
        return None
    if _host(address) in YOUTUBE_HOSTS:
        return _youtube(address, language)
    return _vimeo(address) if _host(address) in VIMEO_HOSTS else None


def is_known_site(url):
    """Whether we work out the player of the site of `url` ourselves and need not ask the site for it."""
    address = _web_address(url)
    return bool(address) and _host(address) in YOUTUBE_HOSTS | VIMEO_HOSTS


def frame_in(embed_html):
    """The frame in what an oEmbed provider once answered, or None. Only its address is taken, no markup.

    None as well for a host that the site's Content-Security-Policy does not let into a frame.
    """
    finder = _FrameFinder()
    finder.feed(embed_html or "")
    address = _web_address(finder.url)
    is_allowed = address and address.scheme == "https" and address.netloc in settings.FRAME_HOSTS
    return Frame(finder.url) if is_allowed else None


def seconds_in(text):
    """The seconds that "65", "65s", "1m5s" or "1h2m3s" mean; 0 for anything else."""
    time = _TIME.fullmatch(text or "")
    hours, minutes, seconds = (int(part or 0) for part in time.groups()) if time else (0, 0, 0)
    return hours * 3600 + minutes * 60 + seconds


def _web_address(url):
    """The parts of an ordinary http(s) address; None for other schemes, passwords, blanks and the like."""
    if not url or "\\" in url or re.search(r"[\s\x00-\x1f\x7f-\x9f]", url):
        return None
    try:
        address = urlsplit(url)
        is_ordinary = address.scheme in ("http", "https") and "@" not in address.netloc and address.port != 0
    except ValueError:
        return None
    return address if is_ordinary and address.hostname else None


def _host(address):
    return address.hostname.removeprefix("www.")


def _youtube(address, language):
    asked = parse_qs(address.query)
    if _host(address) == "youtu.be":
        key = address.path.strip("/")
    elif address.path in ("/watch", "/watch/"):
        key = asked.get("v", [""])[0]
    else:
        in_path = _YOUTUBE_PATH.fullmatch(address.path)
        key = in_path[1] if in_path else ""
    if not _YOUTUBE_ID.fullmatch(key):
        return None
    start = _start(address, asked)
    options = {"autoplay": 1, "rel": 0, "hl": language} | ({"start": start} if start else {})
    return Frame(f"https://www.youtube-nocookie.com/embed/{key}?{urlencode(options)}", start="query")


def _vimeo(address):
    asked = parse_qs(address.query)
    found = _VIMEO_PATH.fullmatch(address.path)
    if not found:
        return None
    number, private = found[1], found[2] or asked.get("h", [""])[0]
    options = {"dnt": 1, "autoplay": 1} | ({"h": private} if _VIMEO_HASH.fullmatch(private) else {})
    start = _start(address, asked)
    at = f"#t={start}s" if start else ""
    return Frame(f"https://player.vimeo.com/video/{number}?{urlencode(options)}{at}", start="fragment")


def _start(address, asked):
    """The second at which the address asks to begin: `t=`, `start=` or `#t=`."""
    in_fragment = parse_qs(address.fragment)
    return seconds_in((asked.get("t") or asked.get("start") or in_fragment.get("t") or [""])[0])


class _FrameFinder(HTMLParser):
    """Remembers the address of the first frame."""

    url = ""

    def handle_starttag(self, tag, attrs):
        if tag == "iframe" and not self.url:
            self.url = dict(attrs).get("src") or ""
