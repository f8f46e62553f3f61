"""How long people stay signed in."""

from datetime import timedelta

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
