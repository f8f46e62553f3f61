"""Bulk edit: give many photos of a gallery the same rights at once, as often as needed, and undo it.

What the photos had before is kept in the session: it is one person's, and gone when they sign out.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from empirie.photos.models import Photo

from . import drafts
from .photo_changes import set_rights
from .saving import own_photo_ids

MOST_UNDONE = 5
_SESSION_KEY = "gallery_bulk_edits"


class NothingChosen(drafts.DraftRefused):
    def __init__(self):
        super().__init__(_("Choose photos first: tick the box on each of them, or choose all."))


class NothingToSet(drafts.DraftRefused):
    def __init__(self):
        super().__init__(_("Fill in first what is to be set for the photos."))


class NothingToUndo(drafts.DraftRefused):
    def __init__(self):
        super().__init__(_("That has been undone already, or can no longer be undone."))


@dataclass
class BulkEdit:
    """`changed` rows of the draft, `others` that had the values already, and how many are not the city's."""

    draft: drafts.Draft
    changed: list
    others: int = 0
    not_own: int = 0
    copied: dict = field(default_factory=dict)

    @property
    def message(self):
        count = len(self.changed)
        words = [
            ngettext("Set for %(count)s photo.", "Set for %(count)s photos.", count) % {"count": count}
            if count
            else _("Nothing to change: the photos have all this already.")
        ]
        if count and self.others:
            words.append(
                ngettext("%(count)s had all this already.", "%(count)s had all this already.", self.others)
                % {"count": self.others}
            )
        if self.not_own:
            words.append(
                ngettext(
                    "%(count)s photo was added by the editors and stays as it is.",
                    "%(count)s photos were added by the editors and stay as they are.",
                    self.not_own,
                )
                % {"count": self.not_own}
            )
        return " ".join(words)


def set_for(request, gallery, values, photo_ids=None):
    """Give the photos of `photo_ids`, or all of the gallery, these {field: value}; returns BulkEdit.

    Only photos the city uploaded change. Raises DraftRefused.
    """
    if not values:
        raise NothingToSet
    if photo_ids is not None and not photo_ids:
        raise NothingChosen
    with drafts.change(gallery, request.user) as draft:
        asked = [row for row in draft.rows if photo_ids is None or row.photo_id in photo_ids]
        if not asked:
            raise drafts.NotInGallery
        own = own_photo_ids(draft, request.user)
        own_rows = [row for row in asked if row.photo_id in own]
        changes = [(row, _differing(row.photo, values)) for row in own_rows]
        changes = [(row, differing) for row, differing in changes if differing]
        before = [(row, _values_of(row.photo, differing)) for row, differing in changes]
        copied = set_rights(draft, changes)
    if before:
        _remember(request.session, gallery, values, {str(row.photo_id): old for row, old in before}, copied)
    changed = [row for row, _values in changes]
    return BulkEdit(draft, changed, len(own_rows) - len(changed), len(asked) - len(own_rows), copied)


def undo(request, gallery, key):
    """Give the photos back what they had before the bulk edit `key`; returns BulkEdit.

    What was changed on a photo since stays. Raises DraftRefused.
    """
    edits = request.session.get(_SESSION_KEY, [])
    edit = next((edit for edit in edits if edit["key"] == key and edit["gallery"] == gallery.pk), None)
    if edit is None:
        raise NothingToUndo
    with drafts.change(gallery, request.user) as draft:
        own = own_photo_ids(draft, request.user)
        rows = [row for row in draft.rows if row.photo_id in own and str(row.photo_id) in edit["before"]]
        changes = [(row, _to_restore(row.photo, edit)) for row in rows]
        changes = [(row, values) for row, values in changes if values]
        copied = set_rights(draft, changes)
    request.session[_SESSION_KEY] = [_renamed(other, copied) for other in edits if other is not edit]
    return BulkEdit(draft, [row for row, _values in changes], copied=copied)


def latest_key(request, gallery):
    """The key of the gallery's latest bulk edit that can be undone; empty when there is none."""
    keys = [e["key"] for e in request.session.get(_SESSION_KEY, []) if e["gallery"] == gallery.pk]
    return keys[-1] if keys else ""


def _differing(photo, values):
    return {name: value for name, value in values.items() if getattr(photo, name) != value}


def _values_of(photo, names):
    """{name: value} of these fields, as a session can hold them."""
    return {name: _plain(getattr(photo, name)) for name in names}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def _to_restore(photo, edit):
    return {
        name: Photo._meta.get_field(name).to_python(value)
        for name, value in edit["before"][str(photo.pk)].items()
        if _plain(getattr(photo, name)) == edit["set"][name]
    }


def _remember(session, gallery, values, before, copied):
    edits = [_renamed(edit, copied) for edit in session.get(_SESSION_KEY, [])]
    values = {name: _plain(value) for name, value in values.items()}
    edit = {"key": uuid.uuid4().hex, "gallery": gallery.pk, "set": values, "before": before}
    session[_SESSION_KEY] = [*edits, edit][-MOST_UNDONE:]


def _renamed(edit, copied):
    """The same edit where photos were exchanged for copies."""
    names = {str(old): str(row.photo_id) for old, row in copied.items()}
    return edit | {"before": {names.get(pk, pk): values for pk, values in edit["before"].items()}}
