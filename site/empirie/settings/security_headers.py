"""What browsers are told not to do: one policy for each kind of answer. None holds a nonce: pages are cached.

`delivery/security_headers.py` sends them. Content Security Policy: https://www.w3.org/TR/CSP3/
"""

import re
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from . import environment

# Players of other sites that a page may show in a frame, once the reader has pressed play.
FRAME_HOSTS = [
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "embed.ted.com",
    "geo.dailymotion.com",
    "open.spotify.com",
    "w.soundcloud.com",
]

# What no page of this site has a use for. Passkeys, the clipboard and full screen are not among them.
UNUSED_FEATURES = [
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
]
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)


def contact():
    """(whom to tell about a weakness, until which day that holds), for security.txt; ("", None) unset."""
    who, until = environment.text("SECURITY_CONTACT"), environment.day("SECURITY_CONTACT_UNTIL")
    if who and not until:
        raise ImproperlyConfigured(
            "SECURITY_CONTACT needs a day in SECURITY_CONTACT_UNTIL. See README.md, 'Settings'."
        )
    if who and not re.fullmatch(r"(?:mailto:|https://)?[^\s:]+(?:/\S*)?", who):
        raise ImproperlyConfigured(
            f"SECURITY_CONTACT must be an e-mail or https:// address, not {who!r}. See README.md, 'Settings'."
        )
    return who, until


def public_policy(media_url):
    """For pages, feeds and everything not named below: scripts, styles and pictures of this site alone."""
    uploads = [SELF, *_other_origin(media_url)]
    return {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": uploads,
        "media-src": uploads,
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [f"https://{host}" for host in FRAME_HOSTS],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }


def admin_policy(media_url):
    """For the admin. Wagtail 8.0 draws its editing forms with inline scripts, its previews in frames.

    "data:" and "blob:" are pictures an editor has just chosen, and icons of Wagtail's own style sheets.
    """
    uploads = [SELF, *_other_origin(media_url), "data:", "blob:"]
    return public_policy(media_url) | {
        "script-src": [SELF, UNSAFE_INLINE],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": uploads,
        "media-src": uploads,
        "frame-src": [SELF, *(f"https://{host}" for host in FRAME_HOSTS)],
        "frame-ancestors": [SELF],
    }


def uploaded_policy():
    """For what people have uploaded: as a page of its own it runs nothing, whatever it turns out to be.

    The styles and "allow-same-origin" are for browsers' own pages around a film or picture opened alone.
    """
    return {
        "default-src": [NONE],
        "img-src": [SELF],
        "media-src": [SELF],
        "style-src": [UNSAFE_INLINE],
        "frame-ancestors": [NONE],
        "sandbox": ["allow-same-origin"],
    }


def _other_origin(media_url):
    """The origin of the uploads when another host serves them: ["https://files.example.org"], else []."""
    address = urlsplit(media_url)
    return [f"{address.scheme}://{address.netloc}"] if address.netloc else []
