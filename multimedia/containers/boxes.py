"""Boxes, of which MP4 and QuickTime files are made (ISO 14496-12, section 4.2)."""

from dataclasses import dataclass

from .recording import CutFile, DamagedFile, Patch, read_at

MOST_BOXES = 200_000
MOST_TABLE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Box:
    """A box: where its header begins, where its content begins and ends."""

    kind: bytes
    start: int
    body: int
    end: int

    def content(self, file, most=MOST_TABLE_BYTES):
        if self.end - self.body > most:
            raise DamagedFile
        return read_at(file, self.body, self.end - self.body)

    def freed(self):
        """Patches that turn the box into free space, so that nothing behind it moves."""
        return [Patch(self.start + 4, 4, b"free"), *self.blanked()]

    def blanked(self):
        return [Patch(self.body, self.end - self.body)] if self.end > self.body else []


def boxes_between(file, start, end, *, is_file=False):
    """The boxes of a container box or, with `is_file`, of the file. Raises CutFile, DamagedFile.

    What is left behind the last box and is none itself is the caller's to see.
    """
    found = []
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, kind, header = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, header = int.from_bytes(head[8:16], "big"), 16
        elif size == 0 and is_file and kind == b"mdat":
            size = end - start
        if size < header or (is_file and not kind.isascii()):
            break
        if start + size > end:
            if is_file and kind in (b"mdat", b"moov", b"moof", b"ftyp"):
                raise CutFile
            if not is_file:
                raise DamagedFile
            break
        found.append(Box(kind, start, start + header, start + size))
        start += size
        if len(found) > MOST_BOXES:
            raise DamagedFile
    return found


def children(file, box):
    return boxes_between(file, box.body, box.end)


def child(file, box, kind):
    """The first child of that kind. Raises DamagedFile when there is none."""
    for found in children(file, box):
        if found.kind == kind:
            return found
    raise DamagedFile
