"""Containers of films and sound: what is in them, and which of their bytes say more than readers should know.

Readers of bytes only: no Django, no decoding, no program of the machine. Every reader returns a `Recording`
whose `patches` take out place, device, people, dates and pictures, and leave picture and sound as they are.
"""

from . import flac, matroska, mp4, mpeg_audio, ogg, riff
from .recording import CutFile, DamagedFile, UncleanableFile

READERS = {
    "mp4": mp4.read,
    "m4a": mp4.read,
    "webm": matroska.read,
    "mp3": mpeg_audio.read,
    "ogg": ogg.read,
    "opus": ogg.read,
    "flac": flac.read,
    "wav": riff.read,
}

__all__ = ["READERS", "CutFile", "DamagedFile", "UncleanableFile"]
