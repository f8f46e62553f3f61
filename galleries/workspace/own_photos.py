"""The screen of a city's own photos: what is public, what is withdrawn, and what is kept without use."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages

from empirie.core.admin_breadcrumbs import breadcrumbs
from empirie.core.request_data import address_back, whole_number
from empirie.photos.disuse import shown_now, unused
from empirie.photos.staff_pictures import private_copy
from empirie.photos.withdrawal import withdraw_for_city, withdrawn_by_city
from galleries.models import GalleryPage

from . import drafts, uploads
from .access import city_page_of, city_pages_of, gallery_of, own_photo_of, own_photos_of
from .withdrawing import delete_photo, places_of, same_picture

ON_A_PAGE = 48
SIDE = 480  # px
UNUSED, PUBLIC, WITHDRAWN = "unused", "public", "withdrawn"


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why (optional)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        help_text=gettext_lazy("Only you and the editors read this. Write no names."),
    )


@dataclass(frozen=True)
class Kind:
    """One of the lists of the screen."""

    name: str
    label: str
    count: int


@require_GET
def photos(request, page_id=None):
    """The city's own photos of one kind: the one that ?show names, else the first that has any."""
    city_page = city_page_of(request.user, page_id) if page_id else _first_city_page(request.user)
    own = own_photos_of(request.user, city_page)
    found = _sorted_out(own)
    show = request.GET.get("show")
    if show not in found:
        show = next((kind for kind, ids in found.items() if ids), UNUSED)
    listed = own.filter(pk__in=found[show]).order_by("-created_at", "-pk")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("p"))
    labels = {UNUSED: _("In no gallery"), PUBLIC: _("Public now"), WITHDRAWN: _("Withdrawn")}
    context = {
        "city_page": city_page,
        "show": show,
        "kinds": [Kind(name, labels[name], len(ids)) for name, ids in found.items()],
        "page_obj": page,
        "by_city": withdrawn_by_city([photo.pk for photo in page.object_list]),
        "galleries": _open_galleries(city_page),
        "unused_days": settings.RETENTION["unused_photo_days"],
        **_furniture(_("Your photos")),
    }
    return render(request, "city_galleries/own_photos.html", context)


def _first_city_page(user):
    pages = city_pages_of(user)
    if not pages:
        raise Http404
    return pages[0]


def _sorted_out(own):
    """{kind: photo ids} of a city's own photos."""
    withdrawn = set(own.exclude(withdrawn_at=None).values_list("pk", flat=True))
    others = set(own.filter(withdrawn_at=None).values_list("pk", flat=True))
    return {UNUSED: unused(others), PUBLIC: shown_now(others), WITHDRAWN: withdrawn}


def _open_galleries(city_page):
    """The galleries into which a photo can be put now."""
    galleries = GalleryPage.objects.child_of(city_page).order_by("-latest_revision_created_at", "-pk")
    return [gallery for gallery in galleries if not drafts.is_waiting(gallery)]


@require_GET
def picture(request, photo_id):
    """The picture for this person alone: a photo that nothing uses has no public file."""
    _city_page, photo = own_photo_of(request.user, photo_id)
    try:
        return private_copy(photo, SIDE)
    except OSError as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, photo_id):
    """Where the photo is public, and the button that takes it off the site at once."""
    city_page, photo = own_photo_of(request.user, photo_id)
    form = WithdrawalForm(request.POST if request.method == "POST" else None)
    back = _own_address(request, city_page)
    if request.method == "POST" and form.is_valid():
        if withdraw_for_city(photo, request.user, form.cleaned_data["reason"]):
            messages.success(request, _("The photo is withdrawn: no reader can see it any more."))
        else:
            messages.warning(request, _("This photo was withdrawn already."))
        return redirect(back)
    context = {
        "photo": photo,
        "places": places_of(same_picture(photo)),
        "form": form,
        "back": back,
        **_furniture(_("Withdraw a photo")),
    }
    return render(request, "city_galleries/withdraw.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request, photo_id):
    """The question whether to delete a photo for good, and its answer."""
    city_page, photo = own_photo_of(request.user, photo_id)
    back = _own_address(request, city_page)
    if request.method == "POST":
        try:
            delete_photo(photo, city_page, request.user)
        except drafts.DraftRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The photo is deleted."))
        return redirect(back)
    context = {"photo": photo, "back": back, **_furniture(_("Delete a photo"))}
    return render(request, "city_galleries/delete_photo.html", context)


@require_POST
def use(request, photo_id):
    """Put a photo that nothing uses into a gallery, where it goes through approval like a new one."""
    city_page, photo = own_photo_of(request.user, photo_id)
    chosen = whole_number(request.POST.get("gallery"))
    if photo.is_withdrawn or chosen is None:
        messages.error(request, _("Choose a gallery. A withdrawn photo cannot be used."))
        return redirect(_own_address(request, city_page))
    gallery = gallery_of(request.user, chosen)
    get_object_or_404(GalleryPage.objects.child_of(city_page), pk=gallery.pk)
    try:
        uploads.put_into(gallery, photo, request.user)
    except drafts.DraftRefused as refused:
        messages.error(request, str(refused))
        return redirect(_own_address(request, city_page))
    messages.success(request, _("The photo is in the gallery “%(title)s”.") % {"title": gallery.draft_title})
    return redirect(f"{reverse('city_galleries:edit', args=(gallery.pk,))}#photo-{photo.pk}")


def _own_address(request, city_page):
    """Where the person came from, if that is on this site, else the screen of the city's photos."""
    return address_back(request, reverse("city_galleries:photos_of", args=(city_page.pk,)))


def _furniture(title):
    return {
        "header_title": title,
        "header_icon": "image",
        "breadcrumbs_items": breadcrumbs(
            (reverse("city_galleries:photos"), _("Your photos")),
            *([] if title == _("Your photos") else [("", title)]),
        ),
    }
