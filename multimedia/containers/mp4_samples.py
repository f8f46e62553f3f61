"""Where the samples of an MP4 track lie in the file (ISO 14496-12, section 8.7)."""

import sys
from array import array
from itertools import accumulate

from .recording import DamagedFile


def ranges(file, tables, *, is_pcm=False):
    """[(start, end)] of the track's chunks, in the order of the file; [] for a track in fragments.

    QuickTime may give the samples of uncompressed sound a size of 1, whatever they have.
    """
    offsets = _offsets(file, tables)
    if not offsets:
        return []
    sizes, constant, count = _sizes(file, tables)
    if constant and is_pcm:
        constant = max(constant, _bytes_of_pcm(tables[b"stsd"].content(file)[8:]))
    before = None if constant else [0, *accumulate(sizes)]
    found, sample = [], 0
    for offset, number in zip(offsets, _samples_in_chunks(file, tables, len(offsets)), strict=False):
        last = min(sample + number, count)
        size = (last - sample) * constant if constant else before[last] - before[sample]
        if size:
            found.append((offset, offset + size))
        sample = last
    return sorted(found, key=lambda part: part[1])


def _bytes_of_pcm(entry):
    """Bytes of one sample of all channels (QuickTime File Format, "Sound sample descriptions")."""
    version = int.from_bytes(entry[16:18], "big")
    if version == 0:
        return int.from_bytes(entry[24:26], "big") * int.from_bytes(entry[26:28], "big") // 8
    place = 44 if version == 1 else 64
    return int.from_bytes(entry[place : place + 4], "big")


def _numbers(content, start, count, wide=4):
    """`count` big-endian numbers of a table."""
    if count < 0 or start + count * wide > len(content):
        raise DamagedFile
    numbers = array("I" if wide == 4 else "Q", content[start : start + count * wide])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _count(content, at):
    if len(content) < at + 4:
        raise DamagedFile
    return int.from_bytes(content[at : at + 4], "big")


def _offsets(file, tables):
    for kind, wide in ((b"stco", 4), (b"co64", 8)):
        if kind in tables:
            content = tables[kind].content(file)
            return _numbers(content, 8, _count(content, 4), wide)
    return []


def _sizes(file, tables):
    """(the size of each sample, one size for all or 0, the number of samples)."""
    if b"stsz" in tables:
        content = tables[b"stsz"].content(file)
        constant, count = _count(content, 4), _count(content, 8)
        return ([] if constant else _numbers(content, 12, count)), constant, count
    if b"stz2" not in tables:
        raise DamagedFile
    content = tables[b"stz2"].content(file)
    count, bits = _count(content, 8), content[7]
    if bits not in (4, 8, 16) or 12 + count * bits // 8 > len(content):
        raise DamagedFile
    if bits == 4:
        halves = (half for byte in content[12:] for half in (byte >> 4, byte & 15))
        return [size for size, _number in zip(halves, range(count), strict=False)], 0, count
    wide = bits // 8
    return (
        [int.from_bytes(content[at : at + wide], "big") for at in range(12, 12 + count * wide, wide)],
        0,
        count,
    )


def _samples_in_chunks(file, tables, chunks):
    """How many samples each chunk has."""
    if b"stsc" not in tables:
        raise DamagedFile
    content = tables[b"stsc"].content(file)
    numbers = _numbers(content, 8, _count(content, 4) * 3)
    runs = list(zip(numbers[::3], numbers[1::3], strict=True))
    for place, (first, number) in enumerate(runs):
        last = runs[place + 1][0] if place + 1 < len(runs) else chunks + 1
        if first < 1 or last < first:
            raise DamagedFile
        for _chunk in range(first, min(last, chunks + 1)):
            yield number
