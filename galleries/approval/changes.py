"""What differs between the published gallery and the version the city has sent."""

from dataclasses import dataclass

WORDS_OF_A_PHOTO = ("alt_pl", "alt_en", "is_decorative", "caption_pl", "caption_en", "is_cover")
WORDS_OF_A_GALLERY = ("title", "lead", "event", "date", "place", "english_words")


@dataclass(frozen=True)
class Changes:
    """Photo ids: new ones, gone ones (both in their order), and those with other words; rest as yes or no."""

    added: tuple = ()
    removed: tuple = ()
    reworded: frozenset = frozenset()
    are_sorted_anew: bool = False
    are_words_new: bool = False

    def of(self, photo_id):
        """ "added", "reworded" or "" for a photo of the version that was sent."""
        return "added" if photo_id in self.added else "reworded" if photo_id in self.reworded else ""


def changes_of(gallery):
    """Changes from the published `gallery` to its latest revision; None when it is not public."""
    if not gallery.live:
        return None
    published = gallery.live_revision.content if gallery.live_revision else gallery.serializable_data()
    return changes_between(published, gallery.latest_revision.content)


def changes_between(before, after):
    """Changes between two versions, both as revisions keep them ({field name: value})."""
    old, new = _words_by_photo(before), _words_by_photo(after)
    stayed = [photo for photo in old if photo in new]
    return Changes(
        added=tuple(photo for photo in new if photo not in old),
        removed=tuple(photo for photo in old if photo not in new),
        reworded=frozenset(photo for photo in stayed if old[photo] != new[photo]),
        are_sorted_anew=stayed != [photo for photo in new if photo in old],
        are_words_new=any(before.get(field) != after.get(field) for field in WORDS_OF_A_GALLERY),
    )


def _words_by_photo(version):
    """{photo id: its words}, in the gallery's order."""
    rows = sorted(version["photos"], key=lambda row: row["sort_order"] or 0)
    return {row["photo"]: tuple(row.get(field) for field in WORDS_OF_A_PHOTO) for row in rows}
