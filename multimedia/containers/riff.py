"""WAV (RIFF): its length, and the chunks that name place, people and programs."""

from .recording import CutFile, DamagedFile, Patch, Recording, Track, cut_out, read_at, size_of

_NEEDED = {b"fmt ", b"data", b"fact", b"ds64"}
_CODECS = {1: "pcm", 3: "pcm", 6: "g711", 7: "g711", 0x55: "mp3", 0xFFFE: "pcm", 2: "adpcm", 0x11: "adpcm"}
_UNKNOWN = 0xFFFFFFFF


def read(file):
    """The Recording in a WAV file. Raises DamagedFile, CutFile."""
    end = size_of(file)
    head = read_at(file, 0, 12)
    if head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
        raise DamagedFile
    at, patches, form, sound = 12, [], b"", None
    while at + 8 <= end:
        kind, size = read_at(file, at, 4), int.from_bytes(read_at(file, at + 4, 4), "little")
        if kind == b"data" and size in (_UNKNOWN, 0):  # written while it was recorded
            size = end - at - 8
        if at + 8 + size > end:
            if kind in _NEEDED:
                raise CutFile
            break
        if kind == b"fmt ":
            form = read_at(file, at + 8, size)
        elif kind == b"data":
            sound = sound or size
        elif kind not in _NEEDED:
            patches += [Patch(at, 4, b"JUNK"), Patch(at + 8, size)]
        at += 8 + size + size % 2
    if len(form) < 16 or not sound:
        raise CutFile if len(form) >= 16 else DamagedFile
    if at < end:
        patches.append(cut_out(at, end - at))
    codec = _CODECS.get(int.from_bytes(form[:2], "little"), f"WAV {form[:2].hex()}")
    per_second = int.from_bytes(form[8:12], "little")
    return Recording("wav", [Track("audio", codec)], sound / per_second if per_second else None, patches)
