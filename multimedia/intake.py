"""What a film or a sound goes through before it is stored, whichever way it comes in."""

import tempfile
from pathlib import PurePath

from django.core.files.base import ContentFile, File

from empirie.core.uploads.contents import check
from empirie.photos.cleaning import clean

from . import ffprobe
from .containers import READERS, CutFile, DamagedFile, UncleanableFile
from .containers.recording import changing, write_patched
from .playback import NAMES, NOWHERE, TO_MP4, TO_SOUND, name_of, support
from .refusals import RefusedRecording


def prepare(media):
    """Check the new file of `media`, clean it, fill in duration and size. Raises ValidationError.

    Does nothing for a file that is stored already or was prepared before. The coding is remembered on
    `media.coding_found`, until `media` is saved. Returns whether anything was taken out.
    """
    if not media.file or media.file._committed or getattr(media.file.file, "is_prepared", False):
        return False
    name, file = media.file.name, media.file.file
    check(file, name)
    recording = examined(file, name, media.type)
    patches = changing(file, recording.patches)
    if patches:
        target = tempfile.TemporaryFile()  # noqa: SIM115 (stored, and closed with the file it becomes)
        write_patched(file, patches, target)
        media.file = File(target, name=name)
    media.file.file.seek(0)
    media.file.file.is_prepared = True
    describe(media, recording)
    return bool(patches)


def prepare_thumbnail(media):
    """Clean a new thumbnail as photos are cleaned. Raises ValidationError."""
    picture = media.thumbnail
    if not picture or picture._committed:
        return
    cleaned = clean(picture.file, picture.name)
    name = PurePath(picture.name).with_suffix(f".{cleaned.extension}").name
    media.thumbnail = ContentFile(cleaned.content, name=name)


def examined(file, name, kind):
    """The Recording in `file`, which browsers play as `kind`, "video" or "audio". Raises RefusedRecording."""
    reader = READERS[PurePath(name).suffix.lstrip(".").lower()]
    convert = TO_MP4 if kind == "video" else TO_SOUND
    try:
        recording = reader(file)
    except UncleanableFile as error:
        raise RefusedRecording("cannot-clean", convert=convert) from error
    except CutFile as error:
        raise RefusedRecording("cut") from error
    except (DamagedFile, IndexError, OverflowError) as error:
        raise RefusedRecording("damaged") from error
    recording = ffprobe.completed(recording, file, NAMES.__contains__)
    _check_kind(recording, kind)
    _check_codecs(recording, kind, convert)
    return recording


def describe(media, recording):
    """Write what the file says of itself into `media`, instead of what was typed."""
    if recording.duration:
        media.duration = round(recording.duration, 3)
    if recording.video and recording.video.width and recording.video.height:
        media.width, media.height = recording.video.width, recording.video.height
    media.coding_found = {
        "container": recording.container,
        "video": recording.video.codec if recording.video else "",
        "audio": recording.audio.codec if recording.audio else "",
    }


def _check_kind(recording, kind):
    if any(track.codec == "encrypted" for track in recording.tracks):
        raise RefusedRecording("locked")
    if kind == "video" and not recording.video:
        raise RefusedRecording("no-picture")
    if kind == "audio" and recording.video:
        raise RefusedRecording("film")
    if kind == "audio" and not recording.audio:
        raise RefusedRecording("no-sound")


def _check_codecs(recording, kind, convert):
    for code, track in (("picture", recording.video), ("sound", recording.audio)):
        if track and support(recording.container, track.codec) == NOWHERE:
            raise RefusedRecording(code, codec=name_of(track.codec), convert=convert)
