"""AdminAccessMiddleware: who the user of a request is, and which views of the admin that user opens."""

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django_otp.middleware import OTPMiddleware

from empirie.core.languages import language_of

from .confinement import BEFORE_SIGN_IN, is_confined, is_mixed, is_staff_door, may_open
from .private_drafts import names_what_is_private
from .sign_in.factors import must_have_factor
from .sign_in.known_browsers import make_known
from .sign_in.sessions import BACKGROUND_VIEWS, SECOND_STEP_TIMEOUT, browser_of, touch


class AdminAccessMiddleware(OTPMiddleware):
    """Sign in only who has passed both steps, and close the admin's views to those they are not for.

    Between password and second step `request.user` is anonymous to every view, so no view can forget to ask;
    the screens of the second step find the person in `request.half_signed_in`. `request.browser` is the row
    of `Browser`. Public addresses ask nothing of session and database.

    Stands after the middleware of sessions, sign-in and messages, and within AddressLanguageMiddleware, which
    puts back the language that the screens before the sign-in take from the browser.

    django-otp 1.7.5 has no public place to decide who the user of a request is. Names of its own with an
    underscore are therefore used here; tests/people/sign_in/test_private_names.py says when one is gone.
    """

    def __call__(self, request):
        request.half_signed_in = request.browser = None
        request.session_ended = False
        response = super().__call__(request)
        if request.browser and request.path_info.startswith(reverse("wagtailadmin_home")):
            make_known(request, response, request.browser.user)  # who may have signed out in this request
        if request.resolver_match and request.resolver_match.view_name in BEFORE_SIGN_IN:
            patch_vary_headers(response, ["Accept-Language"])
            response.headers.setdefault("Content-Language", translation.get_language())
        return response

    def _verify_user_sync(self, request, user):
        user = super()._verify_user_sync(request, user)
        if not user.is_authenticated:
            return user
        row = browser_of(request, user)
        if row is None:
            request.session.flush()
            request.session_ended = True
            return self._nobody()
        if not user.is_verified() and (row.has_factor or must_have_factor(user)):
            if timezone.now() - row.signed_in_at <= SECOND_STEP_TIMEOUT:
                request.half_signed_in = user
            return self._nobody()
        request.browser, row.user = row, user
        return user

    async def _verify_user_async_via_auser(self, request, auser):
        """For asynchronous views, the same person."""

        def person():
            request.user.is_authenticated  # noqa: B018 (finds out who it is)
            return request.user

        return await sync_to_async(person)()

    def _nobody(self):
        nobody = AnonymousUser()
        self._init_user_fields(nobody)
        return nobody

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if match.view_name in BEFORE_SIGN_IN and not request.user.is_authenticated:
            translation.activate(translation.get_language_from_request(request))
        if not is_staff_door(request.path_info, match):
            return None
        if request.user.is_authenticated and request.browser and match.view_name not in BACKGROUND_VIEWS:
            touch(request.browser)
        if not may_open(request.user, match):
            return refusal(request)
        if names_what_is_private(request, kwargs):
            raise Http404
        return None


def refusal(request):
    """403 in the user's language: a page that leads back, or JSON for a script."""
    with translation.override(language_of(request.user)):
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"error": _("This part of the admin is for the editors.")}, status=403)
        is_account_mixed = is_confined(request.user) and is_mixed(request.user)
        context = {"is_mixed": is_account_mixed, "title": _("For the editors only"), "icon": "lock"}
        return render(request, "people/not_for_cities.html", context, status=403)
