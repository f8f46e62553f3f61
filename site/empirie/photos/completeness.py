"""What a photo still lacks before its city may send it for approval."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .declarations import VERSIONS
from .rights import NEEDS_CONSENT

MESSAGES = {
    "author": _("Say who took the photo."),
    "licence": _("Choose a licence."),
    "recognisable": _("Say who can be recognised, or that nobody can."),
    "declaration": _("Accept the declaration about the rights."),
    "consent_reference": _("People can be recognised here: say under which number their consent is filed."),
}


@dataclass(frozen=True)
class Lack:
    """One thing that is missing. `code` is the field where it is to be entered, or "declaration"."""

    code: str
    message: str


def lacks(photo):
    """The Lacks of a photo, in the order of MESSAGES; empty when it may be sent."""
    missing = {
        "author": not photo.author.strip(),
        "licence": not photo.licence,
        "recognisable": not photo.recognisable,
        "declaration": photo.declaration_version not in VERSIONS,
        "consent_reference": photo.recognisable in NEEDS_CONSENT and not photo.consent_reference.strip(),
    }
    return [Lack(code, MESSAGES[code]) for code, is_missing in missing.items() if is_missing]
