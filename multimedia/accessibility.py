"""What the law asks of a recording before it is published.

Sources: Act of 4 April 2019 on digital accessibility, annex; WCAG 2.1 success criteria 1.2.1 (transcript of
audio), 1.2.2 (captions) and 1.2.5 (audio description).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from empirie.core.uploads.captions import beyond, read
from empirie.core.uploads.refusals import RefusedFile

from .transcripts import clock


class Speech(models.TextChoices):
    """In which language people speak; "none" when nobody does."""

    POLISH = "pl", _("Polish")
    ENGLISH = "en", _("English")
    NONE = "none", _("Nobody speaks")


class AudioDescription(models.TextChoices):
    """How those who cannot see learn what is shown (WCAG 1.2.5)."""

    SPOKEN = "spoken", _("Everything important is said in the recording")
    DESCRIBED = "described_in_text", _("What is shown is described in the transcript")
    NOTHING_SHOWN = "none_needed", _("Sound only, nothing is shown")


def accessibility_errors(recording):
    """What the recording still lacks, as {field name: message}."""
    errors = {
        f"captions_{language}": _("Captions are a WebVTT file (.vtt).")
        for language, document in recording.captions
        if document.file_extension.lower() != "vtt"
    }
    errors |= _captions_errors(recording)
    if recording.is_video and recording.speech != Speech.NONE and not recording.captions:
        errors["captions_pl"] = _("A film in which people speak needs captions.")
    if not recording.audio_description:
        errors["audio_description"] = _("Say how those who cannot see learn what is shown.")
    if not recording.transcript:
        errors["transcript"] = _("Write down what is said and shown.")
    return errors


def _captions_errors(recording):
    """Captions that no browser shows, or that go on after the film has ended."""
    errors = {}
    for language, document in recording.captions:
        cues = _cues(document) if document.file_extension.lower() == "vtt" else None
        if cues == []:
            errors[f"captions_{language}"] = _("There is no caption in the file that a browser shows.")
        elif cues and recording.duration and (late := beyond(cues, recording.duration)):
            words = _("Line %(line)s: the caption ends at %(end)s, but the recording ends at %(length)s.")
            values = {"line": late.line, "end": clock(late.end), "length": clock(recording.duration)}
            errors[f"captions_{language}"] = words % values
    return errors


def _cues(document):
    """The captions of a document; None when its file cannot be read."""
    try:
        with document.open_file() as file:
            return read(file.read())[0]
    except RefusedFile:
        return []
    except OSError:
        return None
