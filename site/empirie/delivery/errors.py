"""Error pages, in the language of the address."""

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars
from wagtail.models import Page

from empirie.core.languages import is_default_language, language_of_address
from empirie.core.queries import only_readable

RETRY_AFTER = 30  # seconds


def page_not_found(request, exception=None):
    """404. Under /en/ it offers the Polish page of that name, when there is one."""
    context = {"polish_page": _polish_page_of(request.path_info)}
    return render(request, "404.html", context, status=404)


def server_error(request):
    """500; 503 when it is the database that does not answer."""
    return error_page(request, 503 if is_database_away(sys.exc_info()[1]) else 500)


def error_page(request, status):
    """The page for a status, drawn without the database; JSON for a script, which reads `error`.

    In the admin its language is the browser's: nobody can be asked who is signed in while the database is
    away.
    """
    path = request.path_info
    is_admin = path.startswith("/admin/")
    language = translation.get_language_from_request(request) if is_admin else language_of_address(path)
    number = get_contextvars().get("request", "")
    with translation.override(language):
        title, sentence = _words(status, is_admin)
        if _is_script(request):
            said = f"{title}. {sentence}"
            response = JsonResponse(
                {"success": False, "error": said, "error_message": said, "request": number}, status=status
            )
        else:
            # Whoever typed something is not led away from it.
            context = {"title": title, "sentence": sentence, "number": number, "has_way_on": not is_admin}
            context["language"] = language
            response = HttpResponse(render_to_string("500.html", context), status=status)
    response.headers["Cache-Control"] = "no-store"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER)
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


def _words(status, is_admin):
    """(title, sentence) of the page for a status."""
    if status == 503 and is_admin:
        return _("Nothing can be saved now"), _(
            "The database does not answer. What you typed is not saved yet: go back with your browser’s Back "
            "button, keep that tab open and try to save again in a few minutes."
        )
    if status == 503:
        return _("This page cannot open for the moment"), _(
            "We cannot reach our data now. Some of the pages still work. Please try again in a moment."
        )
    if status == 413:
        return _("That is too large"), _("The server does not take as much at once. Please send it in parts.")
    return _("Something went wrong on our side"), _(
        "This page cannot open now. It is our fault, not yours. Please try again in a few minutes."
    )


def _is_script(request):
    accepts = request.headers.get("Accept", "")
    return request.headers.get("X-Requested-With") == "XMLHttpRequest" or (
        "json" in accepts and "text/html" not in accepts
    )


def _polish_page_of(path):
    """The one Polish page whose last address part is that of `path`; None under Polish addresses."""
    slug = path.strip("/").rsplit("/", 1)[-1]
    if is_default_language() or not slug.replace("-", "").isalnum() or len(slug) > 255:
        return None
    pages = only_readable(Page.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE))
    found = list(pages[:2])
    return found[0] if len(found) == 1 else None
