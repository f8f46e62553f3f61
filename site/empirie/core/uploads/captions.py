"""Captions: WebVTT read as browsers read it (https://www.w3.org/TR/webvtt1/, section 6), and checked.

A browser says nothing of what it does not understand: it leaves the caption out. So every such place is named
here with its line. SubRip (SRT) is turned into WebVTT.
"""

import re
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from . import subrip
from .cues import Cue, Fault, seconds_of, words_of
from .refusals import RefusedFile

LONGEST_LINE = 42  # characters, of subtitles that can be read in time
MOST_FAULTS = 6
_HEADER = re.compile(r"WEBVTT(?:[ \t\n]|\Z)")
_TIMINGS = re.compile(r"[ \t\f]*([\d:]+\.\d+)[ \t\f]*-->[ \t\f]*([\d:]+\.\d+)", re.ASCII)
_COMMA = re.compile(r"\d,\d{1,3}")
# A time, then something people or programs write for "-->", then a time.
_WRONG_ARROW = re.compile(r"\d{1,2}:\d{2}[.,]?\d*\s*(?:[-‐‑−–—]+>?|=+>|→|⟶|--&gt;)\s*\d{1,2}:\d{2}")
_NO_CAPTION = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t\n]|\Z)")

FAULTS = {
    "none": _("There is no caption in the file."),
    "comma": _("Line %(line)s: in WebVTT a point stands before the thousandths, not a comma: 00:01.500."),
    "times": _("Line %(line)s: the times are not written as 00:01.000 --> 00:02.500."),
    "arrow": _("Line %(line)s: between the times stands -->, with two hyphens."),
    "reversed": _("Line %(line)s: the caption ends before it begins."),
    "order": _("Line %(line)s: the caption begins before the one above it."),
    "overlap": _("Line %(line)s: the caption begins while the one above it is still shown."),
    "empty": _("Line %(line)s: the caption has no text."),
    "lost": _("Line %(line)s: this text has no times. Is there an empty line inside a caption?"),
}
MORE = ngettext_lazy("And %(number)s more place.", "And %(number)s more places.", "number")


class RefusedCaptions(RefusedFile):
    """Captions with faults: all of them are named, up to a number that can be read."""

    def __init__(self, faults):
        shown = [
            ValidationError(FAULTS[fault.code], code=fault.code, params={"line": fault.line})
            for fault in faults[:MOST_FAULTS]
        ]
        if (left := len(faults) - MOST_FAULTS) > 0:
            shown.append(ValidationError(MORE % {"number": left}, code="more"))
        ValidationError.__init__(self, shown)
        self.code = "captions-faulty"


def check_captions(file, head, extension):
    """Raise RefusedFile unless `file` holds captions that browsers show, or SubRip that becomes them."""
    cues, faults = read(file.read())
    faults = (
        sorted([*faults, *faults_in(cues)], key=lambda fault: fault.line) if cues or not faults else faults
    )
    if faults:
        raise RefusedCaptions(faults)


def as_webvtt(content):
    """The bytes of a SubRip file as WebVTT; None for anything else."""
    try:
        text = _text(content)
    except RefusedFile:
        return None
    return None if _HEADER.match(text) else subrip.as_webvtt(subrip.read(text)[0]).encode()


def read(content):
    """([Cue], [Fault]) of a file's bytes. Raises RefusedFile when it is neither WebVTT nor SubRip."""
    text = _text(content)
    return _read_webvtt(text) if _HEADER.match(text) else subrip.read(text)


def faults_in(cues):
    """What is wrong with the captions themselves."""
    if not cues:
        return [Fault(0, "none")]
    found, before = [], None
    for cue in cues:
        if cue.end <= cue.start:
            found.append(Fault(cue.line, "reversed"))
        elif before and cue.start < before.start:
            found.append(Fault(cue.line, "order"))
        elif before and cue.start < before.end:
            found.append(Fault(cue.line, "overlap"))
        if not words_of(cue.text).strip():
            found.append(Fault(cue.line, "empty"))
        before = cue
    return found


def long_lines(cues):
    """The numbers of the lines that are too long to be read in time."""
    return [
        cue.line + place
        for cue in cues
        for place, line in enumerate(cue.text.split("\n"), 1)
        if len(words_of(line)) > LONGEST_LINE
    ]


def beyond(cues, seconds):
    """The first caption that a film of this length never shows to its end; None for none."""
    return next((cue for cue in cues if cue.end > seconds + 1), None)


def _text(content):
    """The text with line ends as browsers see them. Raises RefusedFile."""
    try:
        text = content.decode("utf-8-sig")
        if not _HEADER.match(_lines_ended(text)) and not subrip.is_subrip(text):
            raise RefusedFile("captions")
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text:
        text = subrip.decoded(content)
        if text is None or not subrip.is_subrip(text):
            raise RefusedFile("captions")
    return _lines_ended(text)


def _lines_ended(text):
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _read_webvtt(text):
    """The algorithm "WebVTT parser", with the places it passes over in silence."""
    lines = text.split("\n")
    at, cues, faults = 1, [], []
    while at < len(lines) and lines[at] and "-->" not in lines[at]:  # the rest of the header
        at += 1
    while at < len(lines):
        at, cue, found = _block(lines, at)
        cues += [cue] if cue else []
        faults += found
    return cues, faults


def _block(lines, at):
    """(where the next block begins, the Cue or None, [Fault])."""
    first, cue, faults, text = at, None, [], []
    has_arrow = False
    while at < len(lines):
        line = lines[at]
        if "-->" in line:
            if has_arrow or at - first > 1:
                break
            has_arrow, text = True, []
            cue, fault = _timings(line, at + 1)
            faults += [fault] if fault else []
        elif not line:
            at += 1
            break
        else:
            text.append(line)
        at += 1
    if cue:
        cue = replace(cue, text="\n".join(text))
    elif not has_arrow and text and not _NO_CAPTION.match("\n".join(text)):
        wrong = next((place for place, line in enumerate(text) if _WRONG_ARROW.search(line)), None)
        faults.append(Fault(first + 1, "lost") if wrong is None else Fault(first + 1 + wrong, "arrow"))
    return max(at, first + 1), cue, faults


def _timings(line, number):
    """(Cue without text, None), or (None, Fault)."""
    found = _TIMINGS.match(line)
    start, end = (seconds_of(found[1]), seconds_of(found[2])) if found else (None, None)
    if start is not None and end is not None:
        return Cue(number, start, end, ""), None
    return None, Fault(number, "comma" if _COMMA.search(line) else "times")
