"""Tags before and behind sound: ID3v2, ID3v1, APEv2, Lyrics3."""

from .recording import CutFile, read_at

_ID3V1, _ID3V1_LONG, _LYRICS_END = 128, 227, 15


def length_before(file, at, end):
    """How many bytes the ID3v2 tags take that begin at `at` (ID3v2.4, section 3.1)."""
    start = at
    while at + 10 <= end:
        head = read_at(file, at, 10)
        if head[:3] != b"ID3" or any(byte & 0x80 for byte in head[6:10]):
            break
        size = 0
        for byte in head[6:10]:
            size = size << 7 | byte
        at += 10 + size + (10 if head[5] & 0x10 else 0)
        if at > end:
            raise CutFile
    return at - start


def length_behind(file, start, end):
    """How many bytes the tags take that end at `end`."""
    at = end
    while size := _last_tag(file, start, at):
        at -= size
    return end - at


def _last_tag(file, start, end):
    """The length of the tag that ends at `end`; 0 for none."""

    def last(size):
        return read_at(file, end - size, size) if end - size >= start else b""

    if last(_ID3V1)[:3] == b"TAG":
        return _ID3V1
    if last(_ID3V1_LONG)[:4] == b"TAG+":
        return _ID3V1_LONG
    ape = last(32)
    if ape[:8] == b"APETAGEX":
        has_header = ape[23] & 0x80
        return _within(start, end, int.from_bytes(ape[12:16], "little") + (32 if has_header else 0))
    lyrics = last(_LYRICS_END)
    if lyrics[6:] == b"LYRICS200" and lyrics[:6].isdigit():
        return _within(start, end, int(lyrics[:6]) + _LYRICS_END)
    footer = last(10)
    if footer[:3] == b"3DI":
        size = 0
        for byte in footer[6:10]:
            size = size << 7 | byte & 0x7F
        return _within(start, end, size + 20)
    return 0


def _within(start, end, size):
    return size if 0 < size <= end - start else 0
