"""JPEG, PNG and WebP files taken apart: what draws the picture stays, everything that tells tales goes.

Nothing is decoded here, so that the picture stays as it was, pixel for pixel. What follows its end is cut
off: films of "motion photos", second pictures, archives glued to it. Sources: ITU-T T.81 annex B (JPEG),
the W3C's PNG specification (third edition), RFC 9649 (WebP).
"""

import re
import struct
import zlib
from dataclasses import dataclass

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Malformed(Exception):
    """The file does not keep to its own format, or ends too early."""


class Animated(Exception):
    """The file holds a moving picture."""


@dataclass(frozen=True)
class Bare:
    """The file without metadata, and the EXIF block that was in it (empty when there was none).

    `doubted` is set when the end of the file is missing: the same picture, followed by other bytes. Both draw
    the same only if nothing of the picture is missing. `held` is how many bytes of coefficients a decoder
    holds before it can draw the first line.
    """

    content: bytes
    exif: bytes
    doubted: bytes = b""
    held: int = 0


# --- JPEG -------------------------------------------------------------------------------------

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_FRAMES = {*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}
# Frames, Huffman and arithmetic tables, quantisation, number of lines, restart interval.
_DRAWING = _FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD}
# A marker that begins a segment or ends the file: no stuffed zero, no restart and no padding. Without "+",
# which would make the search of a long run of padding quadratic.
_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
# Encoders make about ten of a progressive picture. Each costs a decoder a pass over the whole picture.
MOST_SCANS = 100
_END = b"\xff\xd9"
# Bytes that belong to no picture: what is missing would be drawn from them. None is 0xFF.
_OTHER_BYTES = bytes(place * 89 % 251 for place in range(96))
_SHORTEST_FILLING = 16
_LAST_BYTES = 16


def bare_jpeg(data):
    """A Bare of a JPEG file: its tables and scans, colour profile and Adobe's colour transform.

    As decoders do, it passes over bytes between the segments that belong to none. Raises Malformed.
    """
    kept, exif, position, scans = [b"\xff\xd8"], b"", 2, _Scans()
    while True:
        found = _MARKER.search(data, position)
        # Between scans there is nothing to pass over: a scan that is damaged looks as if there were.
        is_broken = not found or bool(scans.count and data[position : found.start()].strip(b"\xff"))
        marker = None if is_broken else data[found.end() - 1]
        if marker == _EOI:
            if not scans.are_all_there():
                raise Malformed("the picture ends too early")
            return Bare(b"".join([*kept, _END]), exif, held=scans.held())
        body = None if marker in (None, _SOI) else _jpeg_segment(data, found.end())
        if body is None:
            return _without_end(kept, exif, scans)
        position = found.end() + 2 + len(body)
        if marker == _APP1 and body.startswith(b"Exif\0") and not exif:
            exif = body
        scans.note(marker, body)
        body = _jpeg_kept(marker, body)
        if body is not None:
            kept.append(bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body)
        if marker == _SOS:
            following = _MARKER.search(data, position)
            end = following.start() if following else len(data)
            kept.append(data[position:end].rstrip(b"\xff"))
            scans.place, position = len(kept), end


def _jpeg_segment(data, position):
    """What is in a segment; None when it has no length, or the file ends before it does."""
    length = int.from_bytes(data[position : position + 2], "big")
    body = data[position + 2 : position + length]
    return body if len(body) == length - 2 else None


def _without_end(kept, exif, scans):
    """A Bare of a file that stops somewhere behind the beginning of its last scan."""
    if not scans.are_all_there():
        raise Malformed("the picture ends too early")
    *before, coded = kept[: scans.place]
    coded = _without_filling(coded)
    whole, doubted = ([*before, coded, more, _END] for more in (b"", _OTHER_BYTES))
    return Bare(b"".join(whole), exif, b"".join(doubted), scans.held())


def _without_filling(coded):
    """Coded data without the zeros or the like that a file is filled up with when it is not whole."""
    rest = coded.rstrip(coded[-1:])
    if len(coded) - len(rest) < _SHORTEST_FILLING:
        return coded
    return rest + b"\0" if rest.endswith(b"\xff") else rest


def without_last_bytes(content):
    """A JPEG of ours without the last bytes of its picture: it draws the same if they belong to none."""
    return content[: -_LAST_BYTES - len(_END)] + _OTHER_BYTES + _END


def with_other_bytes(content):
    """A JPEG of ours with more bytes before its end: it draws the same unless pixels are missing."""
    return content[: -len(_END)] + _OTHER_BYTES + _END


class _Scans:
    """Which scans a JPEG file has, and what they are to draw."""

    def __init__(self):
        self.count = self.place = 0
        self.size, self.sampling, self.is_progressive, self.is_in_parts = (0, 0), {}, False, False
        self.missing = {}  # component: how many bits of each of its 64 coefficients have not come yet

    def note(self, marker, body):
        """Note a frame's or a scan's header. Raises Malformed."""
        if marker in _FRAMES:
            height, width, count = struct.unpack_from(">xHHB", body.ljust(6, b"\0"))
            parts = [body[6 + 3 * part : 9 + 3 * part] for part in range(count)]
            self.size, self.is_progressive = (width, height), marker in _PROGRESSIVE
            self.sampling = {part[0]: (part[1] >> 4, part[1] & 15) for part in parts if len(part) == 3}
            self.missing = {name: [16] * 64 for name in self.sampling}
        if marker == _SOS:
            self.count += 1
            self._note_scan(body)
            if self.count > MOST_SCANS:
                raise Malformed("more scans than an encoder makes")

    def _note_scan(self, body):
        names = body[1 : 1 + 2 * body[0] : 2] if body else b""
        self.is_in_parts |= len(names) < len(self.sampling)
        first, last, bits = (*body[-3:-1], body[-1] & 15) if self.is_progressive else (0, 63, 0)
        for name in names:
            if name in self.missing:
                self.missing[name][first : last + 1] = [bits] * max(0, min(last, 63) + 1 - first)

    def are_all_there(self):
        """Whether a scan has begun for everything that is to be drawn."""
        return bool(self.count) and not any(any(bits) for bits in self.missing.values())

    def held(self):
        """Bytes of coefficients that are held: all, two each, where the picture comes in several scans."""
        if not self.is_progressive and not self.is_in_parts:
            return 0
        across, down = (max((side[axis] for side in self.sampling.values()), default=1) for axis in (0, 1))
        parts = sum(wide * high for wide, high in self.sampling.values()) / max(1, across * down)
        return round(2 * self.size[0] * self.size[1] * parts)


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

_PNG_DRAWING = {b"IHDR", b"PLTE", b"IDAT"}
_PNG_KEPT = _PNG_DRAWING | {b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT"}
# What these must be long to be read; decoders refuse a file for what only accompanies its picture.
_PNG_LENGTHS = {b"gAMA": {4}, b"cHRM": {32}, b"sRGB": {1}, b"cICP": {4}, b"sBIT": {1, 2, 3, 4}}
_PNG_END = b"\0\0\0\0IEND\xaeB`\x82"


def bare_png(data):
    """A Bare of a PNG file. Raises Malformed, Animated.

    What only accompanies the picture is left out when its checksum is wrong. Where the file stops behind the
    beginning of the pixels, decoding shows whether they are all there.
    """
    kept, exif, position = [PNG_SIGNATURE], b"", len(PNG_SIGNATURE)
    while True:
        kind, body, end = _png_chunk(data, position)
        if kind == b"acTL" and body[:4] > b"\0\0\0\1":
            raise Animated
        is_whole = end <= len(data)
        is_right = is_whole and kind not in _PNG_DRAWING and data[end - 4 : end] == _checksum(kind, body)
        if kind == b"eXIf" and is_right:
            exif = body
        if kind == b"IDAT" and not is_whole:
            kept.append(struct.pack(">I", len(body)) + kind + body + _checksum(kind, body))
        elif (is_right and _png_accompanies(kind, body)) or (is_whole and kind in _PNG_DRAWING):
            kept.append(data[position:end])
        if kind == b"IEND" or not is_whole or not kind.isalpha():
            if not any(chunk[4:8] == b"IDAT" for chunk in kept):
                raise Malformed("the picture ends too early")
            return Bare(b"".join([*kept, _PNG_END]), exif)
        position = end


def _png_accompanies(kind, body):
    return kind in _PNG_KEPT and len(body) in _PNG_LENGTHS.get(kind, {len(body)})


def _png_chunk(data, position):
    """(kind, body, where it ends); the end lies behind the file's when the chunk was cut off."""
    length = int.from_bytes(data[position : position + 4], "big")
    end = position + 12 + length
    return data[position + 4 : position + 8], data[position + 8 : end - 4], end


def _checksum(kind, body):
    return struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))


# --- WebP -------------------------------------------------------------------------------------

_WEBP_PIXELS = {b"VP8 ", b"VP8L"}
_WEBP_KEPT = _WEBP_PIXELS | {b"VP8X", b"ICCP", b"ALPH"}
_WEBP_KNOWN = _WEBP_KEPT | {b"EXIF", b"XMP "}
_HAS_ICC, _HAS_ALPHA = 0x20, 0x10


def bare_webp(data):
    """A Bare of a WebP file. Raises Malformed, Animated.

    What the file says of its own length is not believed: programs that change it forget to correct that.
    """
    kept, exif, position, has_pixels = [], b"", 12, False
    while position + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, position)
        body = data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
        if kind in (b"ANIM", b"ANMF"):
            raise Animated
        if len(body) != length:
            if kind in _WEBP_KNOWN:
                raise Malformed("a part ends too early")
            break
        if kind == b"EXIF":
            exif = exif or body
        if kind == b"VP8X":
            body = bytes((body[0] & (_HAS_ICC | _HAS_ALPHA),)) + b"\0\0\0" + body[4:10]
        if kind in _WEBP_KEPT and not has_pixels:
            kept.append(kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2))
        has_pixels |= kind in _WEBP_PIXELS
    if not has_pixels:
        raise Malformed("the picture ends too early")
    chunks = b"WEBP" + b"".join(kept)
    return Bare(b"RIFF" + struct.pack("<I", len(chunks)) + chunks, exif)
