"""FLAC (RFC 9639, section 8): its length, and the blocks with comments and pictures."""

from . import id3
from .recording import CutFile, DamagedFile, Patch, Recording, Track, cut_out, read_at, size_of

_STREAM_INFO, _PADDING, _SEEK_TABLE = 0, 1, 3


def read(file):
    """The Recording in a FLAC file. Raises DamagedFile, CutFile."""
    end = size_of(file)
    start = id3.length_before(file, 0, end)
    behind = id3.length_behind(file, start, end)
    if read_at(file, start, 4) != b"fLaC":
        raise DamagedFile
    at, is_last, info = start + 4, False, b""
    patches = [cut_out(0, start), cut_out(end - behind, behind)]
    while not is_last:
        head = read_at(file, at, 4)
        kind, size, is_last = head[0] & 0x7F, int.from_bytes(head[1:], "big"), bool(head[0] & 0x80)
        if at + 4 + size > end - behind:
            raise CutFile
        if kind == _STREAM_INFO:
            info = read_at(file, at + 4, size)
        elif kind != _SEEK_TABLE:
            patches.append(Patch(at, 4 + size, bytes([head[0] & 0x80 | _PADDING]) + head[1:]))
        at += 4 + size
    if len(info) < 34:
        raise DamagedFile
    if at >= end - behind:
        raise CutFile
    rate = int.from_bytes(info[10:13], "big") >> 4
    samples = int.from_bytes(info[13:18], "big") & (1 << 36) - 1
    duration = samples / rate if rate and samples else None
    return Recording("flac", [Track("audio", "flac")], duration, patches)
