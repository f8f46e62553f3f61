"""The second step of a sign-in: who has one, who must have one, and what happens when it changes."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user
from django_otp import login as otp_login
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from ..confinement import is_confined
from .models import RecoveryCodes
from .sessions import FACTORS, end_sessions

MOST = 10  # of each kind, for one person
KINDS = {WebAuthnCredential: _("Passkey"), TOTPDevice: _("App with codes")}


def apps_of(user):
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("created_at")


def passkeys_of(user):
    return WebAuthnCredential.objects.filter(user=user, confirmed=True).order_by("created_at")


def factors_of(user):
    """The passkeys and apps of `user`, each with the words for its `kind`."""
    factors = [*passkeys_of(user), *apps_of(user)]
    for factor in factors:
        factor.kind = KINDS[type(factor)]
    return factors


def has_factor(user):
    return any(model.objects.filter(user=user, confirmed=True).exists() for model in FACTORS)


def must_have_factor(user):
    """Staff, where the setting says so; a city's people never."""
    return settings.SECOND_FACTOR_REQUIRED and not is_confined(user)


def codes_left(user):
    """How many recovery codes are still good; None when the person never made any."""
    codes = RecoveryCodes.objects.filter(user=user).first()
    return len(codes.hashes) if codes else None


@transaction.atomic
def device_that_accepts(user, code):
    """The app or the recovery codes that take `code`; locked, so that no code is good twice."""
    for device in devices_for_user(user, for_verify=True):
        if not isinstance(device, WebAuthnCredential) and device.verify_token("".join(code.split())):
            return device
    return None


def factor_changed(request, user):
    """After adding or removing one: all other browsers are signed out, this one rests on a factor that is."""
    remaining = factors_of(user)
    if not remaining:
        RecoveryCodes.objects.filter(user=user).delete()
    otp_login(request, remaining[-1] if remaining else None)
    end_sessions(user, keep=request)


@transaction.atomic
def forget_factors(user):
    """Take every second step from an account whose person lost it, and sign it out everywhere."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()
    end_sessions(user)
