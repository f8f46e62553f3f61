"""How long one stays signed in, and where.

The session names a row of `Browser`; without the row it has ended, whatever holds the sessions. Times follow
NIST SP 800-63B, "Session Management": a limit since the sign-in and one for doing nothing, both by setting.
"""

import hashlib
import re
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from ..confinement import is_confined
from .models import Browser

FACTORS = (TOTPDevice, WebAuthnCredential)
BROWSER, CONFIRMED = "browser", "confirmed_at"
# How long after the password the second step may follow.
SECOND_STEP_TIMEOUT = timedelta(minutes=15)
# For how long the last proof of who one is allows changes to how one signs in.
CONFIRMATION_LASTS = timedelta(minutes=15)
# "Active" is written down at most this often.
NOTED_EVERY = timedelta(minutes=1)
# Asked by an open page itself: they do not prolong the session.
BACKGROUND_VIEWS = frozenset(
    {
        "sign_in:session",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite",
    }
)

# In this order: most browsers also bear the names of others.
_FAMILIES = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/|FxiOS", "Firefox"),
    ("Chrome/|CriOS", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = [(name, name) for name in ("iPhone", "iPad", "Android", "Windows")]
_SYSTEMS += [("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")]


def name_of(user_agent):
    """ "Firefox, Windows": the family and the system of a browser, "" when neither is known."""
    found = (
        next((name for pattern, name in kinds if re.search(pattern, user_agent)), None)
        for kinds in (_FAMILIES, _SYSTEMS)
    )
    return ", ".join(filter(None, found))


@receiver(user_logged_in)
def note_browser(sender, request, user, **kwargs):
    """A sign-in: by whatever way, this is where a session begins."""
    Browser.objects.filter(pk=request.session.get(BROWSER)).delete()
    now = timezone.now()
    agent = request.META.get("HTTP_USER_AGENT", "")
    row = Browser.objects.create(
        user=user,
        name=name_of(agent),
        password_mark=password_fingerprint(user),
        signed_in_at=now,
        last_seen_at=now,
    )
    request.session[BROWSER] = row.pk
    request.session.set_expiry(None)  # not the minutes of somebody who was only asked for a passkey
    note_confirmed(request)


@receiver(user_logged_out)
def forget_browser(sender, request, **kwargs):
    Browser.objects.filter(pk=request.session.get(BROWSER)).delete()


def browser_of(request, user):
    """The row of this session, with `has_factor`; None when the session has ended."""
    factors = [model.objects.filter(user=OuterRef("user"), confirmed=True) for model in FACTORS]
    rows = Browser.objects.annotate(has_factor=Exists(factors[0]) | Exists(factors[1]))
    row = rows.filter(pk=request.session.get(BROWSER), user=user).first()
    if row is None or is_over(row, user):
        return None
    fingerprint = password_fingerprint(user)
    if row.password_mark != fingerprint:  # the password was changed in this session, which Django kept
        Browser.objects.filter(user=user).exclude(pk=row.pk).delete()
        Browser.objects.filter(pk=row.pk).update(password_mark=fingerprint)
    return row


def browsers_of(user):
    """Where `user` is signed in: not where an older password was given, for Django ends those sessions."""
    return Browser.objects.filter(user=user, password_mark=password_fingerprint(user))


def password_fingerprint(user):
    """Tells one stored password from another; the password cannot be derived from it."""
    return hashlib.sha256(user.password.encode()).hexdigest()[:32]


def is_over(row, user):
    """Whether a session has lasted too long, or nothing was done in it for too long."""
    limits = settings.CITY_SESSION if is_confined(user) else settings.STAFF_SESSION
    now = timezone.now()
    return now - row.signed_in_at > limits["longest"] or now - row.last_seen_at > limits["idle"]


def touch(row):
    """Note that the person did something, at most once a minute."""
    now = timezone.now()
    if now - row.last_seen_at > NOTED_EVERY:
        Browser.objects.filter(pk=row.pk).update(last_seen_at=now)


def end_sessions(user, keep=None):
    """Sign `user` out everywhere, but in the browser of the request `keep`."""
    rows = Browser.objects.filter(user=user)
    if keep is not None:
        rows = rows.exclude(pk=keep.session.get(BROWSER))
    rows.delete()


def note_confirmed(request):
    """The person has just proved who they are."""
    request.session[CONFIRMED] = timezone.now().timestamp()


def confirmed_soon_ago(request):
    """Whether that proof is recent enough for a change to how one signs in."""
    age = timezone.now().timestamp() - request.session.get(CONFIRMED, 0)
    return 0 <= age < CONFIRMATION_LASTS.total_seconds()
