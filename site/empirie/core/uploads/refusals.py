"""Why a file is not accepted, in words for whoever sent it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "empty": _("The file is empty. Perhaps it was not copied completely: try again with the original."),
    "not-what-it-says": _(
        "The name ends in “.%(extension)s”, but what is inside is something else or damaged. "
        "Open the file in the program it was made with and save it once more."
    ),
    "protected": _("The file is protected with a password. Save it without one: readers could not open it."),
    "cut-off": _(
        "The PDF is damaged or was not copied completely. Send the original once more, "
        "or save it as a PDF again in the program it was made with."
    ),
    "macros": _("The file contains macros, small programs. Save it without them."),
    "programs": _("The archive contains a program (%(name)s). Take it out and pack the rest anew."),
    "paths": _(
        "The archive contains a file that would be unpacked outside its folder (%(name)s). Pack it anew."
    ),
    "colon": _(
        "The archive contains a file with a colon in its name (%(name)s), which Windows cannot unpack. "
        "Rename it and pack the archive anew."
    ),
    "bomb": _("The archive would take up more than %(size)s when unpacked. Offer the files separately."),
    "too-many": _("The archive contains more than %(number)s files. Offer fewer."),
    "encoding": _(
        "The text is in an encoding that we do not know. Save the file as UTF-8: "
        "most programs offer that when you choose “Save as”."
    ),
    "captions": _(
        "Captions begin with the word WEBVTT and are saved as UTF-8. Save the file in the format WebVTT "
        "(.vtt) or SubRip (.srt)."
    ),
}


class RefusedFile(ValidationError):
    """A file that is not accepted; `code` is a key of MESSAGES."""

    def __init__(self, code, **values):
        super().__init__(MESSAGES[code], code=code, params=values)
