"""Where a gallery stands between its city and the editors, in words both sides understand."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.models import Page, Revision, WorkflowState

from empirie.core.dates import date_range_in_words

DRAFT, WAITING, SENT_BACK, PUBLISHED, TAKEN_DOWN = "draft", "waiting", "sent-back", "published", "taken-down"


@dataclass(frozen=True)
class GalleryState:
    """What both sides are told about a gallery.

    `stage` is that of the latest words and photos; `is_public` says whether readers see the gallery now,
    perhaps in an older version. `since` is when it was sent, sent back or published.
    `remarks` counts the editors' remarks; `general_remark` is the one about the gallery as a whole.
    """

    stage: str
    is_public: bool
    since: datetime | None = None
    remarks: int = 0
    general_remark: str = ""

    @property
    def is_waiting(self):
        """Whether the editors have it now: the city cannot change it, only take it back."""
        return self.stage == WAITING

    @property
    def is_sent_back(self):
        return self.stage == SENT_BACK

    @property
    def may_be_sent(self):
        return self.stage in {DRAFT, SENT_BACK, TAKEN_DOWN}

    @property
    def words(self):
        """One sentence without its full stop: "Published; changes wait for approval since 23 May, 9:40"."""
        facts = {"since": moment_in_words(self.since) if self.since else "", "count": self.remarks}
        match self.stage, self.is_public:
            case "waiting", True:
                text = _("Published; changes wait for approval since %(since)s")
            case "waiting", False:
                text = _("Waits for approval since %(since)s")
            case "sent-back", True:
                text = ngettext(
                    "Published; changes sent back with %(count)s remark",
                    "Published; changes sent back with %(count)s remarks",
                    self.remarks,
                )
            case "sent-back", False:
                text = ngettext(
                    "Sent back with %(count)s remark", "Sent back with %(count)s remarks", self.remarks
                )
            case "draft", True:
                text = _("Published; there are changes that were not sent yet")
            case "taken-down", _any:
                text = _("Taken off the site")
            case "published", _any:
                text = pgettext("state of a gallery", "Published")
            case _any:
                text = _("Draft, not sent yet")
        return text % facts

    def __str__(self):
        return self.words


def state_of(gallery):
    """The GalleryState of one gallery."""
    return states_of([gallery])[gallery.pk]


def states_of(galleries):
    """{page id: GalleryState} of these galleries, in three queries however many they are."""
    galleries = list(galleries)
    rounds = _rounds_of(galleries)
    remarks = _remarks_in_latest_revisions(
        gallery
        for gallery in galleries
        if gallery.pk in rounds and rounds[gallery.pk].status == WorkflowState.STATUS_NEEDS_CHANGES
    )
    return {
        gallery.pk: _state(gallery, rounds.get(gallery.pk), remarks.get(gallery.pk, 0))
        for gallery in galleries
    }


def _rounds_of(galleries):
    """{page id: the WorkflowState that is open: waiting or sent back}."""
    states = WorkflowState.objects.active().filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(gallery.pk) for gallery in galleries],
    )
    return {int(state.object_id): state for state in states.select_related("current_task_state")}


def _remarks_in_latest_revisions(galleries):
    """{page id: how many photos carry a remark}."""
    wanted = {gallery.latest_revision_id: gallery.pk for gallery in galleries}
    return {
        wanted[revision.pk]: sum(bool(row.get("review_note")) for row in revision.content.get("photos", []))
        for revision in Revision.objects.filter(pk__in=[pk for pk in wanted if pk])
    }


def _state(gallery, open_round, remarks):
    task = open_round and open_round.current_task_state
    if task and open_round.status == WorkflowState.STATUS_IN_PROGRESS:
        return GalleryState(WAITING, gallery.live, task.started_at)
    if task:
        count = remarks + bool(task.comment)
        return GalleryState(SENT_BACK, gallery.live, task.finished_at, count, task.comment)
    if gallery.live and not gallery.has_unpublished_changes:
        return GalleryState(PUBLISHED, True, gallery.last_published_at)
    was_public = bool(gallery.first_published_at) and not gallery.live
    return GalleryState(TAKEN_DOWN if was_public else DRAFT, gallery.live)


def moment_in_words(moment):
    """ "23 maja 2026, 9:40", in the active language and the site's time."""
    local = timezone.localtime(moment)
    return f"{date_range_in_words(local.date())}, {date_format(local, 'G:i')}"
