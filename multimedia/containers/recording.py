"""What a container holds, and the patches that clean it."""

from dataclasses import dataclass, field

_CHUNK = 1024 * 1024


class DamagedFile(Exception):
    """The container cannot be read."""


class CutFile(DamagedFile):
    """The end of the file is missing."""


class UncleanableFile(Exception):
    """The container holds data that cannot be taken out here."""


@dataclass(frozen=True)
class Track:
    """Picture or sound. `codec` is a key of `playback.CODECS`, or what the container calls it."""

    kind: str  # "video" or "audio"
    codec: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class Patch:
    """Bytes to be replaced by `data` and, with `pad`, zeros up to the old size."""

    offset: int
    size: int
    data: bytes = b""
    pad: bool = True


@dataclass
class Recording:
    """What one file holds."""

    container: str
    tracks: list = field(default_factory=list)
    duration: float | None = None  # seconds
    patches: list = field(default_factory=list)

    @property
    def video(self):
        return next((track for track in self.tracks if track.kind == "video"), None)

    @property
    def audio(self):
        return next((track for track in self.tracks if track.kind == "audio"), None)


def read_at(file, offset, size):
    """Read exactly `size` bytes. Raises CutFile when the file ends before."""
    file.seek(offset)
    data = file.read(size)
    if len(data) < size:
        raise CutFile
    return data


def size_of(file):
    return file.seek(0, 2)


def cut_out(offset, size):
    return Patch(offset, size, pad=False)


def changing(file, patches):
    """The patches that change something, in the order of the file: a clean file has none."""
    return [patch for patch in sorted(patches, key=lambda patch: patch.offset) if _changes(file, patch)]


def _changes(file, patch):
    if not patch.pad:
        return patch.size > 0
    if read_at(file, patch.offset, len(patch.data)) != patch.data:
        return True
    at, end = patch.offset + len(patch.data), patch.offset + patch.size
    while at < end:
        part = read_at(file, at, min(_CHUNK, end - at))
        if part.count(0) != len(part):
            return True
        at += len(part)
    return False


def write_patched(file, patches, target):
    """Copy `file` to `target` with `patches`, which are in order; of overlapping ones the first counts."""
    at = 0
    for patch in patches:
        end = patch.offset + patch.size
        if end <= at:
            continue
        _copy(file, at, patch.offset, target)
        start = max(at, patch.offset)
        data = patch.data[start - patch.offset :]
        target.write(data)
        if patch.pad:
            _write_zeros(end - start - len(data), target)
        at = end
    _copy(file, at, size_of(file), target)


def _copy(file, start, end, target):
    while start < end:
        part = read_at(file, start, min(_CHUNK, end - start))
        target.write(part)
        start += len(part)


def _write_zeros(size, target):
    while size > 0:
        target.write(bytes(min(_CHUNK, size)))
        size -= _CHUNK
