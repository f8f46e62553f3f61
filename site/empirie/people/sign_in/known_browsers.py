"""A cookie that says "this person has signed in here before", so that strangers cannot lock the person out.

It opens nothing: it only exempts from the limit on attempts from everywhere (OWASP, "Device cookies").
"""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

COOKIE = "known_browser"
SALT = "empirie.people.sign_in.known_browsers"
SECONDS = 90 * 24 * 3600


def _mark(name):
    return salted_hmac(SALT, str(name).strip().casefold(), algorithm="sha256").hexdigest()


def make_known(request, response, user):
    """Note in the browser that `user` signed in, unless it says so already."""
    name = user.get_username()
    if is_known(request, name):
        return
    response.set_signed_cookie(
        COOKIE,
        _mark(name),
        salt=SALT,
        max_age=SECONDS,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_known(request, name):
    """Whether somebody of this name was the last to sign in with this browser."""
    return request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=SECONDS) == _mark(name)
