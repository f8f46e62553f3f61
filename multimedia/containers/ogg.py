"""Ogg with Vorbis, Opus or FLAC (RFC 3533): its length, and its comments and pictures."""

from .recording import CutFile, DamagedFile, Patch, Recording, Track, UncleanableFile, read_at, size_of

_STARTS = {
    **{b"\x01vorbis": "vorbis", b"OpusHead": "opus", b"\x7fFLAC": "flac", b"\x80theora": "theora"},
    **{b"Speex   ": "speex", b"BBCD\x00": "dirac"},
}
_PICTURE = {"theora", "dirac"}
_COMMENTS = {"vorbis": b"\x03vorbis", "opus": b"OpusTags"}
_MOST_COMMENTS = 64 * 1024 * 1024
_LAST = 128 * 1024
_POLYNOMIAL = 0x04C11DB7


def read(file):
    """The Recording in an Ogg file. Raises DamagedFile, CutFile, UncleanableFile."""
    streams, pages, at = _beginning(file)
    _check_nothing_begins(file, at)
    tracks = [Track("video" if codec in _PICTURE else "audio", codec) for codec, _head in streams.values()]
    return Recording(
        container="ogg",
        tracks=tracks,
        duration=_duration(file, streams),
        patches=_without_comments(file, streams, pages),
    )


def _page(file, at):
    """(header bytes, sizes of its segments) of the page at this place."""
    head = read_at(file, at, 27)
    if head[:4] != b"OggS":
        raise DamagedFile
    table = read_at(file, at + 27, head[26])
    return head, table


def _beginning(file):
    """({serial number: (codec, first packet)}, the pages with headers of each stream)."""
    end, at = size_of(file), 0
    streams, headers, packets = {}, {}, {}
    while at < end:
        head, table = _page(file, at)
        serial, body = head[14:18], at + 27 + len(table)
        if body + sum(table) > end:
            raise CutFile
        if head[5] & 2:
            first = read_at(file, body, sum(table))
            codec = next((name for start, name in _STARTS.items() if first.startswith(start)), None)
            if codec:
                streams[serial] = (codec, first)
                packets[serial] = 0
            elif first.startswith(b"fishead\0"):
                pass
            else:
                streams[serial] = (first[:8].decode("ascii", "replace"), first)
        elif serial in packets and packets[serial] < _headers_of(streams[serial]):
            headers.setdefault(serial, []).append((at, head, table))
            packets[serial] += sum(size < 255 for size in table)
        if streams and all(packets.get(key, 9) >= _headers_of(streams[key]) for key in streams):
            break
        at = body + sum(table)
        if at > _MOST_COMMENTS:
            raise DamagedFile
    if not streams:
        raise DamagedFile
    return streams, headers, body + sum(table)


def _check_nothing_begins(file, at):
    """Raises UncleanableFile when a second recording, with comments of its own, follows (RFC 3533, 4)."""
    end = size_of(file)
    while at < end:
        try:
            head, table = _page(file, at)
        except DamagedFile:
            return
        if head[5] & 2:
            raise UncleanableFile
        at += 27 + len(table) + sum(table)


def _headers_of(stream):
    """How many packets with headers follow the first: those with comments are looked at."""
    codec, first = stream
    if codec == "flac":
        return int.from_bytes(first[7:9], "big") or 1
    return 1


def _duration(file, streams):
    """The last place that a page of the sound names, less the first (RFC 7845, 4.3)."""
    end = size_of(file)
    start = max(0, end - _LAST)
    tail = read_at(file, start, end - start)
    longest = None
    for serial, (codec, first) in streams.items():
        rate, skipped = _rate(codec, first)
        place = len(tail)
        while rate and (place := tail.rfind(b"OggS", 0, place)) >= 0:
            granule = int.from_bytes(tail[place + 6 : place + 14], "little", signed=True)
            if tail[place + 14 : place + 18] == serial and granule > 0:
                longest = max(longest or 0, (granule - skipped) / rate)
                break
    _check_last_page(tail)
    return longest


def _check_last_page(tail):
    """Raises CutFile when the last page is not there as a whole."""
    at = tail.rfind(b"OggS")
    if at < 0:
        return
    count = tail[at + 26] if at + 27 <= len(tail) else 255
    table = tail[at + 27 : at + 27 + count]
    if len(table) < count or at + 27 + count + sum(table) > len(tail):
        raise CutFile


def _rate(codec, first):
    """(samples a second, samples before the sound begins)."""
    if codec == "vorbis":
        return int.from_bytes(first[12:16], "little"), 0
    if codec == "opus":
        return 48000, int.from_bytes(first[10:12], "little")
    if codec == "flac":
        return int.from_bytes(first[27:30], "big") >> 4, 0
    return 0, 0


def _without_comments(file, streams, pages):
    """Patches of the pages that carry comments: of the same size, with right checksums."""
    found = []
    for serial, parts in pages.items():
        codec = streams[serial][0]
        content = b"".join(read_at(file, at + 27 + len(table), sum(table)) for at, _head, table in parts)
        found += _pages_with(parts, _emptied(codec, content, _packet_sizes(parts)), content)
    return found


def _packet_sizes(parts):
    sizes, size = [], 0
    for length in (length for _at, _head, table in parts for length in table):
        size += length
        if length < 255:
            sizes.append(size)
            size = 0
    return [*sizes, size] if size else sizes


def _emptied(codec, content, sizes):
    """The header packets without comments. The name of the program takes the place, as blanks."""
    if codec == "flac":
        out, at = b"", 0
        for size in sizes:
            packet = content[at : at + size]
            if packet[:1] and packet[0] & 0x7F in (2, 4, 5, 6):  # application, comments, cue sheet, picture
                blank = _blank_comments(size - 4) if packet[0] & 0x7F == 4 else bytes(size - 4)
                kind = packet[0] & 0x80 | (4 if packet[0] & 0x7F == 4 else 1)
                packet = bytes([kind]) + (size - 4).to_bytes(3, "big") + blank
            out += packet
            at += size
        return out + content[at:]
    mark = _COMMENTS.get(codec)
    if not mark or not content.startswith(mark) or not sizes or sizes[0] < len(mark) + 9:
        return content
    ends = b"\x01" if codec == "vorbis" else b""
    blank = _blank_comments(sizes[0] - len(mark) - len(ends))
    return mark + blank + ends + content[sizes[0] :]


def _blank_comments(size):
    """Comments of exactly `size` bytes that say nothing (Vorbis I, section 5.2)."""
    if size < 8:
        return bytes(size)
    return (size - 8).to_bytes(4, "little") + b" " * (size - 8) + bytes(4)


def _pages_with(parts, new, old):
    at_in_packet = 0
    for at, head, table in parts:
        body = new[at_in_packet : at_in_packet + sum(table)]
        was = old[at_in_packet : at_in_packet + sum(table)]
        at_in_packet += sum(table)
        if body != was:
            bare = head[:22] + bytes(4) + head[26:] + table + body
            page = bare[:22] + _checksum(bare).to_bytes(4, "little") + bare[26:]
            yield Patch(at, len(page), page)


def _table():
    found = []
    for number in range(256):
        value = number << 24
        for _bit in range(8):
            value = (value << 1 ^ (_POLYNOMIAL if value & 0x80000000 else 0)) & 0xFFFFFFFF
        found.append(value)
    return found


_TABLE = _table()


def _checksum(page):
    """The CRC of RFC 3533, section 6, which is not the one of zlib."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value
