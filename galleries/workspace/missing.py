"""What a gallery still lacks before it can be sent, and where on the screen to mend it.

Which rules there are is said in one place, `approval.submission`; here they get words and a place.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from galleries.approval.submission import missing_from


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: `words` for a person, `anchor` the id of the field that wants it."""

    number: int
    photo_id: int
    words: str
    anchor: str


# The field of a photo behind each code of `missing_from`; the declaration is made for all in one place.
FIELDS = {
    "description": "alt_pl",
    "author": "author",
    "licence": "licence",
    "consent": "consent_reference",
}
DECLARATION = "declare-all"


def missing_in(draft):
    """[Missing] of a Draft: what keeps it from being sent, photo by photo in their order."""
    return [
        Missing(number, row.photo_id, _words(code, row), _anchor(code, row))
        for number, row in enumerate(draft.rows, 1)
        if not row.photo.is_withdrawn
        for code in missing_from(row)
    ]


def _anchor(code, row):
    return f"id_photo-{row.photo_id}-{FIELDS[code]}" if code in FIELDS else DECLARATION


def _words(code, row):
    if code == "description" and row.is_decorative:
        return _("is marked as decorative and has a description: only one of them can be true")
    return {
        "description": _("lacks a description, or the mark that it is decorative"),
        "author": _("lacks its author"),
        "licence": _("lacks its licence"),
        "consent": _("lacks the number under which the consents are filed"),
        "declaration": _("was added without the declaration"),
    }[code]
