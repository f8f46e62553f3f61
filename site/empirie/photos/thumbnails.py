"""The small picture of a photo, for the screens on which a city's people work."""

from contextlib import contextmanager

from PIL import Image
from wagtail.images.models import Filter
from wagtail.images.shortcuts import get_rendition_or_not_found
from willow.plugins.pillow import PillowImage

SIDE = 480


class Thumbnail(Filter):
    """Wagtail's filter for a thumbnail, made of a JPEG without opening the whole of it.

    A JPEG can be read at a half, a quarter or an eighth of its size, for a fraction of the time and memory.
    """

    def __init__(self):
        super().__init__(f"format-webp|max-{SIDE}x{SIDE}")

    @contextmanager
    def get_willow_image(self, image, source=None):
        with super().get_willow_image(image, source) as willow:
            yield _reduced(willow) if willow.format_name == "jpeg" else willow


def thumbnail_of(photo):
    """The small rendition of a photo, made now if it is missing."""
    return get_rendition_or_not_found(photo, Thumbnail())


def _reduced(willow):
    """An opened JPEG at twice the size of a thumbnail or more, which scales down as well as the whole."""
    picture = Image.open(willow.f)
    scale = 2 * SIDE / max(picture.size)
    picture.draft(None, tuple(max(1, round(side * scale)) for side in picture.size))
    picture.load()
    reduced = PillowImage(picture)
    reduced.format_name = willow.format_name  # Wagtail 8.0 asks the opened file for it
    return reduced
