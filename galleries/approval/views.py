"""The editors' screens: the queue of waiting galleries, and the review of one."""

import logging

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_required

from empirie.core.admin_breadcrumbs import breadcrumbs

from ..models import GalleryPage
from .changes import changes_of
from .decisions import NotDecided, Seen, approve, obstacles, send_back, what_happened_to
from .drafts import latest, preview_of, rows_of
from .english import words_at_hand
from .forms import APPROVE, SEND_BACK, ReviewForm
from .public_now import public_now
from .queue import sent_back_galleries, waiting_galleries, waiting_steps
from .since_remarks import since_remarks
from .states import state_of
from .tasks import MAY_APPROVE

logger = logging.getLogger(__name__)

GALLERIES_ON_A_PAGE = 20


@permission_required(MAY_APPROVE)
def queue(request):
    """Waiting galleries, oldest first."""
    page = Paginator(waiting_steps(), GALLERIES_ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "waiting": waiting_galleries(page.object_list),
        "sent_back": sent_back_galleries() if page.number == 1 else [],
        "page_obj": page,
        "header_title": _("Galleries to approve"),
        "breadcrumbs_items": breadcrumbs(("", _("Galleries to approve"))),
    }
    return TemplateResponse(request, "galleries/approval/queue.html", context)


@permission_required(MAY_APPROVE)
def review(request, gallery_id):
    """All photos of one gallery, and the form with which the editor decides."""
    gallery = get_object_or_404(GalleryPage, pk=gallery_id, locale__language_code="pl")
    seen = Seen.now(gallery)
    if seen is None:
        return _nothing_to_decide(request, gallery)
    version = latest(gallery)
    rows = rows_of(version)
    form = ReviewForm(
        request.POST or None,
        version=version,
        rows=rows,
        initial={**words_at_hand(gallery, version), "step": seen.step, "revision": seen.revision},
    )
    if request.method == "POST" and form.is_valid():
        if _decide(request, gallery, form, seen):
            return redirect("gallery_approval:queue")
        gallery = GalleryPage.objects.get(pk=gallery.pk)
        if Seen.now(gallery) is None:  # somebody else was faster
            return _nothing_to_decide(request, gallery)
    return _draw(request, gallery, version, rows, form)


@permission_required(MAY_APPROVE)
def preview(request, gallery_id):
    """The version that waits, as readers are going to see it."""
    gallery = get_object_or_404(GalleryPage, pk=gallery_id, locale__language_code="pl")
    if Seen.now(gallery) is None:
        messages.warning(request, f"{gallery.draft_title}: {what_happened_to(gallery)}")
        return redirect("gallery_approval:queue")
    return preview_of(gallery, request)


def _nothing_to_decide(request, gallery):
    messages.warning(request, f"{gallery.draft_title}: {what_happened_to(gallery)}")
    return redirect("gallery_approval:queue")


def _decide(request, gallery, form, seen):
    """Carry out what the form says and say so; False, with the reason on the form, when that failed.

    `seen` is what the screen shows if it is drawn again: the next click is about that.
    """
    try:
        if form.is_approval:
            approve(gallery, form.seen, form.english, request.user, form.descriptions)
            text = _("“%(title)s” is published in both languages.")
        else:
            general = form.cleaned_data["general"]
            send_back(gallery, form.seen, form.remarks, general, request.user, form.descriptions)
            text = _("“%(title)s” went back to its city with your remarks.")
    except NotDecided as error:
        form.look_at(seen)
        form.add_error(None, error)
        return False
    except ValidationError as error:
        form.add_error(None, ValidationError([_("Nothing was published."), *error.messages]))
        return False
    except Exception:
        # Whatever broke, the transaction took everything back, and what the editor typed must not be lost.
        logger.exception("The decision about gallery %s failed", gallery.pk)
        form.add_error(
            None,
            _("Something went wrong and nothing was changed. Try again, or tell the administrator."),
        )
        return False
    messages.success(request, text % {"title": form.version.title})
    return True


def _draw(request, gallery, version, rows, form):
    changes, since = changes_of(gallery), since_remarks(gallery, rows)
    waiting = gallery.current_workflow_state
    shown = [
        {
            "row": row,
            "remark": form.remark_on(row),
            "english": form.english_of(row),
            "since": since.of(row) if since else "",
            "change": changes.of(row.photo_id) if changes else "",
        }
        for row in rows
    ]
    context = {
        "gallery": gallery,
        "version": version,
        "city": gallery.city,
        "sender": waiting and waiting.requested_by,
        "state": state_of(gallery),
        "rows": shown,
        "changes": changes,
        "since": since,
        "public_now": public_now(gallery),
        "obstacles": obstacles(gallery, request.user),
        "form": form,
        "APPROVE": APPROVE,
        "SEND_BACK": SEND_BACK,
        "header_title": version.title,
        "breadcrumbs_items": breadcrumbs(
            (reverse("gallery_approval:queue"), _("Galleries to approve")), ("", version.title)
        ),
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "galleries/approval/review.html", context, status=status)
