"""Working ahead: the renditions of what is published are made before the first reader comes.

Which are missing is known from the rows, not from a list of tasks: a task that is lost with its process loses
nothing. A picture that is still missing is made when a browser asks for it, and `make_renditions` makes the
rest.
"""

import logging
import threading
import time
from contextlib import contextmanager

from django.db import transaction
from django.dispatch import Signal
from django_tasks import task
from wagtail.images.models import SourceImageIOError

from ..models import Photo
from .generation import let_readers_pass, make
from .missing import take_missing
from .specs import specs_ahead

logger = logging.getLogger(__name__)

# Sent after renditions were made that pages have been rendered without.
pages_are_complete = Signal()

ASK_AGAIN = 120  # seconds before a rendition that is still missing is asked for again
MOST_REMEMBERED = 20_000

_here = threading.local()
_asked = {}  # (photo id, spec): when it was asked for last, in this process


def ask_for_missing(**kwargs):
    """After a request: have made what its page was rendered without. For the signal `request_finished`."""
    now = time.monotonic()
    if len(_asked) > MOST_REMEMBERED:
        _asked.clear()
    wanted = [pair for pair in take_missing() if now - _asked.get(pair, -ASK_AGAIN) >= ASK_AGAIN]
    _asked.update(dict.fromkeys(wanted, now))
    if wanted:
        make_missing.enqueue([list(pair) for pair in wanted])


@task(backend="renditions")
def make_missing(pairs, were_drawn=True):
    """Make the renditions [[photo id, spec], …] and have the pages rendered anew that stand without them."""
    if make_all(pairs) and were_drawn:
        pages_are_complete.send(sender=None)


@task(backend="renditions")
def make_ahead(wanted):
    """Make what readers are going to need of the photos {id: [uses besides the usual]}."""
    make_all(pairs_ahead(wanted))


def make_ahead_after_commit(wanted):
    """Have `make_ahead` done once the rows that speak of these photos are there to be seen."""
    if wanted:
        by_id = {str(photo_id): sorted(uses) for photo_id, uses in wanted.items()}
        _after_commit(lambda: make_ahead.enqueue(by_id))


def make_missing_after_commit(pairs):
    """Have these renditions made, which no page shows yet."""
    _after_commit(lambda: make_missing.enqueue(pairs, were_drawn=False))


@contextmanager
def left_for_later():
    """Nothing uploaded or published within the block is worked ahead for: `make_renditions` follows."""
    _here.is_left_for_later = True
    try:
        yield
    finally:
        _here.is_left_for_later = False


def _after_commit(enqueue):
    if not getattr(_here, "is_left_for_later", False):
        transaction.on_commit(enqueue, robust=True)


def pairs_ahead(wanted):
    """[(photo id, spec)] that are missing of the photos {id: uses}: what lists show first, of all photos."""

    photos = Photo.objects.filter(pk__in=wanted, withdrawn_at=None).prefetch_related("renditions")
    by_id = {photo.pk: photo for photo in photos}
    queues = []
    for key, uses in wanted.items():
        if photo := by_id.get(int(key)):
            made = {rendition.filter_spec for rendition in photo.renditions.all()}
            queues.append([(photo.pk, spec) for spec in specs_ahead(photo, *uses) if spec not in made])
    longest = max(map(len, queues), default=0)
    return [queue[place] for place in range(longest) for queue in queues if place < len(queue)]


def make_all(pairs):
    """Make the renditions (photo id, spec), found ones included; returns how many there are now."""

    count, photos = 0, Photo.objects.in_bulk({photo_id for photo_id, _spec in pairs})
    for photo_id, spec in pairs:
        photo = photos.get(photo_id)
        if photo is None or photo.is_withdrawn:
            continue
        let_readers_pass()
        try:
            make(photo, spec)
            count += 1
        except (SourceImageIOError, OSError):
            logger.warning("The rendition %s of photo %s could not be made", spec, photo_id, exc_info=True)
    return count
