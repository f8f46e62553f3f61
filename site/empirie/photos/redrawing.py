"""Drawing a picture anew: upright, smaller, in a format that can be shown, without what the file knew."""

from io import BytesIO
from math import ceil, floor

import pillow_heif
from PIL import Image, ImageCms

_TURNS = Image.Transpose
# EXIF's orientations, and what puts the picture upright (Exif 3.0, section 4.6.5.1).
UPRIGHT = {
    2: _TURNS.FLIP_LEFT_RIGHT,
    3: _TURNS.ROTATE_180,
    4: _TURNS.FLIP_TOP_BOTTOM,
    5: _TURNS.TRANSPOSE,
    6: _TURNS.ROTATE_270,
    7: _TURNS.TRANSVERSE,
    8: _TURNS.ROTATE_90,
}
CLOCKWISE = {1: _TURNS.ROTATE_270, 2: _TURNS.ROTATE_180, 3: _TURNS.ROTATE_90}

TARGETS = {"JPEG": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "AVIF": "AVIF", "HEIF": "JPEG"}
_SAVING = {
    "JPEG": {"quality": 92},
    "PNG": {},
    "WEBP": {"quality": 92},
    "AVIF": {"quality": 85, "speed": 8},
}
_MODES = {
    "JPEG": {"L", "RGB"},
    "PNG": {"1", "L", "LA", "P", "RGB", "RGBA"},
    "WEBP": {"RGB", "RGBA"},
    "AVIF": {"RGB", "RGBA"},
}
_STRIP = 64  # rows of the small picture that are drawn at once
_REACH = 3  # how many pixels of the small picture Lanczos' filter looks to either side


def can_stay(picture, content):
    """Whether a picture can be shown as it is: colours for the screen, 8 bits each, a profile that is one."""
    has_deep_colours = picture.format == "PNG" and content[24] > 8
    has_profile = picture.info.get("icc_profile") or _has_broken_profile(picture, content)
    return picture.mode != "CMYK" and not has_deep_colours and (not has_profile or usable_profile(picture))


def _has_broken_profile(picture, content):
    """Whether a JPEG or PNG carries what calls itself a profile, and Pillow cannot put together."""
    if picture.format == "PNG":
        return content.find(b"iCCP", 0, content.find(b"IDAT")) >= 0
    return picture.format in ("JPEG", "MPO") and b"ICC_PROFILE\0" in content


def redrawn(picture, kind, orientation, longest_side=None):
    """(bytes, (width, height), format) of an open picture, upright; at most `longest_side` long, if given."""
    target, profile = TARGETS[kind], usable_profile(picture)
    if longest_side:
        saving = _SAVING[target]
        picture, profile = _scaled(picture, target, profile, longest_side)
    else:
        saving = _as_it_was(picture, kind, across=orientation >= 5)
        picture, profile = _showable(picture, target, profile)
    if orientation in UPRIGHT:
        picture = picture.transpose(UPRIGHT[orientation])
    return (*_saved(picture, target, profile, saving), target)


def turned(picture, kind, quarter_turns):
    """(bytes, (width, height)) of an open picture of ours, turned clockwise by quarters of a circle."""
    saving, profile = _as_it_was(picture, kind, across=quarter_turns % 2 == 1), usable_profile(picture)
    picture, profile = _showable(picture, kind, profile)
    return _saved(picture.transpose(CLOCKWISE[quarter_turns % 4]), kind, profile, saving)


def usable_profile(picture):
    """The colour profile in a picture; None when there is none, or when it is none (ICC.1, section 7.2)."""
    profile = picture.info.get("icc_profile") or b""
    return profile if len(profile) >= 128 and profile[36:40] == b"acsp" else None


def fitting(size, longest_side):
    scale = longest_side / max(size)
    return tuple(max(1, round(side * scale)) for side in size)


def _scaled(picture, target, profile, longest_side):
    """The picture and its profile as `_showable` has them, at most `longest_side` long. Closes the picture.

    It is drawn in strips, so that no second one of the full size is needed, in whatever colours it comes.
    """
    rows, (width, height) = _rows(picture)
    size = fitting((width, height), longest_side) if max(width, height) > longest_side else (width, height)
    scale, small = height / size[1], None
    reach = _REACH * scale + 1
    for top in range(0, size[1], _STRIP):
        bottom = min(top + _STRIP, size[1])
        first, last = max(0, floor(top * scale - reach)), min(height, ceil(bottom * scale + reach))
        strip, kept = _showable(rows(first, last), target, profile)
        place = (0, top * scale - first, width, min(bottom * scale, height) - first)
        part = strip.resize((size[0], bottom - top), Image.Resampling.LANCZOS, place)
        if small is None:
            small = Image.new(part.mode, size)
            small.info = dict(part.info)
        small.paste(part, (0, top))
    picture.close()
    return small, kept


def _rows(picture):
    """(a function that gives the rows from one number to another as a picture, the size)."""
    if picture.format != "HEIF":
        picture.load()
        return lambda first, last: picture.crop((0, first, picture.width, last)), picture.size
    # Pillow's plugin would hold the picture twice while it is copied, at 4 bytes a pixel the second time.
    picture.fp.seek(0)
    frame = pillow_heif.open_heif(picture.fp)[picture.tell()]
    drawn, stride, (width, height) = memoryview(frame.data), frame.stride, frame.size

    def rows(first, last):
        part = drawn[first * stride : last * stride]
        return Image.frombytes(frame.mode, (width, last - first), part, "raw", frame.mode, stride)

    return rows, (width, height)


def _as_it_was(picture, kind, across):
    """How to save a picture that only changes its position: a JPEG as finely as it was saved before.

    With its own quantisation tables a JPEG loses next to nothing when it is turned, and does not grow.
    """
    tables = getattr(picture, "quantization", None)
    if kind != "JPEG" or picture.mode not in ("L", "RGB") or not tables:
        return _SAVING[TARGETS[kind]]
    if across:
        tables = {number: _transposed(table) for number, table in tables.items()}
    return {"qtables": dict(tables), "subsampling": _sampling(picture)}


def _transposed(table):
    """A quantisation table (64 numbers, row by row) for a picture whose rows have become columns."""
    return [table[8 * (place % 8) + place // 8] for place in range(64)]


def _sampling(picture):
    layers = getattr(picture, "layer", [])
    return 2 if layers and layers[0][1:3] == (2, 2) else 0


def _showable(picture, target, profile):
    """The picture in a mode that `target` can hold and browsers show, and the profile that fits it."""
    picture.load()
    if picture.mode == "CMYK":
        return _from_print(picture, profile), None
    if picture.mode.startswith("I") or picture.mode == "F":
        # 16 bits a pixel: Pillow would cut the bright values off instead of dividing them.
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L"), None
    if picture.mode in _MODES[target] and picture.mode not in ("1", "P"):
        return picture, profile
    has_alpha = picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info
    if target == "JPEG":
        return _on_white(picture) if has_alpha else picture.convert("RGB"), profile
    if picture.mode == "1":
        return picture.convert("L"), profile
    return picture.convert("RGBA" if has_alpha else "RGB"), profile


def _on_white(picture):
    picture = picture.convert("RGBA")
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _from_print(picture, profile):
    """Four printing colours as browsers can show them: through their profile where there is one."""
    if profile:
        try:
            screen = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, BytesIO(profile), screen, outputMode="RGB")
        except ImageCms.PyCMSError:
            pass  # a profile for other colours: the plain conversion is better than none
    return picture.convert("RGB")


def _saved(picture, target, profile, saving):
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    file = BytesIO()
    picture.save(file, target, icc_profile=profile, **saving)
    return file.getvalue(), picture.size
