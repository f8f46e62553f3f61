"""Note which renditions a page was rendered without, so that they are made after the response."""

import threading

_here = threading.local()


def note_missing(photo_id, spec):
    """Note that the page being rendered in this thread lacks this rendition."""
    if not hasattr(_here, "missing"):
        _here.missing = {}
    _here.missing[photo_id, spec] = None


def take_missing():
    """Return [(photo id, spec)] noted in this thread, each once, and forget them."""
    missing, _here.missing = list(getattr(_here, "missing", {})), {}
    return missing
