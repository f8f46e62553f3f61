"""What the script of the upload screen asks for. `screens.edit` does the same for those without it."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from empirie.photos.intake import RefusedPhoto
from empirie.photos.thumbnails import thumbnail_of

from . import drafts, uploads
from .access import photos_of
from .answers import answering, number, refusal, sentence, state_of_draft
from .forms import CommonForm, UploadForm
from .photo_changes import turn
from .rows import drawn
from .saving import save, set_for_all

# Reasons for a refusal that pass by themselves: the script sends the file again.
PASSING = {"storage", "database"}


# Django reads the whole request to look for its token there. What is too large is refused before that.
@csrf_exempt
@require_POST
def upload(request, gallery_id):
    """One file into one gallery."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > uploads.largest_request():
        return refusal(uploads.too_large(), status=413)
    return _upload(request, gallery_id)


@csrf_protect
@answering
def _upload(request, gallery):
    form, rights = UploadForm(request.POST), CommonForm(request.POST, prefix="common")
    files = request.FILES.getlist("file")
    if not form.is_valid() or not rights.is_valid() or len(files) != 1:
        errors = [*form.errors.values(), *rights.errors.values()]
        return refusal(errors[0][0] if errors else _("The file did not arrive whole. Send it again."))
    mark = form.cleaned_data["mark"] or uploads.mark_of(files[0])
    try:
        received = uploads.receive(
            files[0], mark, gallery, request.user, form.cleaned_data["declaration"], rights.rights
        )
    except RefusedPhoto as refused:
        status = 503 if refused.code in PASSING else 422
        return refusal(sentence(refused), status, code=refused.code)
    return _answer_to(received, gallery, request.user)


def _answer_to(received, gallery, user):
    if received.status == uploads.ADDED:
        (row,) = drawn(received.draft, user, [received.row])
        return JsonResponse({"status": "added", "row": row, **state_of_draft(received.draft)})
    if received.status == uploads.HERE:
        return JsonResponse({"status": "here", "message": _("This photo is in the gallery already.")})
    titles = [sibling.draft_title for sibling in uploads.galleries_with(received.photo, gallery)]
    message = _("You have sent this photo before. It is in: %(galleries)s.") % {
        "galleries": ", ".join(titles)
    }
    return JsonResponse(
        {
            "status": "elsewhere",
            "message": message,
            "photo": received.photo.pk,
            "thumbnail": thumbnail_of(received.photo).url,
        }
    )


@answering
def marks(request, gallery):
    """Which of these files need not be sent again."""
    asked = request.POST.getlist("mark")[: drafts.MOST_PHOTOS]
    return JsonResponse({"here": uploads.marks_here(gallery, asked)})


@answering
def add(request, gallery):
    """Put a photo the city has sent before into this gallery, at `place` if one is given."""
    own = photos_of(request.user, gallery.get_parent().specific)
    try:
        photo = own.filter(pk=number(request.POST.get("photo"))).first()
        place = number(request.POST["place"]) if "place" in request.POST else None
    except ValidationError as error:
        return refusal(sentence(error))
    if photo is None:
        return refusal(_("This photo is no longer there."), status=404)
    return _answer_to(uploads.put_into(gallery, photo, request.user, place), gallery, request.user)


@answering
def save_fields(request, gallery):
    """Save the fields named in `field`; says which were not good, and which photos became copies."""
    only = set(request.POST.getlist("field"))
    saved = save(gallery, request.user, request.POST, only)
    return JsonResponse({"errors": saved.errors, **_after(saved)})


@answering
def apply_to_all(request, gallery):
    """Give all photos what stands under "The same for all photos"; the rows come back as they are then."""
    form = CommonForm(request.POST, prefix="common")
    if not form.is_valid():
        return refusal(next(iter(form.errors.values()))[0])
    saved = set_for_all(gallery, request.user, form.rights)
    return JsonResponse(
        {
            "rows": drawn(saved.draft, request.user, saved.draft.rows),
            "message": _("Set for all photos."),
            **_after(saved),
        }
    )


def _after(saved):
    """The draft as it is after saving, and which photos were exchanged for copies."""
    copied = {old: row.photo_id for old, row in saved.copied.items()}
    return {"copied": copied, **state_of_draft(saved.draft)}


@answering
def arrange(request, gallery):
    """Move, turn or remove a photo, or make it the cover; says in words what happened."""
    try:
        photo_id = number(request.POST.get("photo"))
        action = ACTIONS.get(request.POST.get("action"))
        place = number(request.POST.get("place", "0"))
    except ValidationError as error:
        return refusal(sentence(error))
    if action is None:
        return refusal(_("The request was not understood. Reload the page."))
    with drafts.change(gallery, request.user) as draft:
        message, changed = action(draft, photo_id, place)
    more = {}
    if changed:
        more = {"old": photo_id, "row": drawn(draft, request.user, [changed])[0]}
    return JsonResponse({"message": message, **more, **state_of_draft(draft)})


def _move(draft, photo_id, place):
    place = draft.move(photo_id, place)
    words = _("Photo moved to place %(place)s of %(count)s.")
    return words % {"place": place, "count": len(draft.rows)}, None


def _up(draft, photo_id, _place):
    return _move(draft, photo_id, draft.place_of(draft.row_of(photo_id)) - 1)


def _down(draft, photo_id, _place):
    return _move(draft, photo_id, draft.place_of(draft.row_of(photo_id)) + 1)


def _cover(draft, photo_id, _place):
    draft.choose_cover(photo_id)
    return _("This photo is the cover of the gallery now."), None


def _rotate(draft, photo_id, _place):
    row = draft.row_of(photo_id)
    turn(draft, row)
    return _("Photo turned to the right."), row


def _remove(draft, photo_id, _place):
    draft.remove(photo_id)
    return _("Photo removed from the gallery."), None


ACTIONS = {
    "move": _move,
    "up": _up,
    "down": _down,
    "cover": _cover,
    "rotate": _rotate,
    "remove": _remove,
}
