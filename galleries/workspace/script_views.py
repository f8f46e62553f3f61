"""What the script of the upload screen asks for. `screens.edit` does the same for those without it."""

from django.core.exceptions import ValidationError
from django.forms import model_to_dict
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from empirie.photos.intake import RefusedPhoto
from empirie.photos.renditions.querysets import thumbnail_of

from . import bulk_edit, drafts, uploads
from .access import photos_of
from .answers import answering, form_errors, number, refusal, sentence, state_of_draft, undone
from .dates import in_order_of_time, undated
from .forms import CommonForm, RightsForm, UploadForm
from .photo_changes import turn
from .rows import drawn
from .saving import own_photo_ids, save
from .withdrawing import REMOVED_BUT_PUBLIC, REMOVED_BUT_PUBLIC_OF_STAFF, public_among

# Reasons for a refusal that pass by themselves: the script sends the file again.
PASSING = {"storage", "database", "busy"}


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
            files[0],
            mark,
            gallery,
            request.user,
            form.cleaned_data["declaration"],
            rights.of_new_photos,
            form.cleaned_data["fingerprint"],
        )
    except RefusedPhoto as refused:
        status = 503 if refused.code in PASSING else 422
        return refusal(sentence(refused), status, code=refused.code)
    return _answer_to(received, gallery, request.user)


def _answer_to(received, gallery, user):
    if received.status in (uploads.ADDED, uploads.HERE):
        # "Here" may answer a second attempt whose first answer got lost: the screen lacks the row then.
        (row,) = drawn(received.draft, user, [received.row])
        message = _("This photo is in the gallery already.") if received.status == uploads.HERE else ""
        return JsonResponse(
            {
                "status": received.status,
                "message": message,
                "photo": received.row.photo_id,
                "row": row,
                **state_of_draft(received.draft),
            }
        )
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
    """Set fields for all photos, or for those named in `chosen`; says what they are then."""
    form = CommonForm(request.POST, prefix="common")
    if not form.is_valid():
        return refusal(form_errors(form))
    chosen = None
    if "chosen" in request.POST:
        try:
            chosen = {number(photo) for photo in request.POST.getlist("chosen")}
        except ValidationError as error:
            return refusal(sentence(error))
    edit = bulk_edit.set_for(request, gallery, form.to_set(request.POST.getlist("set")), chosen)
    return _answer_to_bulk_edit(edit, request, gallery, edit.message)


@answering
def undo(request, gallery):
    """Undo a bulk edit, named by its key."""
    edit = bulk_edit.undo(request, gallery, request.POST.get("key", ""))
    return _answer_to_bulk_edit(edit, request, gallery, undone(edit))


def _answer_to_bulk_edit(edit, request, gallery, message):
    fields = RightsForm.Meta.fields
    rights = {row.photo_id: model_to_dict(row.photo, fields) for row in edit.changed}
    return JsonResponse(
        {
            "rights": rights,
            "message": message,
            "undo": bulk_edit.latest_key(request, gallery),
            **_after(edit),
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
    if message is REMOVED_BUT_PUBLIC:
        more = {"withdraw": reverse("city_galleries:withdraw", args=(photo_id,))}
    return JsonResponse({"message": str(message), **more, **state_of_draft(draft)})


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
    is_public = public_among([draft.row_of(photo_id).photo])
    is_own = photo_id in own_photo_ids(draft, draft.user)
    draft.remove(photo_id)
    if not is_public:
        return _("Photo removed from the gallery."), None
    return (REMOVED_BUT_PUBLIC if is_own else REMOVED_BUT_PUBLIC_OF_STAFF), None


def _by_date(draft, _photo_id, _place):
    without = undated(draft.rows)
    if without == len(draft.rows):
        return _("No photo says when it was taken, so the order stays as it is."), None
    draft.rows[:] = in_order_of_time(draft.rows)
    words = ngettext(
        "The photos are in the order in which they were taken; %(count)s that does not tell is at the end.",
        "The photos are in the order in which they were taken; %(count)s that do not tell are at the end.",
        without,
    )
    return words % {"count": without} if without else _(
        "The photos are in the order in which they were taken."
    ), None


ACTIONS = {
    "by-date": _by_date,
    "move": _move,
    "up": _up,
    "down": _down,
    "cover": _cover,
    "rotate": _rotate,
    "remove": _remove,
}
