"""The staff's screens for reports: the list, one decision for each, and the log of hidden photos."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .models import Photo, Withdrawal
from .models.report import PhotoReport, open_reports, settle
from .withdrawal import MAY_WITHDRAW, hide, restore, withdrawn_by_city

ON_A_PAGE = 25


class ReasonForm(forms.Form):
    """Why a photo is hidden: for the log, for colleagues, never for the public."""

    reason = forms.CharField(
        label=gettext_lazy("Reason, for the log"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only staff read this. Write no names and no addresses."),
    )


def for_staff(view):
    """Only for people who may hide photos."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_perm(MAY_WITHDRAW):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_staff
def reports(request):
    """Open reports, oldest first; with ?show=decided those that were decided, newest first."""
    shows_decided = request.GET.get("show") == "decided"
    found = PhotoReport.objects.select_related("photo", "photo__city", "handled_by")
    if shows_decided:
        found = found.exclude(handled_at=None).order_by("-handled_at", "-pk")
    else:
        found = found.filter(handled_at=None)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("p"))
    for report in page.object_list:
        report.usage = _usage_of(report.photo) if report.photo else []
    return _screen(
        request,
        "photos/reports.html",
        _("Reported photos"),
        {"page_obj": page, "shows_decided": shows_decided, "number_open": open_reports().count()},
    )


def _usage_of(photo):
    """(title, address in the admin) of the pages that show the photo."""
    return [
        (str(thing), reverse("wagtailadmin_pages:edit", args=[thing.pk]))
        for thing, _references in photo.get_usage()[:5]
        if hasattr(thing, "url_path")
    ]


@for_staff
@require_POST
@transaction.atomic
def decide(request, report_id):
    """One click: hide the photo (outcome "hidden") or leave it (outcome "kept")."""
    report = get_object_or_404(PhotoReport.objects.select_for_update(), pk=report_id)
    if not report.is_open:
        messages.warning(request, _("Somebody has decided about this report already."))
    elif request.POST.get("outcome") == PhotoReport.Outcome.HIDDEN and report.photo:
        hide(report.photo, request.user, _log_line(report))
        settle(report, PhotoReport.Outcome.HIDDEN, request.user)
        messages.success(request, _("“%(title)s” is hidden everywhere.") % {"title": report.photo_title})
    else:
        settle(report, PhotoReport.Outcome.KEPT, request.user)
        messages.success(request, _("“%(title)s” stays on the site.") % {"title": report.photo_title})
    return redirect("photo_reports:reports")


def _log_line(report):
    """The reason for the log: the kind of report, never the reader's words, which are erased later."""
    return _("Report %(number)s: %(reason)s") % {
        "number": report.pk,
        "reason": report.get_reason_display(),
    }


@for_staff
def hide_photo(request, photo_id):
    """Hide a photo that nobody reported, with a reason for the log."""
    photo = get_object_or_404(Photo, pk=photo_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hide(photo, request.user, form.cleaned_data["reason"])
        for report in open_reports().filter(photo=photo)[:1]:
            settle(report, PhotoReport.Outcome.HIDDEN, request.user)
        messages.success(request, _("“%(title)s” is hidden everywhere.") % {"title": photo.title})
        return _back(request)
    came_from = request.POST.get("next") or request.GET.get("next", "")
    context = {"photo": photo, "form": form, "next": _own_address(request, came_from)}
    return _screen(request, "photos/hide.html", _("Hide a photo"), context)


@for_staff
@require_POST
def restore_photo(request, photo_id):
    """One click: show a hidden photo again."""
    photo = get_object_or_404(Photo, pk=photo_id)
    restore(photo, request.user)
    messages.success(request, _("“%(title)s” is shown again.") % {"title": photo.title})
    return _back(request)


@for_staff
def hidden_photos(request):
    """The photos that are hidden now, and the log of everything that was hidden or shown again."""
    hidden = Photo.objects.exclude(withdrawn_at=None).select_related("city").order_by("-withdrawn_at", "-pk")
    history = Withdrawal.objects.select_related("user", "photo")
    page = Paginator(hidden, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page,
        "by_city": withdrawn_by_city([photo.pk for photo in page.object_list]),
        "history": history[: 2 * ON_A_PAGE],
        "number_open": open_reports().count(),
    }
    return _screen(request, "photos/hidden.html", _("Hidden photos"), context)


def _back(request):
    """To where the person came from, if that is on this site, else to the hidden photos."""
    return redirect(_own_address(request, request.POST.get("next", "")))


def _own_address(request, address):
    """`address` if it is on this site, else that of the hidden photos."""
    is_own = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None, require_https=request.is_secure()
    )
    return address if is_own else reverse("photo_reports:hidden")


def _screen(request, template, title, context):
    furniture = {
        "header_title": title,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("photo_reports:reports"), "label": _("Reported photos")},
            {"url": "", "label": title},
        ][: 2 if template == "photos/reports.html" else 3],
    }
    return TemplateResponse(request, template, furniture | context)
