"""The editors decide: a gallery is published in both languages, or goes back to its city with remarks."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from ..models import GalleryPage
from .drafts import latest, rows_of
from .english import english_version, publish_in_english
from .notices import tell_city_it_is_published, tell_city_it_was_sent_back
from .since_remarks import rights_of
from .tasks import MAY_APPROVE


class NotDecided(ValidationError):
    """Nothing was changed; the message tells the editor why.

    Codes: "overtaken" (somebody else decided, or the city took it back), "blocked" (something else has to
    be done first).
    """


@dataclass(frozen=True)
class Seen:
    """What the editor looked at: the step of the workflow and the version of the gallery."""

    step: int
    revision: int

    @classmethod
    def now(cls, gallery):
        """What there is to see; None when the gallery does not wait."""
        step = gallery.current_workflow_task_state
        return cls(step.pk, gallery.latest_revision_id) if step else None


def obstacles(gallery, user):
    """What keeps `user` from publishing `gallery` in both languages: a list of messages."""
    city_page = gallery.get_parent()
    english_city = english_version(city_page)
    checks = [
        (
            gallery.permissions_for_user(user).can_publish(),
            _("You may approve galleries, but not publish pages. Ask the administrator for that right."),
        ),
        (
            not gallery.locked or gallery.locked_by_id == user.pk,
            _("Somebody has locked this gallery in the page editor. It has to be unlocked first."),
        ),
        (
            city_page.live,
            _("The page of the city is not published. Publish it first: the gallery stands under it."),
        ),
        (
            english_city and english_city.live,
            _("The page of the city has no published English version. Publish that first."),
        ),
        (
            any(not row.photo.is_withdrawn for row in rows_of(latest(gallery))),
            _("No photo is left to be shown: all of them were withdrawn. Send the gallery back."),
        ),
    ]
    return [message for is_fine, message in checks if not is_fine]


@transaction.atomic
def approve(gallery, seen, english, user, descriptions=None):
    """Publish what the editor has `Seen`, in Polish and with the `english` words ({field: text}) in English.

    `descriptions` are English words of single photos: {photo id: {field of the row: text}}.

    All or nothing. Raises NotDecided, PermissionDenied, or what publish_translation raises; then everything
    is as it was.
    """
    gallery, step = _taken_up(gallery, seen, user)
    problems = obstacles(gallery, user)
    if problems:
        raise NotDecided(problems, code="blocked")
    sender = step.workflow_state.requested_by
    step.revision = _fit_to_publish(gallery, user, descriptions or {})
    step.save(update_fields=["revision"])
    step.approve(user=user)
    published = GalleryPage.objects.get(pk=gallery.pk)
    publish_in_english(published, english)
    transaction.on_commit(lambda: tell_city_it_is_published(published, sender), robust=True)
    return published


@transaction.atomic
def send_back(gallery, seen, remarks, general, user, descriptions=None):
    """Give the gallery back to its city with `remarks` ({photo id: text}) and a `general` remark.

    English `descriptions` that the editor has typed are kept, as in `approve`.
    Raises NotDecided or PermissionDenied; then everything is as it was.
    """
    gallery, step = _taken_up(gallery, seen, user)
    version = latest(gallery)
    rows = rows_of(version)
    _describe(rows, descriptions or {})
    for row in rows:
        row.review_note = remarks.get(row.photo_id, "")
        row.rights_sent_back = rights_of(row.photo)
    version.photos.set(rows)
    step.revision = version.save_revision(user=user, clean=False)
    step.save(update_fields=["revision"])
    step.reject(user=user, comment=general)
    sender = step.workflow_state.requested_by
    transaction.on_commit(lambda: tell_city_it_was_sent_back(gallery, sender), robust=True)


def _taken_up(gallery, seen, user):
    """The gallery, locked, and the step of its workflow, if it still is what the editor has seen."""
    if not user.has_perm(MAY_APPROVE):
        raise PermissionDenied
    page = Page.objects.select_for_update().get(pk=gallery.pk).specific
    if Seen.now(page) != seen:
        raise NotDecided(what_happened_to(page), code="overtaken")
    return page, page.current_workflow_task_state


def what_happened_to(page):
    """Why an editor cannot decide about this gallery now, or not about the version they looked at."""
    last = page.workflow_states.order_by("-created_at", "-pk").first()
    if last is None:
        return _("The city has not sent this gallery yet.")
    step = last.current_task_state
    if last.status == WorkflowState.STATUS_IN_PROGRESS:
        return _("The city has sent a newer version meanwhile. Look at that one, please.")
    if step and step.finished_by and last.status != WorkflowState.STATUS_CANCELLED:
        return _("%(person)s has decided about this gallery meanwhile.") % {
            "person": step.finished_by.get_full_name() or step.finished_by.get_username()
        }
    return _("The city has taken this gallery back meanwhile.")


def _describe(rows, descriptions):
    """Write the English descriptions into the rows; returns whether one of them is new."""
    is_new = False
    for row in rows:
        for field, text in descriptions.get(row.photo_id, {}).items():
            is_new = is_new or getattr(row, field) != text
            setattr(row, field, text)
    return is_new


def _fit_to_publish(gallery, user, descriptions):
    """The revision to publish: the latest, with the editor's English descriptions.

    Remarks and photos that were deleted since it was saved are left out.
    """
    version, revision = latest(gallery), gallery.get_latest_revision()
    rows = rows_of(version)
    is_described = _describe(rows, descriptions)
    has_remarks = any(row.review_note or row.rights_sent_back for row in rows)
    if not is_described and not has_remarks and len(rows) == len(revision.content["photos"]):
        return revision
    for row in rows:
        row.review_note, row.rights_sent_back = "", None
    version.photos.set(rows)
    return version.save_revision(user=user, clean=False)
