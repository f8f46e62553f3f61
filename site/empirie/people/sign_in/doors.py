"""Who may open the screens of the second step, in which language, and where they lead afterwards."""

from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as otp_login

from empirie.core.languages import language_of

from .factors import codes_left
from .known_browsers import make_known
from .sessions import confirmed_soon_ago, note_confirmed

NEXT = "next"


def current_person(request):
    """Who is signed in, or stands between password and second step; None for everybody else."""
    return request.user if request.user.is_authenticated else request.half_signed_in


def safe_next(request):
    """The address to go to afterwards, if it is one of this site; else the dashboard's."""
    address = request.POST.get(NEXT) or request.GET.get(NEXT) or ""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None, require_https=request.is_secure()
    )
    return address if is_ours else reverse("wagtailadmin_home")


def with_next(name, address):
    """The address of a screen of ours that leads on to `address`."""
    return f"{reverse(name)}?{urlencode({NEXT: address})}"


def for_person(view):
    """A screen for somebody of whom the password is known; calls `view(request, person, …)`."""

    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def guarded(request, *args, **kwargs):
        person = current_person(request)
        if person is None:
            return redirect_to_login(safe_next(request), reverse("wagtailadmin_login"))
        return in_language_of(person, view, request, person, *args, **kwargs)

    return guarded


def in_language_of(person, view, request, *args, **kwargs):
    """What Wagtail does for those who are signed in: the person's language and time zone."""
    profile = getattr(person, "wagtail_userprofile", None)
    zone = profile.get_current_time_zone() if profile else settings.TIME_ZONE
    with translation.override(language_of(person)), timezone.override(zone):
        return view(request, *args, **kwargs)


def confirmed_recently(view):
    """Asks for the password or a passkey again before a screen that changes how one signs in."""

    @wraps(view)
    def asking(request, *args, **kwargs):
        if confirmed_soon_ago(request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("sign_in:overview")
        return redirect(with_next("sign_in:confirm", back))

    return asking


def pass_second_step(request, person, device):
    """Sign in wholly: a new key for the session, and a note of what it rests on."""
    request.user = person
    request.half_signed_in = None
    otp_login(request, device)
    note_confirmed(request)
    request.session.cycle_key()
    rotate_token(request)


def sign_in_without_password(request, device):
    """Sign in with a passkey that has checked who uses it."""
    login(request, device.user, backend="django_otp_webauthn.backends.WebAuthnBackend")
    otp_login(request, device)


def after_adding(person, address):
    """Where somebody goes who has just added an app or a passkey: first to the recovery codes."""
    return address if codes_left(person) else with_next("sign_in:codes", address)


def finish_sign_in(person, address):
    """The redirect after a finished sign-in; it makes the browser known."""
    response = redirect(address)
    make_known(response, person)
    return response
