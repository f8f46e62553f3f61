"""Reading settings from environment variables: one way in, and no guessing.

Every variable read here stands in the table of README.md ("Settings"); a test compares the two.
"""

import datetime
import os
import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name, default=""):
    """The variable as it stands, or `default` when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def required(name):
    """A variable the site cannot run without.

    Raises ImproperlyConfigured, which names the variable and where it is explained.
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}. See README.md, 'Settings'.")
    return value


def flag(name, default=False):
    """True for 1/true/yes/on, False for 0/false/no/off; anything else is refused."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}. See README.md, 'Settings'.")


def number(name, default, lowest, highest):
    """A whole number between two others, or one of them; anything else is refused."""
    value = text(name)
    if not value:
        return default
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not {value!r}. See README.md, 'Settings'."
        )
    if not lowest <= int(value) <= highest:
        raise ImproperlyConfigured(
            f"{name} must be a number from {lowest} to {highest}, not {value!r}. See README.md, 'Settings'."
        )
    return int(value)


def secret(name, shortest):
    """What nobody should guess: at least so many characters; "" when unset. No message shows it."""
    value = text(name)
    if value and len(value) < shortest:
        raise ImproperlyConfigured(f"{name} needs {shortest} characters or more. See README.md, 'Settings'.")
    return value


def hosts(name):
    """Names of hosts, separated by commas; addresses and ports are refused."""
    values = several(name)
    for value in values:
        if not re.fullmatch(r"\*|\.?[\w-]+(\.[\w-]+)*\.?|\[[0-9A-Fa-f:.]+\]", value):
            raise ImproperlyConfigured(
                f"{name} must be names such as www.example.org, not {value!r}. See README.md, 'Settings'."
            )
    return values


def choice(name, options, default):
    """One of `options`; anything else is refused."""
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(
            f"{name} must be one of {', '.join(options)}, not {value!r}. See README.md, 'Settings'."
        )
    return value


def like(name, pattern, example):
    """A value of the form that `example` has; "" when unset. Anything else is refused."""
    value = text(name)
    if value and not re.fullmatch(pattern, value):
        raise ImproperlyConfigured(
            f"{name} must be like {example}, not {value!r}. See README.md, 'Settings'."
        )
    return value


def day(name):
    """A day as "2027-06-30"; None when unset. Anything else is refused."""
    value = text(name)
    try:
        return datetime.date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} must be a day such as 2027-06-30, not {value!r}. See README.md, 'Settings'."
        ) from error


def several(name, default=()):
    """A comma-separated list, without empty entries."""
    values = [part.strip() for part in text(name).split(",")]
    return [part for part in values if part] or list(default)


def service_address(name):
    """The address of a service the site sends texts to, without a slash at the end; "" when unset.

    Only https, or this machine itself: texts that are not published yet do not travel in the open.
    """
    value = text(name).rstrip("/")
    if not value:
        return ""
    if not _is_safe(value):
        raise ImproperlyConfigured(
            f"{name} must be an https:// address, or http:// on this machine. See README.md, 'Settings'."
        )
    return value


def _is_safe(address):
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port  # a port that is no number raises here
    except ValueError:
        return False
    if not host or parts.username or parts.query or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in {"127.0.0.1", "::1", "localhost"})
