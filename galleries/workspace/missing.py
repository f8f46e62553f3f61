"""What a gallery still lacks before it can be sent, and where on the screen to mend it.

Which rules there are is said in one place, `approval.submission`; here they get words and a place.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from empirie.photos.file_names import is_file_name
from galleries.approval.submission import missing_from


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: `words` for a person, `anchor` the id of the field that wants it."""

    number: int
    photo_id: int
    code: str
    words: str
    anchor: str


@dataclass(frozen=True)
class Gap:
    """A line of the list: one Missing (then with its `number`), or what all of `photo_ids` lack."""

    words: str
    anchor: str
    number: int | None = None
    photo_ids: tuple = ()


# The field of a photo behind each code of `missing_from`; the declaration is made for all in one place.
FIELDS = {
    "description": "alt_pl",
    "author": "author",
    "licence": "licence",
    "recognisable": "recognisable",
    "consent": "consent_reference",
}
DECLARATION = "declare-all"
# Where it is set for all photos at once, which is worth it from two photos on.
SET_FOR_ALL = {
    "author": "id_common-author",
    "licence": "id_common-licence",
    "recognisable": "id_common-recognisable",
    "consent": "id_common-consent_reference",
    "declaration": DECLARATION,
}


def missing_in(draft):
    """[Missing] of a Draft: what keeps it from being sent, photo by photo in their order."""
    return [
        Missing(number, row.photo_id, code, _words(code, row), _anchor(code, row))
        for number, row in enumerate(draft.rows, 1)
        if not row.photo.is_withdrawn
        for code in missing_from(row)
    ]


def gaps(missing):
    """[Gap] of a list of Missing: first what is set for many photos at once, then photo by photo."""
    numbers = Counter(item.code for item in missing)
    common = [code for code in SET_FOR_ALL if numbers[code] > 1]
    return [
        *(_gap_of_many(code, missing) for code in common),
        *(Gap(item.words, item.anchor, item.number) for item in missing if item.code not in common),
    ]


def _gap_of_many(code, missing):
    photo_ids = tuple(item.photo_id for item in missing if item.code == code)
    return Gap(_of_many(code, len(photo_ids)), SET_FOR_ALL[code], photo_ids=photo_ids)


def _of_many(code, count):
    words = {
        "author": ngettext("%(count)s photo lacks its author", "%(count)s photos lack their author", count),
        "licence": ngettext(
            "%(count)s photo lacks its licence", "%(count)s photos lack their licence", count
        ),
        "recognisable": ngettext(
            "%(count)s photo lacks the answer who can be recognised",
            "%(count)s photos lack the answer who can be recognised",
            count,
        ),
        "consent": ngettext(
            "%(count)s photo lacks the number under which the consents are filed",
            "%(count)s photos lack the number under which the consents are filed",
            count,
        ),
        "declaration": ngettext(
            "%(count)s photo was added without the declaration",
            "%(count)s photos were added without the declaration",
            count,
        ),
    }[code]
    return words % {"count": count}


def _anchor(code, row):
    return f"id_photo-{row.photo_id}-{FIELDS[code]}" if code in FIELDS else DECLARATION


def _words(code, row):
    if code == "description" and row.is_decorative:
        return _("is marked as decorative and has a description: only one of them can be true")
    if code == "description" and is_file_name(row.alt_pl):
        return _("has the name of a file for its description")
    return {
        "description": _("lacks a description, or the mark that it is decorative"),
        "author": _("lacks its author"),
        "licence": _("lacks its licence"),
        "recognisable": _("lacks the answer who can be recognised"),
        "consent": _("lacks the number under which the consents are filed"),
        "declaration": _("was added without the declaration"),
    }[code]
