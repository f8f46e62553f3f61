"""Transcripts: paragraphs of text, each with the second it begins at, when it says so."""

import re
from dataclasses import dataclass

_TIMED = re.compile(r"^\[(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\]\s*(.*)$", re.DOTALL)


@dataclass(frozen=True)
class Cue:
    """A paragraph of a transcript; `second` is None where no time is given."""

    text: str
    second: int | None = None

    @property
    def clock(self):
        """The time as readers write it: "1:05"."""
        return clock(self.second) if self.second is not None else ""


def clock(seconds):
    """Seconds as "m:ss", or "h:mm:ss" from an hour on."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def cues(transcript):
    """The paragraphs of a transcript, separated by empty lines."""
    return [_cue(paragraph) for paragraph in re.split(r"\n\s*\n", transcript.strip()) if paragraph.strip()]


def _cue(paragraph):
    timed = _TIMED.match(paragraph.strip())
    if not timed:
        return Cue(paragraph.strip())
    hours, minutes, seconds, text = timed.groups()
    return Cue(text, int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds))
