"""Error pages, in the language of the address."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import Page

from empirie.core.languages import is_default_language
from empirie.core.queries import only_readable

logger = logging.getLogger(__name__)


def page_not_found(request, exception=None):
    """404. Under /en/ it offers the Polish page of that name, when there is one."""
    try:
        context = {"polish_page": _polish_page_of(request.path_info)}
        return render(request, "404.html", context, status=404)
    except (DatabaseError, TemplateDoesNotExist):
        logger.exception("The 404 page could not be drawn")
        return HttpResponse("404", status=404, content_type="text/plain; charset=utf-8")


def server_error(request):
    """500, drawn without the database and without anything of the request but its language."""
    template = get_template("500.html")
    return HttpResponseServerError(template.render({"is_polish": is_default_language()}))


def _polish_page_of(path):
    """The one Polish page whose last address part is that of `path`; None under Polish addresses."""
    slug = path.strip("/").rsplit("/", 1)[-1]
    if is_default_language() or not slug.replace("-", "").isalnum() or len(slug) > 255:
        return None
    pages = only_readable(Page.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE))
    found = list(pages[:2])
    return found[0] if len(found) == 1 else None
