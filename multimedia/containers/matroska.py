"""WebM and Matroska (RFC 9559, EBML: RFC 8794): tracks, duration, and what is overwritten by empty space."""

import struct
from dataclasses import dataclass

from .recording import CutFile, DamagedFile, Patch, Recording, Track, UncleanableFile, read_at, size_of

EBML, DOC_TYPE, SEGMENT, VOID, CRC = 0x1A45DFA3, 0x4282, 0x18538067, 0xEC, 0xBF
SEEK_HEAD, SEEK, SEEK_ID = 0x114D9B74, 0x4DBB, 0x53AB
INFO, SCALE, DURATION = 0x1549A966, 0x2AD7B1, 0x4489
MUXER, WRITER = 0x4D80, 0x5741
TRACKS, TRACK, KIND, CODEC = 0x1654AE6B, 0xAE, 0x83, 0x86
VIDEO, WIDTH, HEIGHT = 0xE0, 0xB0, 0xBA
ENCODINGS = 0x6D80
CLUSTER, TIMESTAMP, SIMPLE_BLOCK, GROUP, BLOCK = 0x1F43B675, 0xE7, 0xA3, 0xA0, 0xA1
CUES, CHAPTERS, TAGS, ATTACHMENTS = 0x1C53BB6B, 0x1043A770, 0x1254C367, 0x1941A469
_TOP = {SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES, CHAPTERS, TAGS, ATTACHMENTS, VOID, CRC}
# Of the segment: scale, duration, programs (blanked, not optional); of a track: all that decoding needs.
_NEEDED_INFO = {SCALE, DURATION, MUXER, WRITER}
_SAYING_TRACK = {0x536E, 0x258688, 0x7446}  # name of the track, name of the codec, link to an attachment
_NOT_NEEDED_TOP = {TAGS, ATTACHMENTS, CHAPTERS}
_KINDS = {1: "video", 2: "audio"}
_CODECS = {
    **{"V_VP8": "vp8", "V_VP9": "vp9", "V_AV1": "av1", "V_MPEG4/ISO/AVC": "h264", "V_MPEGH/ISO/HEVC": "hevc"},
    **{"A_VORBIS": "vorbis", "A_OPUS": "opus", "A_AAC": "aac", "A_MPEG/L3": "mp3", "A_FLAC": "flac"},
    **{"A_AC3": "ac3", "A_EAC3": "eac3", "V_THEORA": "theora", "V_MPEG2": "mpeg2", "V_PRORES": "prores"},
}
_MOST_ELEMENTS = 2_000_000
_MOST_HEADER = 16 * 1024 * 1024


@dataclass(frozen=True)
class Element:
    """An element: its identity, where its header begins, where its content begins and ends."""

    key: int
    start: int
    body: int
    end: int
    is_open: bool = False  # its length is not told

    def content(self, file):
        if self.end - self.body > _MOST_HEADER:
            raise DamagedFile
        return read_at(file, self.body, self.end - self.body)

    def number(self, file):
        return int.from_bytes(self.content(file), "big")

    def voided(self):
        """A patch that makes the element empty space of the same size (RFC 8794, 11.3.2)."""
        size = self.end - self.start
        if size < 9:
            return Patch(self.start, size, bytes([VOID, 0x80 | (size - 2)]))
        return Patch(self.start, size, bytes([VOID, 0x01]) + (size - 9).to_bytes(7, "big"))


def read(file):
    """The Recording in a WebM or Matroska file. Raises DamagedFile, CutFile, UncleanableFile."""
    end = size_of(file)
    top = list(_elements(file, 0, end))
    segment = next((element for element in top if element.key == SEGMENT), None)
    if segment is None or top[0].key != EBML:
        raise CutFile if len(top) == 1 else DamagedFile
    parts = list(_segment_parts(file, segment))
    info = next((part for part in parts if part.key == INFO), None)
    tracks = next((part for part in parts if part.key == TRACKS), None)
    clusters = [part for part in parts if part.key == CLUSTER]
    if info is None or tracks is None or not clusters:
        raise CutFile
    found = {element.key: element for element in _elements(file, info.body, info.end)}
    scale = found[SCALE].number(file) if SCALE in found else 1_000_000
    named = _seconds(found[DURATION].content(file), scale) if DURATION in found else None
    return Recording(
        container="webm",
        tracks=_tracks(file, tracks),
        duration=named or _last_time(file, clusters[-1]) * scale / 1e9 or None,
        patches=_patches(file, top, parts),
    )


def _elements(file, start, end, *, is_segment=False):
    """The elements between two places. A cluster or segment without a length ends where the next begins."""
    for _number in range(_MOST_ELEMENTS):
        if start >= end:
            return
        key, key_size = _key(file, start)
        length, length_size = _length(file, start + key_size)
        body = start + key_size + length_size
        if length is None and key == SEGMENT:
            yield Element(key, start, body, end, is_open=True)
            return
        if length is None and key == CLUSTER:
            stop = _end_of_open_cluster(file, body, end)
        elif length is None:
            raise DamagedFile
        else:
            stop = body + length
        if stop > end:
            raise CutFile
        yield Element(key, start, body, stop, is_open=length is None)
        start = stop
    raise DamagedFile


def _segment_parts(file, segment):
    return _elements(file, segment.body, segment.end)


def _end_of_open_cluster(file, at, end):
    while at < end:
        key, key_size = _key(file, at)
        if key in _TOP - {VOID, CRC}:
            return at
        length, length_size = _length(file, at + key_size)
        if length is None:
            raise DamagedFile
        at += key_size + length_size + length
    return at


def _key(file, at):
    first = read_at(file, at, 1)[0]
    size = 9 - first.bit_length()
    if size > 4:
        raise DamagedFile
    return int.from_bytes(read_at(file, at, size), "big"), size


def _length(file, at):
    """(length or None for an unknown one, how many bytes it is written in)."""
    first = read_at(file, at, 1)[0]
    size = 9 - first.bit_length()
    if size > 8:
        raise DamagedFile
    number = int.from_bytes(read_at(file, at, size), "big") & ((1 << 7 * size) - 1)
    return (None if number == (1 << 7 * size) - 1 else number), size


def _seconds(content, scale):
    if len(content) not in (4, 8):
        return None
    units = struct.unpack(">f" if len(content) == 4 else ">d", content)[0]
    return units * scale / 1e9 if 0 < units < 1e12 else None


def _tracks(file, box):
    found = []
    for entry in _elements(file, box.body, box.end):
        if entry.key != TRACK:
            continue
        parts = {part.key: part for part in _elements(file, entry.body, entry.end)}
        kind = _KINDS.get(parts[KIND].number(file)) if KIND in parts else None
        if kind is None:  # subtitles or data, which may name places, stand among the pictures
            raise UncleanableFile
        name = parts[CODEC].content(file).decode("ascii", "replace").strip("\0") if CODEC in parts else ""
        codec = _CODECS.get(name) or ("pcm" if name.startswith("A_PCM") else name)
        codec = "aac" if name.startswith("A_AAC") else codec
        size = {}
        if VIDEO in parts:
            size = {part.key: part for part in _elements(file, parts[VIDEO].body, parts[VIDEO].end)}
        width, height = (size[key].number(file) if key in size else 0 for key in (WIDTH, HEIGHT))
        found.append(Track(kind, codec, width, height))
    return found


def _last_time(file, cluster):
    """The time of the last block, in the segment's units: the length of what was recorded in a browser."""
    base = last = 0
    for part in _elements(file, cluster.body, cluster.end):
        if part.key == TIMESTAMP:
            base = part.number(file)
        block = part
        if part.key == GROUP:
            block = next(
                (inner for inner in _elements(file, part.body, part.end) if inner.key == BLOCK), None
            )
        if block is not None and block.key in (SIMPLE_BLOCK, BLOCK):
            _number, size = _length(file, block.body)
            last = max(last, int.from_bytes(read_at(file, block.body + size, 2), "big", signed=True))
    return base + last


def _patches(file, top, parts):
    found = [element.voided() for element in top if element.key not in (EBML, SEGMENT, VOID)]
    gone = {part.key for part in parts if part.key not in _TOP - _NOT_NEEDED_TOP}
    for part in parts:
        if part.key in gone:
            found.append(part.voided())
        elif part.key == VOID:
            found.append(Patch(part.body, part.end - part.body))
        elif part.key == INFO:
            found += _in_info(file, part)
        elif part.key == TRACKS:
            found += _in_tracks(file, part)
        elif part.key == SEEK_HEAD:
            found += _in_seek_head(file, part, gone)
    return found


def _in_info(file, info):
    """Title, date, file names and identities go; the names of the programs, which must stay, are blanked."""
    for element in _elements(file, info.body, info.end):
        if element.key in (MUXER, WRITER) or element.key == VOID:
            yield Patch(element.body, element.end - element.body)
        elif element.key not in _NEEDED_INFO:  # a checksum too, which would no longer be right
            yield element.voided()


def _in_tracks(file, tracks):
    for entry in _elements(file, tracks.body, tracks.end):
        if entry.key == CRC:
            yield entry.voided()
        elif entry.key == TRACK:
            for element in _elements(file, entry.body, entry.end):
                if element.key in _SAYING_TRACK or element.key == CRC:
                    yield element.voided()
                elif element.key == VOID:
                    yield Patch(element.body, element.end - element.body)


def _in_seek_head(file, box, gone):
    """The ways to what is gone."""
    for entry in _elements(file, box.body, box.end):
        keys = [
            part.number(file)
            for part in (_elements(file, entry.body, entry.end) if entry.key == SEEK else ())
            if part.key == SEEK_ID
        ]
        if entry.key == CRC or (keys and keys[0] in gone):
            yield entry.voided()
