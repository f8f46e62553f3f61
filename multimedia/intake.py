"""What a film or a sound goes through before it is stored, whichever way it comes in."""

import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path, PurePath

from django.core.files.base import ContentFile, File

from empirie.core.uploads.contents import check
from empirie.photos.cleaning import clean

from .playback import NOWHERE, TO_MP4, TO_SOUND, name_of, support
from .refusals import RefusedRecording

REMUX = Path(__file__).with_name("remux.py")
MOST_SECONDS = 120

logger = logging.getLogger(__name__)


def prepare(media):
    """Check the new file of `media`, clean it, fill in duration and size. Raises ValidationError.

    Does nothing for a file that is stored already or was prepared before. The coding is remembered on
    `media.coding_found`, until `media` is saved.
    """
    if not media.file or media.file._committed or getattr(media.file.file, "is_prepared", False):
        return
    name, file = media.file.name, media.file.file
    check(file, name)
    target, report = remuxed(file, name)
    try:
        check_playable(report, media.type)
    except RefusedRecording:
        target.close()
        raise
    media.file = File(target, name=name)
    media.file.file.is_prepared = True
    describe(media, report)


def prepare_thumbnail(media):
    """Clean a new thumbnail as photos are cleaned. Raises ValidationError."""
    picture = media.thumbnail
    if not picture or picture._committed:
        return
    cleaned = clean(picture.file, picture.name)
    name = PurePath(picture.name).with_suffix(f".{cleaned.extension}").name
    media.thumbnail = ContentFile(cleaned.content, name=name)


def remuxed(file, name):
    """A new temporary file with the picture and sound of `file`, and the report of `remux`.

    Raises RefusedRecording where `remux` fails, whatever it met.
    """
    target = tempfile.NamedTemporaryFile(prefix="recording-")  # noqa: SIM115 (stored, and closed with its File)
    with tempfile.NamedTemporaryFile(prefix="recording-") as source:
        for part in File(file).chunks():
            source.write(part)
        source.flush()
        ending = PurePath(name).suffix.lstrip(".").lower()
        command = [sys.executable, "-I", REMUX, source.name, target.name, ending]
        try:
            answer = subprocess.run(command, capture_output=True, timeout=MOST_SECONDS, check=True)
        except subprocess.SubprocessError as error:
            target.close()
            logger.warning(
                "A recording is refused: %s %s", error, (error.stderr or b"")[-300:].decode(errors="replace")
            )
            raise RefusedRecording("damaged") from error
    return target, json.loads(answer.stdout)


def check_playable(report, kind):
    """Raises RefusedRecording unless browsers play, as `kind`, "video" or "audio", what is in `report`."""
    convert = TO_MP4 if kind == "video" else TO_SOUND
    if report["is_locked"]:
        raise RefusedRecording("locked")
    if kind == "video" and not report["video"]:
        raise RefusedRecording("no-picture")
    if kind == "audio" and report["video"]:
        raise RefusedRecording("film")
    if kind == "audio" and not report["audio"]:
        raise RefusedRecording("no-sound")
    for code, codec in (("picture", report["video"]), ("sound", report["audio"])):
        if codec and support(report["container"], codec) == NOWHERE:
            raise RefusedRecording(code, codec=name_of(codec), convert=convert)
    if report["is_cut"]:
        raise RefusedRecording("cut")


def describe(media, report):
    """Write what the file says of itself into `media`, instead of what was typed."""
    media.duration = round(report["duration"], 3)
    media.width, media.height = report.get("width"), report.get("height")
    media.coding_found = {part: report[part] for part in ("container", "video", "audio")}
