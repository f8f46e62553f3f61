"""The pages a city's people see: a new gallery, a gallery with its photos, and the step of sending it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log

from empirie.core.slugs import slug_from
from empirie.photos import declarations
from empirie.photos.renditions.querysets import thumbnail_of
from galleries.approval.public_now import public_now
from galleries.approval.states import state_of
from galleries.approval.submission import NotSent, submit, take_back
from galleries.models import GalleryPage

from . import bulk_edit, drafts, uploads
from .access import city_page_of, city_pages_of, gallery_of
from .answers import sentence
from .dates import suggested_date
from .discarding import discard, leaving_with, may_be_discarded
from .forms import CommonForm, DetailsForm, NewGalleryForm
from .missing import DECLARATION, gaps, missing_in
from .plain_actions import carry_out
from .rows import rows_on_screen
from .saving import declare_for_all, save
from .script_texts import script_texts
from .withdrawing import removed_but_public

# How many of the photos that leave with a gallery are shown before it is deleted.
THUMBNAILS = 6


def crumbs(*trail):
    """Wagtail's breadcrumbs from its first page to here: (address, label), the last without an address."""
    steps = [("", _("Home")) if not trail else (reverse("wagtailadmin_home"), _("Home")), *trail]
    return [{"url": address, "label": label} for address, label in steps]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request, page_id=None):
    """Title and day, and straight on to the photos. `page_id` is the city page's; the first one without."""
    city_page = _only_city_page(request.user) if page_id is None else city_page_of(request.user, page_id)
    form = NewGalleryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gallery = _begin(city_page, GalleryPage(**form.cleaned_data), request.user)
        return redirect("city_galleries:edit", gallery.pk)
    context = {
        "form": form,
        "city_page": city_page,
        "breadcrumbs_items": crumbs(("", _("New gallery"))),
        "header_title": _("New gallery"),
        "header_icon": "image",
    }
    return render(request, "city_galleries/new.html", context)


def _only_city_page(user):
    pages = city_pages_of(user)
    if not pages:
        raise Http404
    return pages[0]


@transaction.atomic
def _begin(city_page, gallery, user):
    """A gallery nobody but its city sees yet."""
    gallery.live, gallery.has_unpublished_changes, gallery.owner = False, True, user
    gallery.slug = find_available_slug(city_page, slug_from(gallery.title) or "galeria")
    city_page.add_child(instance=gallery)
    log(gallery, "wagtail.create", user=user)
    gallery.save_revision(user=user)
    return gallery


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, gallery_id):
    """The gallery with its photos. Only browsers without JavaScript post its form, others save each field."""
    gallery = gallery_of(request.user, gallery_id)
    if request.method != "POST":
        return _show(request, gallery)
    try:
        saved = save(gallery, request.user, request.POST)
    except drafts.DraftRefused as refused:
        messages.error(request, str(refused))
        return redirect("city_galleries:edit", gallery.pk)
    if saved.errors:
        messages.error(request, _("Not everything could be saved. What is wrong is said at each field."))
        return _show(request, gallery_of(request.user, gallery_id), request.POST)
    anchor = carry_out(request, gallery, saved)
    if anchor == "send":
        return redirect("city_galleries:send", gallery.pk)
    return redirect(f"{reverse('city_galleries:edit', args=(gallery.pk,))}{anchor}")


def _show(request, gallery, data=None):
    draft = drafts.read(gallery)
    state = state_of(gallery)
    rows = rows_on_screen(draft, request.user, data)
    missing = missing_in(draft)
    known = draft.rows[-1].photo if draft.rows else None
    readers_see = public_now(gallery)
    context = {
        "gallery": draft.gallery,
        "state": state,
        "public_now": readers_see,
        "removed_but_public": removed_but_public(gallery, readers_see, request.user),
        "is_closed": drafts.is_waiting(gallery),
        "may_be_discarded": may_be_discarded(gallery),
        "details": DetailsForm(data, instance=draft.gallery),
        "common": CommonForm(data, prefix="common", initial=_rights_like(known)),
        "undo": bulk_edit.latest_key(request, gallery),
        "rows": rows,
        "missing": gaps(missing),
        "is_empty": not draft.rows,
        "suggested_date": suggested_date(draft),
        "is_undeclared": any(item.anchor == DECLARATION for item in missing),
        "declaration": declarations.text_of(),
        "declaration_version": declarations.CURRENT,
        "texts": script_texts(),
        "most_photos": drafts.MOST_PHOTOS,
        "largest_file": settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE,
        "longest_side": settings.PHOTO_LONGEST_SIDE,
        "kinds": uploads.KINDS,
        "breadcrumbs_items": crumbs(("", draft.gallery.title)),
        "header_title": draft.gallery.title,
        "header_icon": "image",
    }
    return render(request, "city_galleries/edit.html", context)


def _rights_like(photo):
    """What the next photos probably share with the last one; not who can be recognised on them."""
    names = ("author", "licence", "rights_basis")
    return {name: getattr(photo, name) for name in names} if photo else None


@require_http_methods(["GET", "HEAD", "POST"])
def send(request, gallery_id):
    """What will be sent, in short, and the button that sends it."""
    gallery = gallery_of(request.user, gallery_id)
    if request.method == "POST":
        return _send(request, gallery)
    draft = drafts.read(gallery)
    context = {
        "gallery": draft.gallery,
        "draft": draft,
        "cover": thumbnail_of(draft.cover.photo) if draft.cover else None,
        "missing": gaps(missing_in(draft)),
        "state": state_of(gallery),
        "without_english": sum(not (row.alt_en or row.is_decorative) for row in draft.rows),
        "breadcrumbs_items": crumbs(
            (reverse("city_galleries:edit", args=(gallery.pk,)), draft.gallery.title),
            ("", _("Send for approval")),
        ),
        "header_title": _("Send for approval"),
        "header_icon": "mail",
    }
    return render(request, "city_galleries/send.html", context)


def _send(request, gallery):
    try:
        submit(gallery, request.user)
    except (NotSent, ValidationError) as refused:
        messages.error(request, sentence(refused))
        return redirect("city_galleries:send", gallery.pk)
    except PermissionDenied as refused:
        raise Http404 from refused
    messages.success(
        request,
        _("“%(title)s” is sent. The editors look at it now; you get an e-mail when they have decided.")
        % {"title": gallery.draft_title},
    )
    return redirect("wagtailadmin_home")


@require_POST
def take_back_gallery(request, gallery_id):
    """Back from the editors, to go on working at it."""
    gallery = gallery_of(request.user, gallery_id)
    try:
        take_back(gallery, request.user)
    except NotSent as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("The gallery is yours again. Send it when it is ready."))
    return redirect("city_galleries:edit", gallery.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def discard_gallery(request, gallery_id):
    """What goes with the gallery, and the button that deletes it."""
    gallery = gallery_of(request.user, gallery_id)
    if request.method == "POST":
        return _discard(request, gallery)
    leaving = leaving_with(gallery, request.user)
    context = {
        "gallery": gallery,
        "leaving": leaving,
        "thumbnails": [thumbnail_of(photo) for photo in leaving.photos[:THUMBNAILS]],
        "may_be_discarded": may_be_discarded(gallery),
        "state": state_of(gallery),
        "breadcrumbs_items": crumbs(
            (reverse("city_galleries:edit", args=(gallery.pk,)), gallery.draft_title),
            ("", _("Delete the gallery")),
        ),
        "header_title": _("Delete the gallery"),
        "header_icon": "bin",
    }
    return render(request, "city_galleries/discard.html", context)


def _discard(request, gallery):
    try:
        discard(gallery, request.user)
    except drafts.DraftRefused as refused:
        messages.error(request, str(refused))
        return redirect("city_galleries:edit", gallery.pk)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": gallery.draft_title})
    return redirect("wagtailadmin_home")


@require_POST
def declare(request, gallery_id):
    """Accept the declaration for photos that came without it."""
    gallery = gallery_of(request.user, gallery_id)
    if request.POST.get("declaration") != declarations.CURRENT:
        messages.error(request, _("Tick the declaration first."))
    else:
        try:
            declare_for_all(gallery, request.user, declarations.CURRENT, timezone.now())
        except drafts.DraftRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The declaration is recorded on every photo."))
    return redirect("city_galleries:edit", gallery.pk)
