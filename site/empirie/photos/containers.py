"""JPEG, PNG and WebP files taken apart: what draws the picture stays, everything that tells tales goes.

Nothing is decoded here, so that the picture stays as it was, pixel for pixel. What follows its end is cut
off: films of "motion photos", second pictures, archives glued to it. Sources: ITU-T T.81 annex B (JPEG),
the W3C's PNG specification (third edition), RFC 9649 (WebP).
"""

import re
import struct
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Malformed(Exception):
    """The file does not keep to its own format, or ends too early."""


class Animated(Exception):
    """The file holds a moving picture."""


@dataclass(frozen=True)
class Bare:
    """The file without metadata, and the EXIF block that was in it (empty when there was none)."""

    content: bytes
    exif: bytes


# --- JPEG -------------------------------------------------------------------------------------

_SOS, _EOI, _APP0, _APP1, _APP2, _APP14 = 0xDA, 0xD9, 0xE0, 0xE1, 0xE2, 0xEE
# Frames, Huffman and arithmetic tables, quantisation, number of lines, restart interval.
_DRAWING = {*range(0xC0, 0xC8), *range(0xC9, 0xD0), 0xDB, 0xDC, 0xDD} | {0xC4, 0xCC}
# A marker, which padding may precede.
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
# Where the coded data end: at a marker that is no stuffed zero, no restart and no padding. Without "+", which
# would make the search of a long run of padding quadratic.
_END_OF_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
# Encoders make about ten of a progressive picture. Each costs a decoder a pass over the whole picture.
MOST_SCANS = 100


def bare_jpeg(data):
    """A Bare of a JPEG file: its tables and scans, colour profile and Adobe's colour transform.

    Raises Malformed.
    """
    kept, exif, position, scans = [b"\xff\xd8"], b"", 2, 0
    while True:
        found = _MARKER.match(data, position)
        if not found:
            raise Malformed("no marker where one must be")
        marker, position = data[found.end() - 1], found.end()
        if marker == _EOI:
            kept.append(b"\xff\xd9")
            return Bare(b"".join(kept), exif)
        body = _jpeg_segment(data, position)
        position += 2 + len(body)
        if marker == _APP1 and body.startswith(b"Exif\0") and not exif:
            exif = body
        body = _jpeg_kept(marker, body)
        if body is not None:
            kept.append(bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body)
        if marker == _SOS:
            scans += 1
            if scans > MOST_SCANS:
                raise Malformed("more scans than an encoder makes")
            following = _END_OF_SCAN.search(data, position)
            if not following:
                raise Malformed("the picture ends too early")
            kept.append(data[position : following.start()].rstrip(b"\xff"))
            position = following.start()


def _jpeg_segment(data, position):
    length = int.from_bytes(data[position : position + 2], "big")
    body = data[position + 2 : position + length]
    if length < 2 or len(body) != length - 2:
        raise Malformed("a segment ends too early")
    return body


def _jpeg_kept(marker, body):
    """What is kept of a segment; None for nothing."""
    if marker in _DRAWING or marker == _SOS or (marker == _APP2 and body.startswith(b"ICC_PROFILE\0")):
        return body
    if marker == _APP0 and body.startswith(b"JFIF\0") and len(body) >= 12:
        return body[:12] + b"\0\0"  # without the preview it may carry
    if marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:
        return body[:12]
    return None


# --- PNG --------------------------------------------------------------------------------------

_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT"}


def bare_png(data):
    """A Bare of a PNG file. Raises Malformed, Animated."""
    kept, exif, position = [PNG_SIGNATURE], b"", len(PNG_SIGNATURE)
    while True:
        length = int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        end = position + 12 + length
        if end > len(data):
            raise Malformed("the picture ends too early")
        if kind == b"acTL" and data[position + 8 : position + 12] > b"\0\0\0\1":
            raise Animated
        if kind == b"eXIf":
            exif = data[position + 8 : end - 4]
        if kind in _PNG_KEPT:
            kept.append(data[position:end])
        if kind == b"IEND":
            kept.append(b"\0\0\0\0IEND\xaeB`\x82")
            return Bare(b"".join(kept), exif)
        position = end


# --- WebP -------------------------------------------------------------------------------------

_WEBP_KEPT = {b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L"}
_HAS_ICC, _HAS_ALPHA = 0x20, 0x10


def bare_webp(data):
    """A Bare of a WebP file. Raises Malformed, Animated."""
    kept, exif, position = [], b"", 12
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data) + 1:
        raise Malformed("the picture ends too early")
    while position + 8 <= end:
        kind, length = (
            data[position : position + 4],
            int.from_bytes(data[position + 4 : position + 8], "little"),
        )
        body = data[position + 8 : position + 8 + length]
        if len(body) != length:
            raise Malformed("a part ends too early")
        position += 8 + length + length % 2
        if kind in (b"ANIM", b"ANMF"):
            raise Animated
        if kind == b"EXIF":
            exif = body
        if kind == b"VP8X":
            body = bytes((body[0] & (_HAS_ICC | _HAS_ALPHA),)) + b"\0\0\0" + body[4:10]
        if kind in _WEBP_KEPT:
            kept.append(kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))
    chunks = b"WEBP" + b"".join(kept)
    return Bare(b"RIFF" + struct.pack("<I", len(chunks)) + chunks, exif)
