"""MP3: its length, and the tags around the sound (ISO 11172-3, section 2.4)."""

from . import id3
from .recording import CutFile, DamagedFile, Recording, Track, cut_out, read_at, size_of

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_BITRATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_SEARCHED = 64 * 1024
_CHUNK = 1024 * 1024
_NEARLY_ALL = 0.98  # encoders count tags or padding in different ways


def read(file):
    """The Recording in an MP3 file. Raises DamagedFile, CutFile."""
    end = size_of(file)
    before = id3.length_before(file, 0, end)
    behind = id3.length_behind(file, before, end)
    first = _first_frame(file, before, end - behind)
    if first is None:
        raise DamagedFile if end - behind > before else CutFile
    duration, named_size = _named_length(file, first)
    if named_size and named_size * _NEARLY_ALL > end - first + 1024:
        raise CutFile
    return Recording(
        container="mp3",
        tracks=[Track("audio", "mp3")],
        duration=duration or _counted_length(file, first, end - behind),
        patches=[cut_out(0, first), cut_out(end - behind, behind)],
    )


def _frame(head):
    """(bytes, samples, samples a second) of the frame with these first four bytes; None for none."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return None
    version, rate, bits = head[1] >> 3 & 3, head[2] >> 2 & 3, head[2] >> 4
    if version == 1 or rate == 3 or bits in (0, 15):
        return None
    samples = 1152 if version == 3 else 576
    per_second = _RATES[version][rate]
    bitrate = _BITRATES[3 if version == 3 else 2][bits] * 1000
    return samples // 8 * bitrate // per_second + (head[2] >> 1 & 1), samples, per_second


def _first_frame(file, start, end):
    """Where the sound begins: a frame that another one follows, or that is the last."""
    part = read_at(file, start, min(_SEARCHED, end - start))
    for at in range(len(part) - 3):
        frame = _frame(part[at : at + 4])
        if not frame:
            continue
        following = start + at + frame[0]
        if following == end or (following + 4 <= end and _frame(read_at(file, following, 4))):
            return start + at
    return None


def _named_length(file, first):
    """(seconds, bytes) that the encoder wrote into the first frame (Xing, Info, VBRI); (None, None)."""
    size, samples, rate = _frame(read_at(file, first, 4))
    file.seek(first)
    frame = file.read(size)
    for mark in (b"Xing", b"Info"):
        at = frame.find(mark, 4, 64)
        if at > 0:
            flags = frame[at + 7]
            count = int.from_bytes(frame[at + 8 : at + 12], "big") if flags & 1 else 0
            place = at + 8 + (4 if flags & 1 else 0)
            total = int.from_bytes(frame[place : place + 4], "big") if flags & 2 else 0
            return count * samples / rate or None, total or None
    if frame[36:40] == b"VBRI":
        count = int.from_bytes(frame[50:54], "big")
        return count * samples / rate or None, int.from_bytes(frame[46:50], "big") or None
    return None, None


def _counted_length(file, at, end):
    """The seconds of all frames, counted."""
    seconds, part, part_at = 0.0, b"", 0
    while at + 4 <= end:
        if not part_at <= at <= part_at + len(part) - 4:
            part, part_at = read_at(file, at, min(_CHUNK, end - at)), at
        frame = _frame(part[at - part_at : at - part_at + 4])
        if not frame:
            at += 1
            continue
        seconds += frame[1] / frame[2]
        at += frame[0]
    return seconds or None
