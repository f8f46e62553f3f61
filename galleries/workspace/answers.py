"""What the screen's script is answered: short JSON, every sentence in the person's language."""

import functools

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from empirie.core.request_data import whole_number

from .access import gallery_of
from .drafts import DraftRefused
from .missing import gaps, missing_in


def sentence(error):
    """All messages of a ValidationError or DraftRefused as one text."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def form_errors(form):
    """All messages of a form as one text, each after the name of its field."""
    return " ".join(f"{form[name].label}: {' '.join(errors)}" for name, errors in form.errors.items())


def undone(edit):
    """What undoing a BulkEdit did, in words."""
    count = len(edit.changed)
    words = ngettext("Undone for %(count)s photo.", "Undone for %(count)s photos.", count)
    return words % {"count": count}


def refusal(message, status=422, **more):
    """An answer that repeating the request will not change."""
    return JsonResponse({"message": str(message), **more}, status=status)


def state_of_draft(draft):
    """What every answer tells of the draft, so that the screen stays true to it."""
    facts = {"missing": gaps(missing_in(draft)), "is_empty": not draft.rows}
    return {
        "order": [row.photo_id for row in draft.rows],
        "cover": draft.cover.photo_id if draft.cover else None,
        "date": draft.gallery.date.isoformat() if draft.gallery.date_is_proposed else "",
        "missing": render_to_string("city_galleries/parts/missing.html", facts),
    }


def answering(view):
    """For a view of (request, gallery) that takes a POST about one of the user's galleries.

    A foreign gallery is a 404, a draft that cannot be changed a 409, both as JSON.
    """

    @require_POST
    @functools.wraps(view)
    def answer(request, gallery_id):
        try:
            return view(request, gallery_of(request.user, gallery_id))
        except DraftRefused as refused:
            return refusal(refused, status=409)

    return answer


def number(text):
    """A number a script sent. Raises ValidationError for anything else."""
    found = whole_number(text)
    if found is None:
        raise ValidationError(_("The request was not understood. Reload the page."))
    return found
