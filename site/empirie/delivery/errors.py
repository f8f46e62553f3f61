"""Error pages, in the language of the address."""

import logging
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template
from wagtail.models import Page

from empirie.core.languages import is_default_language
from empirie.core.queries import only_readable

from . import last_resort

logger = logging.getLogger(__name__)


def page_not_found(request, exception=None):
    """404. Under /en/ it offers the Polish page of that name, when there is one."""
    try:
        context = {"polish_page": _polish_page_of(request.path_info)}
        return render(request, "404.html", context, status=404)
    except Exception as error:
        logger.exception("The 404 page could not be drawn")
        if is_database_away(error):
            return plain(request, 503)
        return HttpResponse("404", status=404, content_type="text/plain; charset=utf-8")


def server_error(request):
    """500, drawn without the database; 503 when it is the database that does not answer.

    Where even the template cannot be drawn, a page of fixed bytes says the same.
    """
    if is_database_away(sys.exc_info()[1]):
        return plain(request, 503)
    try:
        context = {"is_polish": is_default_language(), "request_id": _id_of(request)}
        response = HttpResponseServerError(get_template("500.html").render(context))
    except Exception:
        logger.exception("The 500 page could not be drawn")
        return plain(request, 500)
    response.headers["Cache-Control"] = "no-store"
    return response


def is_database_away(error):
    """Whether an error says that the database as a whole cannot be used, not that a query is wrong.

    SQLite reports a damaged file as a bare DatabaseError, and a missing table, which is a fault of ours, as
    an OperationalError. An error may be its own cause: django-otp-webauthn raises one `from` itself.
    """
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
            return "no such " not in str(error)
        error = error.__cause__ or error.__context__
    return False


def plain(request, status):
    """The page for a status that needs neither template nor database."""
    content_type, body = last_resort.page(status, request.META, _id_of(request))
    return HttpResponse(body, status=status, headers=last_resort.headers(status, content_type, body))


def _id_of(request):
    passage = request.META.get("empirie.passage")
    return passage.id if passage else ""


def _polish_page_of(path):
    """The one Polish page whose last address part is that of `path`; None under Polish addresses."""
    slug = path.strip("/").rsplit("/", 1)[-1]
    if is_default_language() or not slug.replace("-", "").isalnum() or len(slug) > 255:
        return None
    pages = only_readable(Page.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE))
    found = list(pages[:2])
    return found[0] if len(found) == 1 else None
