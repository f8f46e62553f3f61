"""The guard at the doors of the staff (see confinement), and the language of the sign-in."""

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from empirie.core.languages import language_of

from .confinement import is_confined, is_mixed, may_open

BEFORE_SIGN_IN = {
    "wagtailadmin_login",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
    "sign_in:begin_use",
    "sign_in:complete_use",
}


class BrowserLanguageMiddleware:
    """The screens of the sign-in follow the browser's language: nobody is known who could have chosen one.

    Stands after the middleware of sign-in, and within AddressLanguageMiddleware, which puts the language
    back. All other addresses decide their language themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.resolver_match and request.resolver_match.view_name in BEFORE_SIGN_IN:
            patch_vary_headers(response, ["Accept-Language"])
            response.headers["Content-Language"] = translation.get_language()
        return response

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.view_name in BEFORE_SIGN_IN and not request.user.is_authenticated:
            translation.activate(translation.get_language_from_request(request))


class CityGuardMiddleware:
    """Closes every view of the admin to people of a city, but those that confinement names.

    Stands after the middleware of sign-in and messages. Asks nothing of the database on public addresses.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if not is_staff_door(request.path_info, match) or may_open(request.user, match):
            return None
        return refusal(request)


def is_staff_door(path, match):
    """Wagtail's admin, and Django's, should somebody switch it on."""
    return path.startswith(reverse("wagtailadmin_home")) or "admin" in match.app_names


def refusal(request):
    """403 in the user's language: a page that leads back, or JSON for a script."""
    with translation.override(language_of(request.user)):
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"error": _("This part of the admin is for the editors.")}, status=403)
        context = {"is_mixed": is_confined(request.user) and is_mixed(request.user)}
        return render(request, "people/not_for_cities.html", context, status=403)
