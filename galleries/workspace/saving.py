"""Writing what a person typed into the draft: one field while they type, or the whole page at once."""

import re
from dataclasses import dataclass, field

from galleries.models import GalleryPage

from . import drafts
from .access import photos_of
from .forms import DetailsForm, RightsForm, WordsForm
from .photo_changes import set_rights

_OF_A_PHOTO = re.compile(r"photo-(\d{1,18})-\w+")


@dataclass
class Saved:
    """The draft after saving, `errors` {name of a field: [message]}, and photos `copied` {old id: row}."""

    draft: drafts.Draft
    errors: dict = field(default_factory=dict)
    copied: dict = field(default_factory=dict)


def own_photo_ids(draft, user):
    """Ids of the draft's photos that the city itself uploaded: it may change the rights of no others."""
    city_page = GalleryPage.get_parent(draft.gallery).specific
    own = photos_of(user, city_page).filter(pk__in=[row.photo_id for row in draft.rows])
    return set(own.values_list("pk", flat=True))


def prefix_of(row):
    return f"photo-{row.photo_id}"


def save(gallery, user, data, only=None):
    """Write `data` (a QueryDict) into the draft of `gallery`; returns Saved.

    With `only`, a set of names of fields, the others stay as they are, whether they are in `data` or not.
    Without it, `data` is a whole page: a photo it does not mention came later and is left alone. Every good
    field is saved, whatever is wrong with its neighbours. Raises GalleryIsWaiting.
    """
    with drafts.change(gallery, user) as draft:
        saved = Saved(draft)
        details = DetailsForm(data, instance=draft.gallery, only=only)
        details.save_to_draft()
        _collect(saved, details)
        mentioned = _photo_ids(only if only is not None else data)
        rows = {row.photo_id: row for row in draft.rows}
        _report_missing_photos(saved, only or (), rows)
        _save_rows(saved, user, data, only, [rows[pk] for pk in mentioned if pk in rows])
    return saved


def _save_rows(saved, user, data, only, rows):
    own = own_photo_ids(saved.draft, user)
    rights = []
    for row in rows:
        words = WordsForm(data, instance=row, prefix=prefix_of(row), only=only)
        words.save_to_row()
        _collect(saved, words)
        if row.photo_id in own:
            form = RightsForm(data, instance=row.photo, prefix=prefix_of(row), only=only)
            rights.append((row, form.changes))
            _collect(saved, form)
    saved.copied = set_rights(saved.draft, rights)


def _photo_ids(names):
    """Ids of the photos these names of fields are about, in their order, each once."""
    return list(dict.fromkeys(int(found[1]) for name in names if (found := _OF_A_PHOTO.fullmatch(name))))


def _report_missing_photos(saved, names, rows):
    for name in names:
        found = _OF_A_PHOTO.fullmatch(name)
        if found and int(found[1]) not in rows:
            saved.errors[name] = [str(drafts.NotInGallery())]


def _collect(saved, form):
    for name, messages in form.errors.items():
        saved.errors[form.add_prefix(name)] = [str(message) for message in messages]


def declare_for_all(gallery, user, version, moment):
    """Record on the city's photos without a declaration that `user` has accepted it; returns the Draft."""
    declared = {"declaration_version": version, "declared_at": moment, "declared_by": user}
    with drafts.change(gallery, user) as draft:
        own = own_photo_ids(draft, user)
        undeclared = [row for row in draft.rows if row.photo_id in own and not row.photo.declaration_version]
        set_rights(draft, [(row, declared) for row in undeclared])
    return draft
