"""Making renditions: each by one maker, whoever asks for it, and never while a page is rendered.

A page names a rendition that is missing by a signed address. Who opens that address, a browser or the task
that works ahead, gets the one file: the first makes it, the others wait for it.
"""

import time
from contextlib import contextmanager
from types import SimpleNamespace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image
from wagtail.images.models import Filter
from wagtail.images.rect import Rect
from wagtail.images.utils import generate_signature
from willow.plugins.pillow import PillowImage

from empirie.core.locks import file_lock, slot

from .missing import note_missing

LOCKS = 512
LONGEST_WAIT = 60  # seconds; then a rendition is made twice rather than never
PATIENCE = 0.02

_readers = set()  # tokens of the requests that wait for a picture in this process


# Effort of the AVIF encoder, 0 (most) to 10; Pillow's default is 6. Figures: docs/photos.md.
AVIF_SPEED = 9


class QuickAvif:
    """The last operation of a filter: sets the effort of AVIF, which no setting of Wagtail does."""

    def run(self, willow, image, env):
        if env.get("output-format") == "avif":
            willow.image.encoderinfo = {"speed": AVIF_SPEED}


class Reduced(Filter):
    """Wagtail's filter, which opens no more of a JPEG than it needs.

    A JPEG can be read at a half, a quarter or an eighth of its size, for a fraction of the time and memory.
    At twice the final size or more it scales down as well as the whole.
    """

    @property
    def filter_operations(self):
        return [*super().filter_operations, QuickAvif()]

    @contextmanager
    def get_willow_image(self, image, source=None):
        with super().get_willow_image(image, source) as willow:
            yield self._reduced(willow, image) if willow.format_name == "jpeg" else willow

    def get_transform(self, image, size=None):
        """The transform for a picture opened at `size`: it ends as the whole would, cut at the same place."""
        whole = super().get_transform(image)
        if not size or tuple(size) == (image.width, image.height):
            return whole
        part = super().get_transform(_Scaled(image, size[0] / image.width), size)
        return SimpleNamespace(size=whole.size, get_rect=part.get_rect)

    def _reduced(self, willow, image):
        picture = Image.open(willow.f)
        whole = super().get_transform(image, picture.size)
        cut = whole.get_rect()
        part = 2 * max(whole.size[0] / cut.width, whole.size[1] / cut.height)
        picture.draft(None, tuple(max(1, round(side * part)) for side in picture.size))
        picture.load()
        reduced = PillowImage(picture)
        reduced.format_name = willow.format_name  # Wagtail 8.0 asks the opened file for it
        return reduced


class _Scaled:
    """A photo seen at `part` of its size: all that Wagtail's operations ask of it is its focal point."""

    def __init__(self, image, part):
        self.image, self.part = image, part

    def is_svg(self):
        return self.image.is_svg()

    def get_focal_point(self):
        point = self.image.get_focal_point()
        return point and Rect(
            *(side * self.part for side in (point.left, point.top, point.right, point.bottom))
        )


def on_demand_address(photo_id, spec):
    """The address that makes this rendition when it is first asked for, and leads to it ever after."""
    return reverse("photo_on_demand", args=[generate_signature(photo_id, spec), photo_id, spec])


def placeholder_rendition(photo, filter):
    """An unsaved rendition with the size the file is going to have; it is made after the response."""
    width, height = filter.get_transform(photo).size
    note_missing(photo.pk, filter.spec)
    rendition = photo.get_rendition_model()(
        image=photo, filter_spec=filter.spec, focal_point_key=filter.get_cache_key(photo)
    )
    rendition.width, rendition.height = round(width), round(height)
    return rendition


def make(photo, spec):
    """The rendition of `photo`, found or made. Raises SourceImageIOError: no file, or a withdrawn photo."""
    filter = Filter(spec)
    found = _find(photo, filter)
    if found:
        return found
    lock = slot(settings.RENDITION_LOCKS, f"{photo.pk} {spec}", LOCKS)
    with file_lock(lock, LONGEST_WAIT, PATIENCE):
        return _find(photo, filter) or photo.create_rendition(filter)


def make_for_reader(photo, spec):
    """`make` for somebody who waits: the work that is done ahead stands back meanwhile."""
    token = object()
    _readers.add(token)
    try:
        return make(photo, spec)
    finally:
        _readers.discard(token)


def let_readers_pass(longest=10):
    """Wait while readers wait for pictures, at most `longest` seconds."""
    end = time.monotonic() + longest
    while _readers and time.monotonic() < end:
        time.sleep(PATIENCE)


def store(photo, filter, file):
    """The rendition with this file, saved: one row and one file, whoever else was at work on it.

    A maker that was killed between file and row left the file under the name that ours needs.
    """
    key = filter.get_cache_key(photo)
    rendition = photo.get_rendition_model()(
        image=photo, filter_spec=filter.spec, focal_point_key=key, file=file
    )
    _remove_leftover(rendition)
    try:
        with transaction.atomic():
            rendition.save()
    except IntegrityError:
        made = _find(photo, filter)
        if made is None:
            raise
        if rendition.file.name != made.file.name:
            rendition.file.delete(save=False)
        return made
    photo._add_to_prefetched_renditions(rendition)  # as Wagtail 8.0 does in its own get_rendition
    return rendition


def _find(photo, filter):
    renditions = photo.get_rendition_model().objects.filter(image_id=photo.pk, filter_spec=filter.spec)
    return renditions.filter(focal_point_key=filter.get_cache_key(photo)).first()


def _remove_leftover(rendition):
    storage = rendition.file.storage
    name = rendition.file.field.generate_filename(rendition, rendition.file.name)
    overwrites = getattr(storage, "file_overwrite", False)  # S3: nothing is in the way there
    if not overwrites and storage.exists(name) and not type(rendition).objects.filter(file=name).exists():
        storage.delete(name)
