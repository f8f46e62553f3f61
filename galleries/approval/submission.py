"""A city sends a gallery to the editors, and may take it back as long as they have not decided."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, WorkflowState

from empirie.photos.completeness import lacks
from empirie.photos.file_names import describes

from .drafts import latest, rows_of
from .notices import tell_editors_of


class NotSent(ValidationError):
    """The gallery was not sent (or taken back); the message says why, `code` names the reason.

    Codes: "no-photos", "incomplete", "waiting" (the editors have it already), "unchanged", "no-workflow",
    "not-waiting".
    """


def missing_from(row):
    """What a photo of a gallery still lacks before the editors may get it: a list of codes, in this order.

    "description" (none, a file's name, or one beside the mark that none is needed), "author", "licence",
    "recognisable", "declaration", "consent".
    """
    lacks_words = describes(row.alt_pl) == row.is_decorative
    codes = [lack.code.removesuffix("_reference") for lack in lacks(row.photo)]
    return ["description", *codes] if lacks_words else codes


@transaction.atomic
def submit(gallery, user):
    """Send the latest version of `gallery` to the editors; returns the WorkflowState.

    Raises PermissionDenied when `user` may not change the gallery, NotSent when it cannot be sent now.
    """
    gallery = _locked(gallery, user)
    state = _open_round(gallery)
    if state and state.status == WorkflowState.STATUS_IN_PROGRESS:
        raise NotSent(_("This gallery is with the editors already."), code="waiting")
    _check_is_complete(gallery)
    workflow = gallery.get_workflow()
    if workflow is None:
        raise NotSent(
            _("Nobody is set up to approve galleries. Tell the administrator; your work is saved."),
            code="no-workflow",
        )
    if state and state.workflow_id == workflow.pk:
        state.requested_by = user
        state.resume(user)
    else:
        if state:
            state.cancel(user)
        state = workflow.start(gallery, user)
    transaction.on_commit(lambda: tell_editors_of(gallery, user), robust=True)
    return state


@transaction.atomic
def take_back(gallery, user):
    """Take `gallery` back from the editors, to go on working at it.

    Raises PermissionDenied when `user` may not change the gallery, NotSent when the editors have decided.
    """
    gallery = _locked(gallery, user)
    state = _open_round(gallery)
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise NotSent(_("The editors have decided about this gallery already."), code="not-waiting")
    state.cancel(user)


def _locked(gallery, user):
    """`gallery` as it now is, its row locked until the end of the transaction."""
    page = Page.objects.select_for_update().get(pk=gallery.pk).specific
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return page


def _open_round(gallery):
    return gallery.workflow_states.active().select_related("current_task_state").first()


def _check_is_complete(gallery):
    if gallery.live and not gallery.has_unpublished_changes:
        raise NotSent(_("Nothing has changed since this gallery was published."), code="unchanged")
    rows = [row for row in rows_of(latest(gallery)) if not row.photo.is_withdrawn]
    if not rows:
        raise NotSent(_("Add at least one photo first."), code="no-photos")
    incomplete = sum(bool(missing_from(row)) for row in rows)
    if incomplete:
        raise NotSent(
            ngettext(
                "%(count)s photo still lacks something.", "%(count)s photos still lack something.", incomplete
            )
            % {"count": incomplete},
            code="incomplete",
        )
