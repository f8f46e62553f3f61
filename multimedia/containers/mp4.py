"""MP4, M4A and MOV: tracks, codecs, duration, size (ISO 14496-12; QuickTime File Format)."""

from dataclasses import dataclass, field

from . import mp4_cleaning, mp4_fragments, mp4_samples
from .boxes import Box, boxes_between, child, children
from .recording import CutFile, DamagedFile, Recording, Track, size_of

KINDS = {b"vide": "video", b"soun": "audio"}
_CODECS = {
    **dict.fromkeys((b"avc1", b"avc2", b"avc3", b"avc4", b"dva1", b"dvav"), "h264"),
    **dict.fromkeys((b"hvc1", b"hev1", b"hvc2", b"hev2", b"dvh1", b"dvhe"), "hevc"),
    **dict.fromkeys((b"vvc1", b"vvi1"), "vvc"),
    **dict.fromkeys((b"av01", b"dav1"), "av1"),
    **dict.fromkeys((b"s263", b"h263", b"H263"), "h263"),
    **dict.fromkeys((b"apch", b"apcn", b"apcs", b"apco", b"ap4h", b"ap4x", b"aprn", b"aprh"), "prores"),
    **dict.fromkeys((b"jpeg", b"mjpa", b"mjpb"), "mjpeg"),
    **dict.fromkeys((b"encv", b"enca", b"drms", b"drmi"), "encrypted"),
    **dict.fromkeys((b".mp3", b"ms\x00\x55"), "mp3"),
    **dict.fromkeys((b"samr", b"sawb"), "amr"),
    **dict.fromkeys((b"sowt", b"twos", b"lpcm", b"ipcm", b"fpcm", b"in24", b"in32", b"fl32", b"fl64"), "pcm"),
    **{b"vp08": "vp8", b"vp09": "vp9", b"png ": "png", b"Opus": "opus", b"fLaC": "flac", b"alac": "alac"},
    **{b"ac-3": "ac3", b"ec-3": "eac3", b"raw ": "pcm", b"NONE": "pcm"},
}
# ISO 14496-1, 7.2.6.6: objectTypeIndication.
_OBJECT_TYPES = {
    **{0x20: "mpeg4", 0x6A: "mpeg1", 0x6C: "mjpeg", 0x6D: "png", 0x40: "aac", 0x69: "mp3", 0x6B: "mp3"},
    **dict.fromkeys(range(0x60, 0x66), "mpeg2"),
    **dict.fromkeys(range(0x66, 0x69), "aac"),
    **{0xA5: "ac3", 0xA6: "eac3", 0xAD: "opus", 0xDD: "vorbis"},
}
# Baseline, Main, Extended, High: what every decoder of H.264 knows. Others have more bits or colours.
_COMMON_PROFILES = {66, 77, 88, 100}
PICTURES = {"mjpeg", "png"}


@dataclass
class Mp4Track:
    """A track with the places of its parts."""

    box: Box
    number: int
    handler: bytes
    codec: str
    size: tuple = (0, 0)
    seconds: float = 0
    timescale: int = 1
    tables: dict = field(default_factory=dict)  # the boxes of the sample table, by kind

    @property
    def kind(self):
        return KINDS.get(self.handler)


def read(file):
    """The Recording in an MP4, M4A or MOV file. Raises DamagedFile, CutFile, UncleanableFile."""
    boxes = boxes_between(file, 0, size_of(file), is_file=True)
    movie = next((box for box in boxes if box.kind == b"moov"), None)
    if movie is None:
        raise CutFile
    fragments = [box for box in boxes if box.kind == b"moof"]
    tracks = [_track(file, box) for box in children(file, movie) if box.kind == b"trak"]
    kept = _kept(tracks)
    samples = {
        track.number: mp4_samples.ranges(file, track.tables, is_pcm=track.codec == "pcm") for track in tracks
    }
    _check_samples_are_there(file, kept, samples)
    if not fragments:
        kept = [track for track in kept if samples[track.number]]
    return Recording(
        container="mov" if boxes[0].kind != b"ftyp" or _is_quicktime(file, boxes[0]) else "mp4",
        tracks=[Track(track.kind, track.codec, *track.size) for track in kept],
        duration=_duration(file, movie, fragments, kept),
        patches=mp4_cleaning.patches(file, boxes, tracks, kept, samples),
    )


def _kept(tracks):
    """Picture and sound; a picture that stands still, as of a chapter, is none."""
    kept = [track for track in tracks if track.kind]
    films = [track for track in kept if track.kind == "video" and track.codec not in PICTURES]
    sounds = [track for track in kept if track.kind == "audio"]
    return films + sounds if films or sounds else kept


def _check_samples_are_there(file, tracks, samples):
    end = size_of(file)
    if any(stop > end for track in tracks for _start, stop in samples[track.number][-1:]):
        raise CutFile


def _is_quicktime(file, box):
    return box.content(file, 4096)[:4] == b"qt  "


def _track(file, box):
    parts = {part.kind: part for part in children(file, box)}
    if not {b"tkhd", b"mdia"} <= set(parts):
        raise DamagedFile
    number, size = _header(parts[b"tkhd"].content(file, 4096))
    media = parts[b"mdia"]
    handler = child(file, media, b"hdlr").content(file, 64 * 1024)[8:12]
    timescale, seconds = _length(child(file, media, b"mdhd").content(file, 4096))
    table = child(file, child(file, media, b"minf"), b"stbl")
    tables = {part.kind: part for part in children(file, table)}
    if b"stsd" not in tables:
        raise DamagedFile
    codec, coded_size = _sample_entry(tables[b"stsd"].content(file), handler)
    is_turned = size[2]
    shown = size[:2] if all(size[:2]) else coded_size
    if is_turned:
        shown = shown[::-1]
    return Mp4Track(box, number, handler, codec, shown, seconds, timescale, tables)


def _header(content):
    """Of a tkhd: track number, and (width, height, whether it is shown turned by a quarter)."""
    at = 20 if content[:1] == b"\x01" else 12
    if len(content) < at + 72:
        raise DamagedFile
    number = int.from_bytes(content[at : at + 4], "big")
    matrix = content[-44:-8]
    a, b = (int.from_bytes(matrix[place : place + 4], "big", signed=True) for place in (0, 4))
    width, height = int.from_bytes(content[-8:-6], "big"), int.from_bytes(content[-4:-2], "big")
    return number, (width, height, a == 0 and b != 0)


def _length(content):
    """(units per second, seconds) of an mdhd or mvhd."""
    at, wide = (20, 8) if content[:1] == b"\x01" else (12, 4)
    scale = int.from_bytes(content[at : at + 4], "big")
    units = int.from_bytes(content[at + 4 : at + 4 + wide], "big")
    is_unknown = units == (1 << 8 * wide) - 1
    return (scale or 1), (0 if is_unknown or not scale else units / scale)


def _sample_entry(content, handler):
    """(codec, (width, height)) of the first entry of an stsd."""
    if len(content) < 24:
        return "", (0, 0)
    entry = content[8 : 8 + int.from_bytes(content[8:12], "big")]
    kind = entry[4:8]
    size = (0, 0)
    if handler == b"vide":
        size = int.from_bytes(entry[32:34], "big"), int.from_bytes(entry[34:36], "big")
    if kind in (b"mp4v", b"mp4a"):
        default = "mpeg4" if kind == b"mp4v" else "aac"
        return _OBJECT_TYPES.get(_object_type(entry), default), size
    codec = _CODECS.get(kind) or kind.decode("ascii", "replace").strip()
    if codec == "h264":
        profile = entry.find(b"avcC")
        if profile > 0 and entry[profile + 5 : profile + 6] not in [bytes([p]) for p in _COMMON_PROFILES]:
            codec = "h264-high"
    return codec, size


def _object_type(entry):
    """The kind of coding that an esds names (ISO 14496-1, 7.2.6.5); None without one."""
    found = entry.find(b"esds")
    if found < 0:
        return None
    at, stream = _descriptor(entry, found + 8, 0x03)
    if not stream:
        return None
    flags = entry[at + 2]
    at += 3 + (2 if flags & 0x80 else 0) + (2 if flags & 0x20 else 0)
    if flags & 0x40:
        at += 1 + entry[at]
    at, is_there = _descriptor(entry, at, 0x04)
    return entry[at] if is_there and at < len(entry) else None


def _descriptor(entry, at, tag):
    """(where its content begins, whether it is there)."""
    if at + 4 >= len(entry) or entry[at] != tag:
        return at, False
    at += 1
    for _byte in range(4):
        at += 1
        if not entry[at - 1] & 0x80:
            break
    return at, at + 3 < len(entry)


def _duration(file, movie, fragments, kept):
    _scale, seconds = _length(child(file, movie, b"mvhd").content(file, 4096))
    if not fragments and kept:
        longest = max(track.seconds for track in kept)
        return longest if not seconds or seconds > longest * 2 else seconds
    return max(seconds, mp4_fragments.seconds(file, movie, fragments, kept)) or None
