"""Why a film or a sound is not accepted, and what to do."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "damaged": _(
        "The file is damaged or its end is missing: it cannot be read. Copy it from the camera or phone "
        "again, and wait until it is done."
    ),
    "cut": _(
        "The end of the file is missing. Copy it from the camera or phone again, and wait until it is done."
    ),
    "locked": _("The file is protected against copying, so no browser plays it."),
    "picture": _("No browser shows this film: its picture is coded as %(codec)s. %(convert)s"),
    "sound": _("No browser plays this sound: it is coded as %(codec)s. %(convert)s"),
    "no-picture": _(
        "There is only sound in this film. Add it as a sound, in a file that ends in .m4a or .mp3."
    ),
    "no-sound": _("There is no sound in this file."),
    "film": _("This is a film, not a sound. Add it as a film, in a file that ends in .mp4 or .webm."),
    "ending": _("Files that end in “.%(extension)s” are not played everywhere. %(convert)s"),
}


class RefusedRecording(ValidationError):
    """A film or sound that is not accepted; `code` is a key of MESSAGES."""

    def __init__(self, code, **values):
        super().__init__(MESSAGES[code], code=code, params=values)
