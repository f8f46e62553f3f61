"""How a photo stands on the screen: its picture, its forms and what it still lacks."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from empirie.photos.renditions.querysets import thumbnail_of
from empirie.photos.withdrawal import withdrawn_by_city

from .forms import RightsForm, WordsForm
from .missing import missing_in
from .saving import own_photo_ids, prefix_of
from .withdrawing import public_among

ROW = "city_galleries/parts/row.html"


@dataclass
class RowOnScreen:
    """`rights` is None for a photo of the editors: its rights are not the city's to change."""

    gallery_id: int
    row: object
    number: int
    count: int
    words: WordsForm
    rights: RightsForm | None
    missing: list
    is_cover: bool
    is_public: bool = False
    is_withdrawn_by_city: bool = False
    next_remark: int | None = None

    @property
    def photo(self):
        return self.row.photo

    @property
    def thumbnail(self):
        return thumbnail_of(self.row.photo)

    @property
    def has_open_details(self):
        """Whether something inside the folded part wants to be seen."""
        return bool(self.words.errors or (self.rights and self.rights.errors))


def next_remark(rows, number):
    """The id of the next photo with a remark after the one of this number; None after the last."""
    return next((row.photo_id for row in rows[number:] if row.review_note), None)


def rows_on_screen(draft, user, data=None, chosen=None):
    """[RowOnScreen] of the draft's rows, or of those in `chosen`; with `data` as it was sent, with errors."""
    own = own_photo_ids(draft, user)
    missing = {}
    for item in missing_in(draft):
        missing.setdefault(item.photo_id, []).append(item)
    photos = [row.photo for row in draft.rows if chosen is None or row in chosen]
    public = public_among(photos)
    by_city = withdrawn_by_city([photo.pk for photo in photos if photo.is_withdrawn])
    shown = []
    for number, row in enumerate(draft.rows, 1):
        if chosen is not None and row not in chosen:
            continue
        prefix = prefix_of(row)
        sent = data if data is not None and f"{prefix}-alt_pl" in data else None
        shown.append(
            RowOnScreen(
                gallery_id=draft.gallery.pk,
                row=row,
                number=number,
                count=len(draft.rows),
                words=WordsForm(sent, instance=row, prefix=prefix),
                rights=RightsForm(sent, instance=row.photo, prefix=prefix) if row.photo_id in own else None,
                missing=missing.get(row.photo_id, []),
                is_cover=row is draft.cover,
                is_public=row.photo_id in public,
                is_withdrawn_by_city=row.photo_id in by_city,
                next_remark=next_remark(draft.rows, number),
            )
        )
    return shown


def drawn(draft, user, chosen):
    """[markup] of these rows of the draft."""
    return [render_to_string(ROW, {"item": item}) for item in rows_on_screen(draft, user, chosen=chosen)]
