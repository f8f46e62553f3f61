"""What ffprobe says about a recording, where the program is installed (setting FFPROBE).

Asked only for what our own reader leaves open: a program in C is given as few unknown files as possible.
"""

import json
import subprocess
import tempfile
from dataclasses import replace

from django.conf import settings

from .containers.recording import Track, write_patched

_SECONDS = 30
# ffprobe's names where they are not ours.
_CODECS = {"mpeg4": "mpeg4", "mpeg1video": "mpeg1", "mpeg2video": "mpeg2", "amr_nb": "amr", "amr_wb": "amr"}


def completed(recording, file, is_known):
    """`recording` with duration, size and names of codecs from ffprobe; unchanged without the program.

    `is_known` says whether a codec is one that the site knows.
    """
    is_open = recording.duration is None or any(
        not is_known(track.codec) or (track.kind == "video" and not track.width) for track in recording.tracks
    )
    answer = _answer(file) if is_open and settings.FFPROBE else None
    if not answer:
        return recording
    streams = [
        stream for stream in answer.get("streams", []) if stream.get("codec_type") in ("video", "audio")
    ]
    tracks = [
        _track(
            track, next((stream for stream in streams if stream["codec_type"] == track.kind), {}), is_known
        )
        for track in recording.tracks
    ]
    return replace(recording, tracks=tracks, duration=recording.duration or _seconds(answer))


def _track(track, stream, is_known):
    name = stream.get("codec_name") or track.codec
    return Track(
        track.kind,
        track.codec if is_known(track.codec) else _CODECS.get(name, name),
        track.width or stream.get("width") or 0,
        track.height or stream.get("height") or 0,
    )


def _seconds(answer):
    try:
        return float(answer.get("format", {}).get("duration")) or None
    except (TypeError, ValueError):
        return None


def _answer(file):
    """What ffprobe answers, read from JSON; None when it fails or takes too long."""
    with tempfile.NamedTemporaryFile(prefix="recording-") as copy:
        write_patched(file, [], copy)
        copy.flush()
        command = [settings.FFPROBE, "-v", "error", "-protocol_whitelist", "file", "-of", "json"]
        command += ["-show_entries", "stream=codec_type,codec_name,width,height:format=duration", copy.name]
        try:
            finished = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True)
            return json.loads(finished.stdout)
        except (OSError, subprocess.SubprocessError, ValueError):
            return None
