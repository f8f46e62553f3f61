"""How much memory a picture takes to clean, known from its header: what takes too much is not begun."""

from .redrawing import fitting

# With two processes of the server, which hold 190 MB, this stays below 500 (benchmarks/uploads.py).
MOST = 320_000_000
# From here on only one picture is open on the whole machine, not one in each process.
MUCH = 100_000_000
# Bytes for a pixel while it is decoded, where that takes more than the picture itself (benchmarks/photos.py).
_DECODING = {"WEBP": 16, "AVIF": 13, "HEIF": 6}
_NARROW = {"1": 1, "L": 1, "P": 1, "I;16": 2}


def prepare(picture, kind, bare, longest_side):
    """Have an open picture decoded no larger than it is needed; returns how many bytes cleaning it takes.

    A JPEG can be read at a half, a quarter or an eighth of its size. Where a little less than `longest_side`
    can be afforded and the whole cannot, it is read at that.
    """
    size = fitting(picture.size, longest_side) if max(picture.size) > longest_side else picture.size
    part = 1
    if kind == "JPEG" and size != picture.size:
        part = max(part for part in (1, 2, 4, 8) if part <= min(_ratios(picture.size, size)))
        while part < 8 and _needed(picture, kind, bare, size, part) > MOST:
            part *= 2
        needed = _needed(picture, kind, bare, size, part)
        picture.draft(None, tuple(max(1, side // part) for side in picture.size))
        return needed
    return _needed(picture, kind, bare, size, part)


def _ratios(large, small):
    return [one // other for one, other in zip(large, small, strict=True)]


def _needed(picture, kind, bare, size, part):
    pixels = picture.width * picture.height / part**2
    drawn = pixels * _NARROW.get(picture.mode, 4) + 4 * size[0] * size[1]
    return round(max(drawn, pixels * _DECODING.get(kind, 0)) + bare.held + len(bare.content))
