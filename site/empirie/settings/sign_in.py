"""How long people stay signed in, and for which address their passkeys are."""

from datetime import timedelta
from urllib.parse import urlsplit

from . import environment


def staff_session():
    """How long staff stay signed in: since the sign-in, and without doing anything."""
    return _session(
        environment.number("STAFF_SESSION_HOURS", 7 * 24, 1, 87_600),
        environment.number("STAFF_SESSION_IDLE_HOURS", 12, 1, 87_600),
    )


def city_session():
    """The same for people of a city."""
    return _session(
        environment.number("CITY_SESSION_HOURS", 30 * 24, 1, 87_600),
        environment.number("CITY_SESSION_IDLE_HOURS", 14 * 24, 1, 87_600),
    )


def _session(longest, idle):
    return {"longest": timedelta(hours=longest), "idle": timedelta(hours=idle)}


def passkeys_of(site_url):
    """Host and origins of the passkeys, which django-otp-webauthn checks; its helper takes the request's."""
    host = urlsplit(site_url).hostname
    return host, [f"https://{host}"]
