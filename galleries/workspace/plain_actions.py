"""What the buttons of the upload screen do in a browser without JavaScript."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from empirie.photos.intake import RefusedPhoto

from . import bulk_edit, drafts, uploads
from .answers import form_errors, number, sentence, undone
from .forms import CommonForm, UploadForm
from .script_views import ACTIONS

# A server gives one request half a minute or so.
FILES_AT_ONCE = 20


def carry_out(request, gallery, saved):
    """Do what the pressed button says ("up:12", "upload"); returns the fragment of the address to go to."""
    action, _colon, photo = request.POST.get("action", "save").partition(":")
    try:
        _choose_cover(request, gallery, saved)
        if action in ACTIONS:
            return _arrange(request, gallery, action, _new_id(number(photo), saved))
        if action == "use-date":
            return _use_date(request, gallery)
        if action == "upload":
            return _upload(request, gallery)
        if action in ("apply", "apply-chosen"):
            return _apply(request, gallery, saved, only_chosen=action == "apply-chosen")
        if action == "undo":
            messages.success(request, undone(bulk_edit.undo(request, gallery, photo)))
            return "#common-section"
        elif action == "send":
            return "send"
        else:
            messages.success(request, _("Saved."))
    except (drafts.DraftRefused, ValidationError) as refused:
        messages.error(request, sentence(refused))
    return ""


def _new_id(photo_id, saved):
    """The id of the copy, if saving had to copy the photo."""
    row = saved.copied.get(photo_id)
    return row.photo_id if row else photo_id


def _choose_cover(request, gallery, saved):
    chosen = request.POST.get("cover")
    if chosen and saved.draft.rows:
        photo_id = _new_id(number(chosen), saved)
        if saved.draft.cover.photo_id != photo_id:
            with drafts.change(gallery, request.user) as draft:
                draft.choose_cover(photo_id)


def _arrange(request, gallery, action, photo_id):
    with drafts.change(gallery, request.user) as draft:
        message, changed = ACTIONS[action](draft, photo_id, 0)
    messages.success(request, message)
    shown = changed.photo_id if changed else photo_id
    return f"#photo-{shown}" if shown else "#photos-section"


def _use_date(request, gallery):
    """From now on the date follows the photos."""
    with drafts.change(gallery, request.user) as draft:
        draft.gallery.date_is_proposed = True
    messages.success(request, _("The gallery has the date of its photos now."))
    return "#details-section"


def _apply(request, gallery, saved, only_chosen):
    form = CommonForm(request.POST, prefix="common")
    if not form.is_valid():
        raise ValidationError(form_errors(form))
    chosen = None
    if only_chosen:
        chosen = {_new_id(number(photo), saved) for photo in request.POST.getlist("chosen")}
    edit = bulk_edit.set_for(request, gallery, form.to_set(request.POST.getlist("set")), chosen)
    messages.success(request, edit.message)
    return "#common-section"


def _upload(request, gallery):
    form, rights = UploadForm(request.POST), CommonForm(request.POST, prefix="common")
    files = request.FILES.getlist("file")
    if not files:
        raise ValidationError(_("Choose at least one photo."))
    if not form.is_valid() or not rights.is_valid():
        raise ValidationError([str(errors[0]) for errors in (form.errors | rights.errors).values()])
    added = 0
    for upload in files[:FILES_AT_ONCE]:
        added += _receive(request, gallery, upload, form.cleaned_data["declaration"], rights.of_new_photos)
    if added:
        words = ngettext("%(count)s photo added.", "%(count)s photos added.", added)
        messages.success(request, words % {"count": added})
    if len(files) > FILES_AT_ONCE:
        left = len(files) - FILES_AT_ONCE
        words = ngettext(
            "%(count)s photo was too many for one go. Choose it again and send it.",
            "%(count)s photos were too many for one go. Choose them again and send them.",
            left,
        )
        messages.warning(request, words % {"count": left})
    return "#photos-section"


def _receive(request, gallery, upload, declaration, rights):
    """Whether this file was added; if not, a message names it and says why."""
    try:
        received = uploads.receive(
            upload, uploads.mark_of(upload), gallery, request.user, declaration, rights
        )
    except (RefusedPhoto, drafts.DraftRefused) as refused:
        messages.error(request, sentence(refused))
        return False
    if received.status != uploads.ADDED:
        words = _("“%(name)s”: you have sent this photo before, it was not added again.")
        messages.warning(request, words % {"name": upload.name})
    return received.status == uploads.ADDED
