"""A caption with its times, whatever format it was written in."""

import html
import re
from dataclasses import dataclass

_TIME = re.compile(r"(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})", re.ASCII)
_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class Cue:
    """One caption; `line` is the one its times stand in, from 1; times in seconds."""

    line: int
    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line; `code` is a key of captions.FAULTS."""

    line: int
    code: str


def seconds_of(text):
    """The seconds that a WebVTT timestamp means ("collect a WebVTT timestamp"); None for no timestamp."""
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds, thousandths = (int(part or 0) for part in found.groups())
    return (
        None if minutes > 59 or seconds > 59 else hours * 3600 + minutes * 60 + seconds + thousandths / 1000
    )


def clock(seconds):
    """Seconds as a WebVTT timestamp."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}.{thousandths:03d}"


def words_of(text):
    """What of a caption's text is read: without tags, with characters for their names."""
    return html.unescape(_TAG.sub("", text))
