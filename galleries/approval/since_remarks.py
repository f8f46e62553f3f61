"""What the editors asked for when they last sent a gallery back, and what its city has changed since."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, TaskState

from .changes import Changes, changes_between

RIGHTS = ("author", "credit_line", "licence", "rights_basis", "recognisable", "consent_reference", "place")
UNCHANGED, WORDS, RIGHTS_CHANGED, NEW = "unchanged", "words", "rights", "new"


@dataclass(frozen=True)
class SinceRemarks:
    """The last remarks: `general`, by whom and when; `gone` are remarks on photos that were removed since."""

    general: str
    editor: object
    at: datetime
    changes: Changes
    gone: tuple = ()
    are_rights_changed: bool = False

    @property
    def is_anything_changed(self):
        return self.are_rights_changed or self.changes != Changes()

    def of(self, row):
        """What became of a photo since: "unchanged", "words", "rights" or "new"."""
        if row.rights_sent_back and row.rights_sent_back != rights_of(row.photo):
            return RIGHTS_CHANGED
        return {"added": NEW, "reworded": WORDS}.get(self.changes.of(row.photo_id), UNCHANGED)


def rights_of(photo):
    """The rights of a photo as they are compared: they belong to the photo, not to a version of a gallery."""
    return {name: getattr(photo, name) for name in RIGHTS}


def since_remarks(gallery, rows):
    """The SinceRemarks of a gallery and the rows of its latest version; None if it was not sent back."""
    decided = (
        TaskState.objects.filter(
            workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
            workflow_state__object_id=str(gallery.pk),
            status__in=[TaskState.STATUS_REJECTED, TaskState.STATUS_APPROVED],
        )
        .select_related("revision", "finished_by")
        .order_by("-finished_at", "-pk")
        .first()
    )
    if decided is None or decided.status != TaskState.STATUS_REJECTED or decided.revision is None:
        return None
    before, after = decided.revision.content, gallery.latest_revision.content
    here = {row.photo_id for row in rows}
    kept = {row.review_note for row in rows}  # also on a photo that became a copy of itself
    gone = [
        (number, row["review_note"])
        for number, row in enumerate(sorted(before["photos"], key=lambda row: row["sort_order"] or 0), 1)
        if row.get("review_note") and row["photo"] not in here and row["review_note"] not in kept
    ]
    return SinceRemarks(
        general=decided.comment,
        editor=decided.finished_by,
        at=decided.finished_at,
        changes=changes_between(before, after),
        gone=tuple(gone),
        are_rights_changed=any(
            row.rights_sent_back and row.rights_sent_back != rights_of(row.photo) for row in rows
        ),
    )
