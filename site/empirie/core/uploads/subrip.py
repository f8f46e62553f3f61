"""SubRip (SRT), which most programs save captions as, and how it becomes WebVTT."""

import re

from .cues import Cue, Fault, clock

_TIME = r"(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[,.:](\d{1,3}))?"
_TIMINGS = re.compile(rf"\s*{_TIME}\s*-+>\s*{_TIME}\s*(?:X1:.*)?")
_BEGINNING = re.compile(r"\s*(?:\d+\s+)?\d{1,3}:\d{1,2}:\d{1,2}[,.:]?\d*\s*-+>")
_KEPT = re.compile(r"&lt;(/?[biu])&gt;", re.IGNORECASE)
_DROPPED = re.compile(r"\{\\[^{}]*\}|</?(?:font|span|c)\b[^<>]*>", re.IGNORECASE)


def is_subrip(text):
    return bool(_BEGINNING.match(text.removeprefix("\ufeff")))


def decoded(content):
    """The text of bytes in UTF-16 or a Polish encoding of one byte; None for neither."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif b"\0" in content:
        encoding = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    else:
        encoding = _polish_encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _polish_encoding(content):
    """Windows' encoding, or ISO 8859-2 where its bytes for ą, ś, ź (which differ) come more often."""
    windows, iso = (sum(map(content.count, "ąśźĄŚŹ".encode(name))) for name in ("cp1250", "iso8859-2"))
    return "iso8859-2" if iso > windows else "cp1250"


def read(text):
    """([Cue], [Fault]). A caption goes on to the next times, so that an empty line in it does no harm."""
    lines = text.split("\n")
    cues, faults = [], []
    starts = [at for at, line in enumerate(lines) if "-->" in line or _TIMINGS.fullmatch(line)]
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
    last = next((at for at in reversed(range(len(lines))) if lines[at].strip()), 0)
    return lines[:last] if lines and lines[last].strip().isdecimal() else lines


def _seconds(parts):
    hours, minutes, seconds = (int(part) for part in parts[:3])
    return hours * 3600 + minutes * 60 + seconds + int((parts[3] or "0").ljust(3, "0")) / 1000


def _in_webvtt(words):
    """Bold, italic and underlined stay; other marks go; what WebVTT reads as a mark is written out."""
    plain = _DROPPED.sub("", words)
    written = re.sub(r"&(?!\w+;|#\d+;)", "&amp;", plain).replace("<", "&lt;").replace(">", "&gt;")
    return _KEPT.sub(lambda found: f"<{found[1].lower()}>", written)
