"""What is overwritten in an MP4, M4A or MOV file. No box moves, so no offset in it has to change.

What is known to be needed for playing stays; all else becomes free space: `udta` (place, maker, model),
`meta`, XMP and makers' `uuid` boxes, tracks that are neither picture nor sound (place by the second of
telephones, GoPro, DJI and dashboard cameras), their samples, and bytes that belong to no sample.
"""

from .boxes import boxes_between, children
from .recording import Patch, UncleanableFile, cut_out, size_of

_SPACE = {b"free", b"skip", b"wide"}
_NEEDED = {
    b"": {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"sidx", b"ssix", b"mfra", b"pdin"},
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"mvex": {b"mehd", b"trex", b"leva", b"trep"},
    b"trak": {b"tkhd", b"tref", b"edts", b"mdia", b"tapt", b"clip", b"matt", b"load"},
    b"mdia": {b"mdhd", b"hdlr", b"minf", b"elng"},
    b"minf": {b"vmhd", b"smhd", b"gmhd", b"nmhd", b"sthd", b"hdlr", b"dinf", b"stbl"},
    b"stbl": {
        *(b"stsd", b"stts", b"ctts", b"cslg", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"stss", b"sdtp"),
        *(b"stdp", b"padb", b"sgpd", b"sbgp", b"subs", b"saiz", b"saio", b"stps", b"stsh"),
    },
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"saiz", b"saio"},
}
_SAYING = {b"udta", b"uuid", b"meta"}  # in descriptions of samples
_VISUAL_ENTRY, _VENDOR, _COMPRESSOR = 86, 20, 50  # places in a description of a picture's samples


def patches(file, boxes, tracks, kept, samples):
    """The patches of a whole file."""
    removed = [track for track in tracks if track not in kept]
    is_fragmented = any(box.kind == b"moof" for box in boxes)
    if removed and is_fragmented:
        raise UncleanableFile
    found = []
    for track in removed:
        found += track.box.freed()
    gone = {track.box.start for track in removed}
    found += _unneeded(file, boxes, b"", gone)
    for track in kept:
        found += _references(file, track.box, {track.number for track in removed})
        found += _sample_descriptions(file, track)
    if not is_fragmented:
        found += _unused(boxes, kept, samples)
    end = boxes[-1].end
    return [*found, cut_out(end, size_of(file) - end)] if end < size_of(file) else found


def _unneeded(file, boxes, parent, gone):
    """Boxes of `parent` that are not needed, and what the needed ones say of dates and programs."""
    found = []
    for box in boxes:
        if box.start in gone and box.kind == b"trak":
            continue
        if box.kind in _SPACE:
            found += box.blanked()
        elif box.kind not in _NEEDED[parent]:
            found += box.freed()
        elif box.kind in _NEEDED:
            found += _unneeded(file, children(file, box), box.kind, gone)
        elif box.kind in (b"mvhd", b"tkhd", b"mdhd"):
            is_wide = box.content(file, 4096)[:1] == b"\x01"
            found.append(Patch(box.body + 4, 16 if is_wide else 8))
        elif box.kind == b"hdlr":  # ends in the name of the device or program
            found.append(Patch(box.body + 12, box.end - box.body - 12))
    return found


def _references(file, track, gone):
    """References to tracks that are gone."""
    found = []
    for box in children(file, track):
        for reference in children(file, box) if box.kind == b"tref" else ():
            content = reference.content(file, 64 * 1024)
            numbers = {int.from_bytes(content[at : at + 4], "big") for at in range(0, len(content), 4)}
            if numbers & gone:
                found += reference.freed()
    return found


def _sample_descriptions(file, track):
    """Maker and program in the descriptions of a track's samples."""
    table = track.tables[b"stsd"]
    found = []
    for entry in boxes_between(file, table.body + 8, table.end):
        if entry.end - entry.start < 36:
            continue
        found.append(Patch(entry.start + _VENDOR, 4))
        if track.kind == "video" and entry.end - entry.start >= _VISUAL_ENTRY:
            found.append(Patch(entry.start + _COMPRESSOR, 32))
            inside = _parts(file, entry.start + _VISUAL_ENTRY, entry.end)
            found += [patch for box in inside if box.kind in _SAYING for patch in box.freed()]
    return found


def _parts(file, start, end):
    """Boxes; QuickTime ends a list of them with four zeros, which are none."""
    return boxes_between(file, start, end)


def _unused(boxes, kept, samples):
    """Bytes among the samples that belong to no picture and no sound."""
    used = sorted(part for track in kept for part in samples[track.number])
    found = []
    for box in (box for box in boxes if box.kind == b"mdat"):
        at = box.body
        for start, end in used:
            if end <= box.body or start >= box.end:
                continue
            if start > at:
                found.append(Patch(at, start - at))
            at = max(at, end)
        if at < box.end:
            found.append(Patch(at, box.end - at))
    return found
