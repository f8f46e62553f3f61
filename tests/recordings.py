"""Films and sounds as bytes, small and made without any program: what cameras and phones write."""

import struct
from dataclasses import dataclass

PLACE = b"+49.6880+021.7700/"


def box(kind, *parts):
    """A box of an MP4 file."""
    content = b"".join(parts)
    return (len(content) + 8).to_bytes(4, "big") + kind + content


def full(kind, *parts):
    """A box with version and flags of zero."""
    return box(kind, bytes(4), *parts)


def number(value, wide=4):
    return value.to_bytes(wide, "big")


@dataclass
class Mp4Part:
    """One track of `mp4()`: its handler, the four letters of its coding, and one sample."""

    handler: bytes = b"vide"
    coding: bytes = b"avc1"
    sample: bytes = b"PICTURE!" * 8
    config: bytes = box(b"avcC", b"\x01\x64\x00\x1e")
    more: bytes = b""  # further boxes of the track
    name: bytes = b"Core Media Video\0"
    pcm: int = 0  # how many samples of uncompressed sound `sample` is, as QuickTime counts: of size 1

    def entry(self):
        if self.handler == b"vide":
            shape = bytes(4) + b"appl" + bytes(8) + number(320, 2) + number(240, 2)
            shape += bytes(14) + b"\x0bGoPro model" + bytes(20) + bytes(4)
            return box(self.coding, bytes(6), number(1, 2), shape, self.config)
        if self.handler == b"soun":
            shape = bytes(8) + number(1, 2) + number(16, 2) + bytes(4) + number(48000 << 16)
            return box(self.coding, bytes(6), number(1, 2), shape, self.config)
        return box(self.coding, bytes(6), number(1, 2))


PICTURE = Mp4Part()
SOUND = Mp4Part(b"soun", b"mp4a", b"SOUND!" * 10, b"", name=b"Core Media Audio\0")
GPS = Mp4Part(b"meta", b"mebx", PLACE * 3, b"", name=b"GoPro MET\0")


def mp4(*parts, seconds=5, brand=b"isom", movie=b"", behind=b"", quarter_turn=False):
    """An MP4 with these parts, one chunk each; `movie` are boxes in moov, `behind` what follows mdat."""
    parts = parts or (PICTURE, SOUND)
    head = box(b"ftyp", brand, bytes(4), b"isom")
    movie_size = len(_movie(parts, seconds, movie, [0] * len(parts), quarter_turn))
    offsets, at = [], len(head) + movie_size + 8
    for part in parts:
        offsets.append(at)
        at += len(part.sample)
    made = _movie(parts, seconds, movie, offsets, quarter_turn)
    return head + made + box(b"mdat", *(part.sample for part in parts)) + behind


def _movie(parts, seconds, movie, offsets, quarter_turn):
    times = number(3_900_000_000) * 2
    header = full(b"mvhd", times, number(1000), number(seconds * 1000), bytes(80))
    tracks = [
        _track(place, parts[place], seconds, offsets[place], quarter_turn) for place in range(len(parts))
    ]
    return box(b"moov", header, *tracks, movie)


def _track(place, part, seconds, offset, quarter_turn):
    times = number(3_900_000_000) * 2
    turned = (0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    straight = (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    matrix = struct.pack(">9i", *(turned if quarter_turn else straight))
    size = struct.pack(">2I", 320 << 16, 240 << 16) if part.handler == b"vide" else bytes(8)
    header = full(
        b"tkhd", times, number(place + 1), bytes(4), number(seconds * 1000), bytes(16), matrix, size
    )
    table = box(
        b"stbl",
        full(b"stsd", number(1), part.entry()),
        full(b"stts", number(1), number(1), number(seconds * 1000)),
        full(b"stsc", number(1), number(1), number(part.pcm or 1), number(1)),
        full(b"stsz", number(1), number(part.pcm))
        if part.pcm
        else full(b"stsz", number(0), number(1), number(len(part.sample))),
        full(b"stco", number(1), number(offset)),
    )
    media = box(
        b"mdia",
        full(b"mdhd", times, number(1000), number(seconds * 1000), bytes(4)),
        full(b"hdlr", b"mhlr", part.handler, b"appl", bytes(8), part.name),
        box(b"minf", table),
    )
    return box(b"trak", header, media, part.more)


def iphone():
    """What an iPhone writes beside picture and sound: place, maker, model, program, day."""
    keys = (b"location.ISO6709", b"make", b"model", b"software", b"creationdate")
    names = b"".join(box(b"mdta", b"com.apple.quicktime." + key) for key in keys)
    values = (PLACE, b"Apple", b"iPhone 17", b"26.1", b"2026-05-14T10:00:00+0200")
    items = b"".join(
        box(number(place), box(b"data", number(1), bytes(4), value)) for place, value in enumerate(values, 1)
    )
    handler = full(b"hdlr", bytes(4), b"mdta", bytes(12))
    return box(b"meta", handler, full(b"keys", number(len(keys)), names), box(b"ilst", items))


def android():
    """What Android writes: the place as ©xyz and loci, and its version."""
    place = box(b"\xa9xyz", number(len(PLACE), 2), b"\x15\xc7", PLACE)
    return box(b"udta", place, full(b"loci", b"\x15\xc7Krosno\0"), box(b"auth", b"com.android.version Jan"))


def mp3(seconds=1, before=b"", behind=b""):
    """Silence of 128 kbit/s: 417 bytes and 1152 samples a frame."""
    frame = b"\xff\xfb\x90\x64" + bytes(413)
    return before + frame * max(3, round(seconds * 44100 / 1152)) + behind


def id3v2(text):
    frame = b"TPE1" + number(len(text) + 1) + bytes(2) + b"\x03" + text
    return b"ID3\x04\0\0" + bytes((0, 0, len(frame) >> 7, len(frame) & 0x7F)) + frame


def id3v1(text):
    return b"TAG" + text.ljust(125, b"\0")


def ape(text):
    item = len(text).to_bytes(4, "little") + bytes(4) + b"Artist\0" + text
    footer = b"APETAGEX" + (2000).to_bytes(4, "little") + (len(item) + 32).to_bytes(4, "little")
    return item + footer + (1).to_bytes(4, "little") + bytes(12)


def chunk(kind, content):
    return kind + len(content).to_bytes(4, "little") + content + bytes(len(content) % 2)


def wav(*chunks, seconds=1, coding=1):
    form = struct.pack("<HHIIHH", coding, 1, 8000, 16000, 2, 16)
    parts = chunk(b"fmt ", form) + b"".join(chunks) + chunk(b"data", bytes(16000 * seconds))
    return b"RIFF" + (len(parts) + 4).to_bytes(4, "little") + b"WAVE" + parts


def flac(*blocks, seconds=2):
    rate_and_samples = (8000 << 44 | 15 << 36 | 8000 * seconds).to_bytes(8, "big")
    info = bytes(10) + rate_and_samples + bytes(16)
    parts = [(0, info), *blocks]
    listed = b"".join(
        bytes([kind | (0x80 if place == len(parts) - 1 else 0)]) + number(len(content), 3) + content
        for place, (kind, content) in enumerate(parts)
    )
    return b"fLaC" + listed + b"\xff\xf8" + b"SOUND" * 20


def element(key, *parts):
    """An element of a WebM file; its length in eight bytes, as live recorders write it."""
    content = b"".join(parts)
    return bytes.fromhex(key) + b"\x01" + len(content).to_bytes(7, "big") + content


def webm(*more, video=b"V_VP9", audio=b"A_OPUS", duration=4000.0, info=b""):
    size = element("e0", element("b0", number(320, 2)), element("ba", number(240, 2)))
    picture = element("ae", element("d7", b"\1"), element("83", b"\1"), element("86", video), size)
    sound = element("ae", element("d7", b"\2"), element("83", b"\2"), element("86", audio))
    named = element("4489", struct.pack(">d", duration)) if duration else b""
    facts = element(
        "1549a966", element("2ad7b1", number(1_000_000)), element("4d80", b"Muxer"),
        element("5741", b"Phone"), named, info,
    )  # fmt: skip
    block = element("a3", b"\x81" + number(3900, 2) + b"\x80" + b"PICTURE!")
    cluster = element("1f43b675", element("e7", number(0)), block)
    tracks = element("1654ae6b", picture if video else b"", sound if audio else b"")
    head = element("1a45dfa3", element("4282", b"webm"))
    return head + element("18538067", facts, tracks, *more, cluster)
