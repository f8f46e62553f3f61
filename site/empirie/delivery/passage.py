"""One request on its way through the server: its id, and as much of it as may be told."""

import re
import secrets
import time
from contextvars import ContextVar

# The passage of the request that this thread answers; None outside of one.
current = ContextVar("passage", default=None)

_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_PLAIN = re.compile(r"[A-Za-z0-9._-]{0,120}")
# A run of digits as telephones, PESEL and accounts have them; a signed or random token.
_SECRET = re.compile(r"(?<![0-9a-f])\d{7,}(?![0-9a-f])|[0-9a-z]{1,13}-[0-9a-f]{32,64}|[0-9a-f]{24,}")


def without_persons(path):
    """A path with "…" for each part that may hold a name, an address, a number or a key."""
    return "/".join(
        part if _PLAIN.fullmatch(part) and not _SECRET.search(part) else "…" for part in path.split("/")
    )


class Passage:
    """What is known of a request while it is answered. `moved` is when something of its body last arrived."""

    __slots__ = ("begun", "id", "method", "moved", "path")

    def __init__(self, environ, is_behind_proxy):
        given = environ.get("HTTP_X_REQUEST_ID", "") if is_behind_proxy else ""
        self.id = given if _ID.fullmatch(given) else secrets.token_hex(8)
        self.begun = self.moved = time.monotonic()
        self.method = environ["REQUEST_METHOD"]
        self.path = environ.get("PATH_INFO", "")

    @property
    def redacted_path(self):
        return without_persons(self.path)
