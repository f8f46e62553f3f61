"""How long a fragmented MP4 plays, as browsers and phones record it (ISO 14496-12, section 8.8)."""

from .boxes import child, children
from .recording import DamagedFile

_BASE_OFFSET, _DESCRIPTION, _DEFAULT_DURATION = 0x1, 0x2, 0x8  # flags of a tfhd
_DATA_OFFSET, _FIRST_FLAGS, _DURATIONS = 0x1, 0x4, 0x100  # flags of a trun
_FIELDS = (0x100, 0x200, 0x400, 0x800)


def seconds(file, movie, fragments, tracks):
    """The seconds of the longest of `tracks`."""
    scales = {track.number: track.timescale for track in tracks}
    defaults = _defaults(file, movie)
    ends = dict.fromkeys(scales, 0)
    for fragment in fragments:
        for part in children(file, fragment):
            if part.kind == b"traf":
                number, start, units = _fragment(file, part, defaults)
                if number in ends:
                    ends[number] = (ends[number] if start is None else start) + units
    return max((ends[number] / scale for number, scale in scales.items()), default=0)


def _defaults(file, movie):
    """{track number: duration of a sample that names none}."""
    extends = [box for box in children(file, movie) if box.kind == b"mvex"]
    found = {}
    for box in (part for extend in extends for part in children(file, extend) if part.kind == b"trex"):
        content = box.content(file, 4096)
        found[_number(content, 4)] = _number(content, 12)
    return found


def _fragment(file, box, defaults):
    """(track number, where it begins or None, its length), in the track's units."""
    header = child(file, box, b"tfhd").content(file, 4096)
    number, flags = _number(header, 4), _number(header, 0) & 0xFFFFFF
    default = defaults.get(number, 0)
    if flags & _DEFAULT_DURATION:
        at = 8 + (8 if flags & _BASE_OFFSET else 0) + (4 if flags & _DESCRIPTION else 0)
        default = _number(header, at)
    start, units = None, 0
    for part in children(file, box):
        if part.kind == b"tfdt":
            content = part.content(file, 64)
            start = _number(content, 4, 8 if content[:1] == b"\x01" else 4)
        elif part.kind == b"trun":
            units += _run(part.content(file), default)
    return number, start, units


def _run(content, default):
    flags, count = _number(content, 0) & 0xFFFFFF, _number(content, 4)
    if not flags & _DURATIONS:
        return count * default
    at = 8 + (4 if flags & _DATA_OFFSET else 0) + (4 if flags & _FIRST_FLAGS else 0)
    step = 4 * sum(bool(flags & field) for field in _FIELDS)
    if at + count * step > len(content):
        raise DamagedFile
    return sum(_number(content, place) for place in range(at, at + count * step, step))


def _number(content, at, wide=4):
    if at + wide > len(content):
        raise DamagedFile
    return int.from_bytes(content[at : at + wide], "big")
