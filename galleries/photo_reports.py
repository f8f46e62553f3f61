"""The page on which a reader reports a photo, under the photo's own address, in both languages."""

from functools import cached_property
from http import HTTPStatus

from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from empirie.core.letters import admin_address, people_with_right, send_letter
from empirie.core.request_data import sends_more_than
from empirie.core.visitors import count_once_more
from empirie.photos.report_forms import LARGEST_BODY, ReportForm
from empirie.photos.withdrawal import MAY_WITHDRAW

from .photo_pages import SENT, PhotoPage

HOUR = 60 * 60
MOST_IN_AN_HOUR = 10  # from one network: a school or an office may have more than one thing to say


class ReportPage(PhotoPage):
    """What templates get as `page`: the photo's page, under the address of its form."""

    @property
    def title(self):
        return _("Report this photo")

    @property
    def url(self):
        return self.report_url

    @cached_property
    def readable_versions(self):
        return [ReportPage(page.gallery, page.rows, page.place) for page in super().readable_versions]

    def get_meta_description(self):
        return ""


def serve_report(request, photo_page, is_sent):
    """The form, what it says when something is wrong with it, or the thanks."""
    page = ReportPage(photo_page.gallery, photo_page.rows, photo_page.place)
    if is_sent:
        return _draw(request, page, None)
    if request.method != "POST":
        return _draw(request, page, ReportForm(photo=page.row.photo))
    if sends_more_than(request, LARGEST_BODY):
        form = ReportForm(photo=page.row.photo)
        return _draw(request, page, form, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("That was too much text."))
    form = ReportForm(request.POST, photo=page.row.photo)
    if not form.is_valid():
        return _draw(request, page, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if count_once_more("photo report", request, HOUR) > MOST_IN_AN_HOUR:
        problem = _("Too many reports came from your network within an hour. Please try again later.")
        return _draw(request, page, form, HTTPStatus.TOO_MANY_REQUESTS, problem)
    _take_in(form, photo_page, request)
    return HttpResponseRedirect(f"{page.url}{SENT[page.locale.language_code]}/", status=303)


@transaction.atomic
def _take_in(form, photo_page, request):
    report, is_new = form.save(photo_page.get_full_url(request), photo_page.locale.language_code)
    if not is_new:
        return
    transaction.on_commit(
        lambda: send_letter(
            people_with_right(MAY_WITHDRAW),
            "photos/letters/reported",
            report=report,
            address=admin_address(reverse("photo_reports:reports")),
        ),
        robust=True,
    )


def _draw(request, page, form, status=HTTPStatus.OK, problem=""):
    context = page.gallery.get_context(request)
    context |= {"page": page, "form": form, "problem": problem, "photos": None}
    response = TemplateResponse(request, "galleries/photo_report_page.html", context, status=status)
    # The form is signed anew for every reader, and no search engine has to know it.
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
