"""Which sizes and formats of a photo readers get: every specification of a rendition, in one place.

The figures behind these choices stand in docs/photos.md.
"""

import re
from dataclasses import dataclass
from functools import cache

from wagtail.images.shortcuts import get_renditions_or_not_found

# The order in which browsers are offered the formats; the last one is for those that know no other.
FORMATS = ("avif", "jpeg")

# A picture as it was taken: in a text, on top of a page, on the photo's own page.
CONTENT = (
    *(f"format-avif|max-{side}x{side}" for side in (480, 960, 1600)),
    "format-jpeg|max-960x960",
)
CARD = ("format-avif|fill-480x320", "format-avif|fill-960x640", "format-jpeg|fill-480x320")
GRID = CARD  # a gallery's grid shows the same crop
SHARE = "format-jpeg|fill-1200x630"
# What readers take home. The original itself is never handed out: it may say where and by whom it was taken.
DOWNLOAD_SIDE = 4000
DOWNLOAD = f"format-jpeg|max-{DOWNLOAD_SIDE}x{DOWNLOAD_SIDE}|jpegquality-90"

# Before a recording is played; a donor's logo; the first photos of a gallery within a text.
POSTER = "format-webp|fill-960x540"
LOGO = "format-png|max-400x160"
TEASER = ("format-avif|fill-480x320", "format-jpeg|fill-480x320")
# On the screens of editors and cities: our own, then those of Wagtail 8.0's templates.
THUMBNAIL = "format-webp|max-480x480"
ADMIN_LIST = ("max-165x165",)
ADMIN = (*ADMIN_LIST, "max-150x150", "max-400x400", "max-800x600", "fill-600x338")

USES = {
    "content": CONTENT,
    "card": CARD,
    "grid": GRID,
    "share": (SHARE,),
    "poster": (POSTER,),
    "logo": (LOGO,),
    "teaser": TEASER,
}
# What has an address of its own before it is made. Nothing else can be asked for from outside.
OFFERED = frozenset({spec for specs in USES.values() for spec in specs} | {THUMBNAIL, DOWNLOAD, *ADMIN})
# Made before the first reader comes, in this order: what lists show first.
AHEAD = ("card", "share", "content")

_FORMAT = re.compile(r"format-(\w+)")
_BOX = re.compile(r"(?:max|fill)-(\d+)x(\d+)")


@dataclass(frozen=True)
class Source:
    """One format of a picture: its media type and what `srcset` says."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Drawn:
    """What a `<picture>` needs: the sources, and the image for browsers that know none of their formats."""

    sources: list
    src: str
    width: int
    height: int
    focus: str


@cache
def format_of(spec):
    return _FORMAT.search(spec).group(1)


def specs_ahead(photo, *uses):
    """The specifications that are made of `photo` before anybody asks, what lists show first."""
    return list(dict.fromkeys(spec for use in (*AHEAD, *uses) for spec in specs_for(photo, use)))


def specs_for(photo, use):
    """The specifications of `use` for `photo`: none is made a second time in the size of the original."""
    longest = max(photo.width, photo.height)
    kept, largest = [], {}
    for spec in sorted(USES[use], key=_side):
        kind = format_of(spec)
        if largest.get(kind, 0) < longest:
            kept.append(spec)
            largest[kind] = _side(spec)
    return kept


@cache
def _side(spec):
    return max(int(side) for side in _BOX.search(spec).groups())


def draw(photo, use):
    """The renditions of `photo` for `use`; what is missing is made when a browser asks for it."""
    renditions = get_renditions_or_not_found(photo, specs_for(photo, use))
    by_format = {}
    for spec, rendition in renditions.items():
        by_format.setdefault(format_of(spec), {})[rendition.width] = rendition
    *offered, fallback = [name for name in FORMATS if name in by_format]
    image = by_format[fallback][max(by_format[fallback])]
    return Drawn(
        sources=[Source(f"image/{name}", _srcset(by_format[name])) for name in offered if image.width],
        src=image.url,
        width=image.width,
        height=image.height,
        focus=focus(photo),
    )


def _srcset(renditions):
    return ", ".join(f"{rendition.url} {width}w" for width, rendition in sorted(renditions.items()))


def focus(photo):
    """Where the focal point lies if a style sheet cuts the picture: "top", "bottom" or "" for the middle."""
    if photo.focal_point_y is None or not photo.height:
        return ""
    part = photo.focal_point_y / photo.height
    return "top" if part < 0.4 else "bottom" if part > 0.6 else ""


def is_downloadable(photo):
    """Whether its licence lets readers keep and use the photo."""
    return bool(photo.licence_page) and not photo.is_withdrawn


def download_size(photo):
    """(width, height) of the file that readers can download."""
    scale = min(1, DOWNLOAD_SIDE / max(photo.width, photo.height))
    return round(photo.width * scale), round(photo.height * scale)
