"""Who may open the screens of the sign-in, in which language, and where they lead afterwards."""

from contextlib import contextmanager
from functools import wraps
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as otp_login

from empirie.core.languages import language_of
from empirie.core.request_data import BACK, address_back

from .factors import codes_left, has_factor
from .sessions import confirmed_soon_ago, note_confirmed


def current_person(request):
    """Who is signed in, or stands between password and second step; None for everybody else."""
    return request.user if request.user.is_authenticated else request.half_signed_in


def safe_next(request):
    """The address to go to afterwards, if it is one of this site; else the dashboard's."""
    return address_back(request, reverse("wagtailadmin_home"))


def with_next(name, address):
    """The address of a screen of ours that leads on to `address`."""
    return f"{reverse(name)}?{urlencode({BACK: address})}"


def screen(*methods, before_second_step=False, for_first_factor=False, confirmed=False):
    """A screen for somebody of whom the password is known; calls `view(request, person, …)`.

    Somebody half signed in opens what says so, or what gives the first factor. A `confirmed` one, which
    changes how one signs in, asks for the password or a passkey again first.
    """

    def decorate(view):
        @require_http_methods(["HEAD", *methods] if "GET" in methods else methods)
        @never_cache
        @sensitive_post_parameters()
        @wraps(view)
        def guarded(request, *args, **kwargs):
            person = current_person(request)
            if person is None:
                return redirect_to_login(safe_next(request), reverse("wagtailadmin_login"))
            is_open = before_second_step or (for_first_factor and not has_factor(person))
            if request.half_signed_in and not is_open:
                return redirect(with_next("sign_in:second_step", request.get_full_path()))
            with in_language_of(person):
                refusal = ask_again(request) if confirmed else None
                return refusal or view(request, person, *args, **kwargs)

        return guarded

    return decorate


@contextmanager
def in_language_of(person):
    """What Wagtail does for those who are signed in: the person's language and time zone."""
    profile = getattr(person, "wagtail_userprofile", None)
    zone = profile.get_current_time_zone() if profile else settings.TIME_ZONE
    with translation.override(language_of(person)), timezone.override(zone):
        yield


def ask_again(request):
    """The redirect to the confirmation when the last proof of who one is was too long ago, else None."""
    if confirmed_soon_ago(request):
        return None
    back = request.get_full_path() if request.method in ("GET", "HEAD") else reverse("sign_in:overview")
    return redirect(with_next("sign_in:confirm", back))


def show(request, name, title, **context):
    """Draw one of our screens."""
    context |= {"title": title, "next": safe_next(request)}
    return render(request, f"people/sign_in/{name}.html", context)


def pass_second_step(request, person, device):
    """Sign in wholly: a new key for the session, and a note of what it rests on."""
    request.user = person
    request.half_signed_in = None
    otp_login(request, device)
    note_confirmed(request)
    request.session.cycle_key()
    rotate_token(request)


def after_adding(person, address):
    """Where somebody goes who has just added an app or a passkey: first to the recovery codes."""
    return address if codes_left(person) else with_next("sign_in:codes", address)
