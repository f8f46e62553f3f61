"""A form that was open while somebody signed in again in another window: its CSRF token is good no longer.

Scripts ask for a fresh token. For a form that was sent with the old one a page says what happened, in whose
name it would be saved now, and offers what was typed to be sent again.
"""

import re

from django.http import JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE, get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from empirie.core.languages import language_of

from ..confinement import is_staff_door
from .doors import current_person

# What the scripts of the admin know the answer by.
STALE = "stale-token"
# Never sent back to a browser: a page may be saved, or lie open.
SECRET = re.compile(r"pass|haslo|hasło|secret|token|otp", re.IGNORECASE)


@require_GET
@never_cache
def session(request):
    """A fresh CSRF token, and whose it is. That it answers 200 says: somebody is signed in."""
    if not request.user.is_authenticated:
        return JsonResponse({"message": _("You are not signed in.")}, status=403)
    return JsonResponse(
        {"csrf": get_token(request), "person": request.user.pk, "name": _name_of(request.user)}
    )


@never_cache
def csrf_failure(request, reason=""):
    """In place of Django's bare "403": for CSRF_FAILURE_VIEW."""
    context = {"has_no_cookie": reason == REASON_NO_CSRF_COOKIE}
    if not is_staff_door(request.path_info, request.resolver_match):
        return render(request, "403_csrf.html", context, status=403)
    person = current_person(request)
    language = language_of(person) if person else translation.get_language_from_request(request)
    with translation.override(language):
        answer = _for_script() if _is_from_script(request) else _for_person(request, person, context)
    answer.headers["Content-Language"] = language
    patch_vary_headers(answer, ["Accept-Language"])
    return answer


def _for_script():
    """`error_message` is what Wagtail's autosave shows, `message` what the screens of the cities do."""
    words = _("Somebody signed in again in this browser since the page was opened. Nothing was saved.")
    content = {"success": False, "code": STALE, "message": words, "error_message": words}
    return JsonResponse(content, status=403, headers={"X-CSRF": STALE})


def _for_person(request, person, context):
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    is_sign_in = request.resolver_match.namespace == "sign_in"
    opens_by_get = is_sign_in or request.resolver_match.view_name == "wagtailadmin_login"
    context |= {
        "title": _("Not saved yet"),
        "is_offered": bool(person) and not is_sign_in and _is_from_here(request),
        "typed": [field for field in sent if not SECRET.search(field[0])],
        "reopen": request.path if opens_by_get else reverse("wagtailadmin_home"),
        "name": _name_of(person) if person else "",
        "files": [file.name for files in request.FILES.lists() for file in files[1]],
        "left_out": any(SECRET.search(name) for name, _value in sent if name != "csrfmiddlewaretoken"),
    }
    return render(request, "people/sign_in/stale_form.html", context, status=403)


def _is_from_here(request):
    """Whether a page of this site sent it: only then may one click send it again."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _is_from_script(request):
    return (
        request.headers.get("X-Requested-With") == "XMLHttpRequest"
        or request.headers.get("Sec-Fetch-Dest") == "empty"
        or request.headers.get("Accept", "").startswith("application/json")
    )


def _name_of(person):
    return person.get_full_name() or person.get_username()
