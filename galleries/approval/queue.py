"""The galleries that wait for the editors, oldest first."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import TaskState, WorkflowState

from empirie.photos.models import Photo

from ..models import GalleryPage
from .changes import Changes, changes_of
from .public_now import PublicNow, all_public_now
from .tasks import GalleryApprovalTask

THUMBNAILS = 6
SENT_BACK = 20


@dataclass(frozen=True)
class Waiting:
    """A gallery in the queue, with the title it was sent with; `changes` is None when it is not public."""

    gallery: GalleryPage
    title: str
    sender: object
    since: datetime
    thumbnails: list[Photo]
    count: int
    changes: Changes | None
    public_now: PublicNow | None = None


def waiting_steps():
    """The TaskStates of all galleries in the queue, oldest first."""
    return TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=GalleryApprovalTask.objects.all(),
        workflow_state__status="in_progress",
    ).order_by("started_at", "pk")


def number_waiting():
    return waiting_steps().count()


def waiting_galleries(steps):
    """A `Waiting` for each of these TaskStates, in their order, in nine queries at most.

    A gallery or photo that was deleted since is left out.
    """
    steps = list(steps.select_related("workflow_state__requested_by"))
    galleries = (
        GalleryPage.objects.select_related("live_revision", "latest_revision")
        .prefetch_related("cities")
        .in_bulk([int(step.workflow_state.object_id) for step in steps])
    )
    readers_see = all_public_now(galleries.values())
    photos = Photo.objects.in_bulk({photo for gallery in galleries.values() for photo in _photo_ids(gallery)})
    return [
        _waiting(
            gallery,
            step,
            [photos[photo] for photo in _photo_ids(gallery) if photo in photos],
            readers_see.get(gallery.pk),
        )
        for step in steps
        if (gallery := galleries.get(int(step.workflow_state.object_id)))
    ]


@dataclass(frozen=True)
class SentBack:
    """A gallery that is with its city again: what was asked, by whom and when."""

    gallery: GalleryPage
    editor: object
    at: datetime
    general: str
    remarks: list  # (number of the photo, remark)


def sent_back_galleries():
    """A `SentBack` for each gallery that its city has to change, the latest first."""
    states = (
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_NEEDS_CHANGES,
            current_task_state__task__in=GalleryApprovalTask.objects.all(),
        )
        .select_related("current_task_state__finished_by", "current_task_state__revision")
        .order_by("-current_task_state__finished_at")[:SENT_BACK]
    )
    steps = {int(state.object_id): state.current_task_state for state in states}
    galleries = GalleryPage.objects.prefetch_related("cities").in_bulk(steps)
    return [
        SentBack(galleries[pk], step.finished_by, step.finished_at, step.comment, _remarks_in(step.revision))
        for pk, step in steps.items()
        if pk in galleries
    ]


def _remarks_in(revision):
    rows = sorted(revision.content["photos"], key=lambda row: row["sort_order"] or 0) if revision else []
    return [(number, row["review_note"]) for number, row in enumerate(rows, 1) if row.get("review_note")]


def _photo_ids(gallery):
    rows = gallery.latest_revision.content["photos"]
    return [row["photo"] for row in sorted(rows, key=lambda row: row["sort_order"] or 0)]


def _waiting(gallery, step, photos, readers_see):
    return Waiting(
        gallery=gallery,
        title=gallery.latest_revision.content["title"],
        sender=step.workflow_state.requested_by,
        since=step.started_at,
        thumbnails=[photo for photo in photos if not photo.is_withdrawn][:THUMBNAILS],
        count=len(photos),
        changes=changes_of(gallery),
        public_now=readers_see,
    )
