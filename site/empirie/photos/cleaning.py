"""Cleaning: what a photo goes through before it is stored, whichever door it comes in by.

Place, serial numbers, comments, XMP, IPTC, makers' notes, previews and everything behind the picture are
gone afterwards; the picture stands upright, is at most PHOTO_LONGEST_SIDE pixels long and keeps its colours.
A JPEG, PNG or WebP that needs neither turning nor scaling keeps its pixels exactly. The same file always
gives the same result.
"""

import hashlib
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from math import ceil

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image
from pillow_heif import HeifImagePlugin  # noqa: F401 (importing it teaches Pillow to read HEIC)

from empirie.core.locks import file_lock
from empirie.core.sizes import size_in_words

from . import memory
from .containers import (
    PNG_SIGNATURE,
    Animated,
    Bare,
    Malformed,
    bare_jpeg,
    bare_png,
    bare_webp,
    with_other_bytes,
    without_last_bytes,
)
from .redrawing import UPRIGHT, can_stay, fitting, redrawn, turned
from .refusals import RefusedPhoto

_ONE_AT_A_TIME = threading.Lock()
LONGEST_WAIT = 60  # seconds, for large pictures of other processes
SHORTEST_SIDE = 16  # pixels; what is smaller counts visits and shows nothing

_MISSING = {127, 128}  # the brightness that a JPEG has where nothing is drawn

_ORIENTATION, _EXIF_PART, _TAKEN_AT = 0x0112, 0x8769, 0x9003
_BARE = {"JPEG": bare_jpeg, "PNG": bare_png, "WEBP": bare_webp}
_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx"}
_SPOKEN = {"HEIF": "HEIC", "WEBP": "WebP"}
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}


@dataclass(frozen=True)
class Cleaned:
    """A clean picture, ready to be stored."""

    content: bytes
    extension: str
    size: tuple  # (width, height) in pixels, upright
    taken_on: date | None  # what the camera wrote, before that was taken out
    source_hash: str  # SHA-256 of the file as it was sent, hexadecimal
    taken_at: datetime | None = None  # with the time of day, by the clock of the camera


def one_at_a_time():
    """A lock, for a `with` block that opens a picture: a large one takes 300 MB.

    One process never has two pictures open at once, however many people send photos. Of the large ones
    (memory.MUCH) there is only one on the whole machine.
    """
    return _ONE_AT_A_TIME


def clean(upload, name=""):
    """The Cleaned picture of `upload`, a file open for reading. Raises RefusedPhoto; stores nothing."""
    name = name or upload.name
    _check_weight(upload.size, name)
    found = source_hash(upload)
    with one_at_a_time():
        content, size, extension, exif = _cleaned(upload, name)
    upload.seek(0)
    return Cleaned(content, extension, size, _taken_on(exif), found, _taken_at(exif))


def source_hash(upload):
    """SHA-256 of a file's bytes, hexadecimal. Leaves the file at its beginning."""
    upload.seek(0)
    found = hashlib.file_digest(upload, "sha256").hexdigest()
    upload.seek(0)
    return found


def turn(content, quarter_turns, name):
    """The Cleaned picture of a stored file's bytes, turned clockwise. Raises RefusedPhoto."""
    with one_at_a_time():
        kind = kind_of(content)
        with _refusing(name), Image.open(BytesIO(content), formats=[kind]) as picture:
            result, size = turned(picture, kind, quarter_turns)
    return Cleaned(result, _EXTENSIONS[kind], size, None, "")


def kind_of(data):
    """Pillow's name of the format that the first bytes belong to; "SVG", "GIF" or "" for what is no photo."""
    start = data[:16]
    if start.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if start.startswith(PNG_SIGNATURE):
        return "PNG"
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "WEBP"
    if start[4:8] == b"ftyp":
        brands = {start[8:12], *(data[place : place + 4] for place in range(16, min(64, data[3]), 4))}
        return "AVIF" if brands & {b"avif", b"avis"} else "HEIF" if brands & _HEIF_BRANDS else ""
    if start.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    return "SVG" if b"<svg" in data[:4096].lower() else ""


def _check_weight(size, name):
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not size:
        raise RefusedPhoto("empty", name)
    if size > limit:
        raise RefusedPhoto("too-large", name, size=size_in_words(size), limit=size_in_words(limit))


def _cleaned(upload, name):
    data = upload.read()
    kind = kind_of(data)
    if kind in ("", "SVG"):
        raise RefusedPhoto("svg" if kind else "wrong-type", name)
    with _refusing(name):
        bare = _BARE[kind](data) if kind in _BARE else Bare(data, b"")
        del data
        with Image.open(BytesIO(bare.content), formats=[kind]) as picture:
            _check_picture(picture, kind, name)
            is_large = max(picture.size) > settings.PHOTO_LONGEST_SIDE
            with _room_for(picture, kind, bare, name):
                is_exact = not bare.doubted or _ends_with_its_pixels(bare)
                if kind == "JPEG" and not bare.doubted:
                    _check_end(bare.content)
                exif = _exif(picture, kind, bare.exif)
                content, size, kind = _finished(
                    picture, kind, bare.content, _orientation(exif), is_large, is_exact
                )
    return content, size, _EXTENSIONS[kind], exif


def _check_picture(picture, kind, name):
    """Refuses by the header alone: nothing is decoded yet."""
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if picture.width * picture.height > limit:
        raise RefusedPhoto("too-many-pixels", name, megapixels=limit // 1_000_000)
    if min(picture.size) < SHORTEST_SIDE:
        raise RefusedPhoto(
            "too-small", name, width=picture.width, height=picture.height, shortest=SHORTEST_SIDE
        )
    # A HEIC may hold several pictures, of which the first is meant; the others could only be films.
    moves = kind != "HEIF" and getattr(picture, "is_animated", False)
    if moves or kind == "GIF":
        raise RefusedPhoto("animated" if moves else "wrong-type", name)


@contextmanager
def _room_for(picture, kind, bare, name):
    """Within the block there is memory for the picture: no other process of the machine has a large one."""
    pixels = picture.width * picture.height
    needed = memory.prepare(picture, kind, bare, settings.PHOTO_LONGEST_SIDE)
    if needed > memory.MOST:
        raise RefusedPhoto(
            "too-much-memory",
            name,
            format=_("progressive JPEG") if bare.held else _SPOKEN.get(kind, kind),
            megapixels=ceil(pixels / 1_000_000),
            limit=int(pixels * memory.MOST / needed) // 1_000_000,
            largest=settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000,
        )
    if needed < memory.MUCH:
        yield
        return
    with file_lock(settings.RENDITION_LOCKS / "large-picture", LONGEST_WAIT) as is_alone:
        if not is_alone:
            raise RefusedPhoto("busy", name)
        yield


def _ends_with_its_pixels(bare):
    """Whether nothing follows the pixels of a JPEG whose end is missing. Raises Malformed when some are."""
    if not _draw_the_same(bare.content, bare.doubted):
        raise Malformed("the picture ends too early")
    return not _draw_the_same(bare.content, without_last_bytes(bare.content))


def _check_end(content):
    """Raise Malformed for a JPEG with an end, before which pixels are missing.

    Decoders fill them with grey and do not say so: a picture that ends in it is looked at more closely.
    """
    with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
        picture.draft("L", tuple(max(1, side // 8) for side in picture.size))
        last = picture.convert("L").getpixel((picture.width - 1, picture.height - 1))
    if last in _MISSING and not _draw_the_same(content, with_other_bytes(content)):
        raise Malformed("the picture ends too early")


def _draw_the_same(*contents):
    """Whether these JPEG files draw one picture, compared by how often each brightness comes."""
    drawn = []
    for content in contents:
        with Image.open(BytesIO(content), formats=["JPEG"]) as picture:
            picture.draft(None, fitting(picture.size, settings.PHOTO_LONGEST_SIDE))
            drawn.append(picture.histogram())
    return drawn[0] == drawn[1]


def _finished(picture, kind, bare, orientation, is_large, is_exact):
    """(bytes, (width, height), format): as it came where possible, otherwise drawn anew.

    `is_exact` says whether `bare` holds nothing but the picture.
    """
    if is_large:
        return redrawn(picture, kind, orientation, settings.PHOTO_LONGEST_SIDE)
    if is_exact and kind in _BARE and orientation == 1 and can_stay(picture, bare):
        size = picture.size
        # Read to the end, which is how damage shows; an eighth of the size will do for a JPEG.
        picture.draft(None, tuple(max(1, side // 8) for side in size))
        picture.load()
        return bare, size, kind
    return redrawn(picture, kind, orientation)


def _exif(picture, kind, block):
    """{tag: value} of what is asked; what cannot be understood is left out: no fault of the picture."""
    exif, told = Image.Exif(), {}
    with suppress(Exception):  # the parser raises whatever the broken block leads it to
        if kind in _BARE:
            exif.load(block)  # a PNG would be read to its end for it, and damage pass unnoticed
        else:
            exif = picture.getexif()
        told[_ORIENTATION] = exif.get(_ORIENTATION)
    with suppress(Exception):
        told[_TAKEN_AT] = exif.get_ifd(_EXIF_PART).get(_TAKEN_AT)
    return told


def _orientation(exif):
    """How the picture lies; 1, upright, where the camera wrote nothing that viewers follow."""
    orientation = exif.get(_ORIENTATION)
    return orientation if isinstance(orientation, int) and orientation in UPRIGHT else 1


def _taken_on(exif):
    """The day of DateTimeOriginal; None when it is missing, nonsense or a camera's clock that nobody set."""
    try:
        taken = datetime.strptime(str(exif.get(_TAKEN_AT, ""))[:10], "%Y:%m:%d").date()
    except ValueError:
        return None
    return taken if date(1990, 1, 2) <= taken <= date.today() + timedelta(days=1) else None


def _taken_at(exif):
    """The moment of DateTimeOriginal, in the time of the site; None when the day or the time is missing."""
    try:
        moment = datetime.strptime(str(exif.get(_TAKEN_AT, ""))[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    return timezone.make_aware(moment) if _taken_on(exif) else None


@contextmanager
def _refusing(name):
    """Whatever a broken file leads the decoders to becomes a RefusedPhoto."""
    try:
        yield
    except RefusedPhoto:
        raise
    except Animated as error:
        raise RefusedPhoto("animated", name) from error
    except Image.DecompressionBombError as error:
        limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
        raise RefusedPhoto("too-many-pixels", name, megapixels=limit) from error
    except Exception as error:  # decoders raise OSError, SyntaxError, ValueError, struct.error and others
        raise RefusedPhoto("corrupt", name) from error
