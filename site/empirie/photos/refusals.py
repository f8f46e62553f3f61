"""Why a picture is not accepted, in the language of whoever sent it."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60  # what of a file's name is repeated in a message

MESSAGES = {
    "empty": _("%(name)s is empty. Perhaps it was not copied completely: try again with the original file."),
    "too-large": _("%(name)s is too large (%(size)s). A photo may have at most %(limit)s."),
    "too-many-pixels": _(
        "%(name)s has too many pixels. Make it smaller first: at most %(megapixels)s megapixels."
    ),
    "too-much-memory": _(
        "%(name)s has %(megapixels)s megapixels, which is too much for a picture of its kind (%(format)s): "
        "we can read at most %(limit)s. Save it as an ordinary JPEG, which may have %(largest)s, "
        "or make it smaller."
    ),
    "too-small": _(
        "%(name)s is too small (%(width)s × %(height)s pixels). Send the photo itself: "
        "each side has at least %(shortest)s pixels."
    ),
    "busy": _(
        "%(name)s has not been read yet, because the server is busy with other very large photos. "
        "Nothing is lost: try again in a minute."
    ),
    "svg": _("%(name)s is a drawing (SVG), not a photo. Send a JPEG, PNG, WebP, AVIF or HEIC."),
    "animated": _("%(name)s moves. Send a picture that stands still: JPEG, PNG, WebP, AVIF or HEIC."),
    "wrong-type": _("%(name)s is not a photo that we can read. Send a JPEG, PNG, WebP, AVIF or HEIC."),
    "corrupt": _(
        "%(name)s is damaged or incomplete, so we cannot read it. Copy it from the camera or phone again."
    ),
    "storage": _(
        "%(name)s could not be saved, because our server cannot store files at the moment. "
        "Nothing is lost: try again a little later."
    ),
    "database": _("%(name)s could not be saved just now. Nothing is lost: try again in a moment."),
    "key": _("%(name)s could not be added this time. Choose the file once more."),
    "declaration": _(
        "%(name)s could not be added: the declaration has changed. Reload the page and read it again."
    ),
    "rights": _("%(name)s could not be added: %(reasons)s"),
}


class RefusedPhoto(ValidationError):
    """A picture that is not accepted. The message names the file; `code` is a key of MESSAGES."""

    def __init__(self, code, name, **values):
        super().__init__(MESSAGES[code], code=code, params={"name": spoken_name(name), **values})


def plain(text):
    """`text` in one line, without invisible and direction-changing characters."""
    kept = (" " if unicodedata.category(sign) in ("Zl", "Zp", "Cc") else sign for sign in text)
    line = "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn"))
    return " ".join(unicodedata.normalize("NFC", line).split())


def base_name(name):
    """A file's own name, whatever folders of whichever system stand before it."""
    return plain(str(name or "").replace("\\", "/").rsplit("/", 1)[-1])


def spoken_name(name):
    """A file's name as a message repeats it: short, and never empty."""
    name = base_name(name)
    if len(name) > LONGEST_NAME:
        half = LONGEST_NAME // 2
        name = f"{name[:half]}…{name[-half + 1 :]}"
    return gettext("“%(name)s”") % {"name": name} if name else gettext("The file")
