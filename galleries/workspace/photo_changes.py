"""Changing a photo itself: its rights, or the way it is turned.

A photo that readers see, or that waits with the editors in another gallery, never changes in place: the
draft gets a copy, and the copy changes.
"""

from empirie.photos.intake import copy_of, rotated

from . import drafts


def set_rights(draft, changes):
    """Write [(row, {field: value})] on the rows' photos; returns {old photo id: row} of those copied."""
    changes = [(row, values) for row, values in changes if values]
    copied = _make_changeable(draft, [row for row, _values in changes])
    for row, values in changes:
        for name, value in values.items():
            setattr(row.photo, name, value)
        row.photo.save(update_fields=list(values))
    return copied


def turn(draft, row):
    """Turn the row's photo a quarter to the right; returns {old photo id: row}, as set_rights does."""
    before = row.photo_id
    _make_changeable(draft, [row])
    row.photo = rotated(row.photo, 1)
    return {before: row}


def _make_changeable(draft, rows):
    shown = drafts.shown_elsewhere([row.photo_id for row in rows], draft.gallery)
    copied = {}
    for row in rows:
        if row.photo_id in shown:
            copied[row.photo_id] = row
            row.photo = copy_of(row.photo)
    return copied
