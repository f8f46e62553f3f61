"""SubRip (SRT), which most programs save captions as, and how it becomes WebVTT."""

import re

from .cues import Cue, Fault, clock

_TIME = r"(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[,.:](\d{1,3}))?"
_TIMINGS = re.compile(rf"\s*{_TIME}\s*-+>\s*{_TIME}\s*(?:X1:.*)?")
_BEGINNING = re.compile(r"\s*(?:\d+[ \t]*\s+)?\d{1,3}:\d{1,2}:\d{1,2}[,.:]?\d*\s*-+>")
_KEPT = re.compile(r"&lt;(/?[biu])&gt;", re.IGNORECASE)
_DROPPED = re.compile(r"\{\\[^{}]*\}|</?(?:font|span|c)\b[^<>]*>", re.IGNORECASE)


def is_subrip(text):
    return bool(_BEGINNING.match(text.removeprefix("\ufeff")))


def decoded(content):
    """The text of bytes in UTF-16 or the Polish encoding of Windows; None for neither."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        encodings = ["utf-16-le" if content[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["cp1250"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            return None
    return None


def read(text):
    """([Cue], [Fault]). A caption goes on to the next times, so that an empty line in it does no harm."""
    lines = text.split("\n")
    cues, faults, starts = (
        [],
        [],
        [at for at, line in enumerate(lines) if "-->" in line or _TIMINGS.fullmatch(line)],
    )
    for place, at in enumerate(starts):
        found = _TIMINGS.fullmatch(lines[at])
        if not found:
            faults.append(Fault(at + 1, "times"))
            continue
        is_last = place + 1 == len(starts)
        inside = lines[at + 1 :] if is_last else _without_number(lines[at + 1 : starts[place + 1]])
        words = "\n".join(line.strip() for line in inside if line.strip())
        start, end = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
        cues.append(Cue(at + 1, start, end, _in_webvtt(words)))
    return cues, faults


def as_webvtt(cues):
    """The text of a WebVTT file with these captions."""
    blocks = [f"{clock(cue.start)} --> {clock(cue.end)}\n{cue.text}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def _without_number(lines):
    """The lines before the number of the next caption."""
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines[:-1] if lines and lines[-1].strip().isdecimal() else lines


def _seconds(parts):
    hours, minutes, seconds = (int(part) for part in parts[:3])
    return hours * 3600 + minutes * 60 + seconds + int((parts[3] or "0").ljust(3, "0")) / 1000


def _in_webvtt(words):
    """Bold, italic and underlined stay; other marks go; what WebVTT reads as a mark is written out."""
    plain = _DROPPED.sub("", words)
    written = re.sub(r"&(?!\w+;|#\d+;)", "&amp;", plain).replace("<", "&lt;").replace(">", "&gt;")
    return _KEPT.sub(lambda found: f"<{found[1].lower()}>", written)
