"""A person's own screens: the second step, its recovery codes, and where they are signed in."""

import secrets
from urllib.parse import quote

import segno
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin import messages

from .doors import after_adding, pass_second_step, safe_next, screen, show, with_next
from .factors import (
    MOST,
    apps_of,
    codes_left,
    factor_changed,
    factors_of,
    has_factor,
    must_have_factor,
    passkeys_of,
)
from .forms import AppForm, DeviceNameForm, PasswordForm
from .letters import ADDED, REMOVED, notify
from .models import RecoveryCodes
from .sessions import browsers_of, end_sessions, name_of, note_confirmed

NEW_KEY = "new_app_key"


@screen("GET")
def overview(request, person):
    """What the second step of the account is, where the person is signed in, and what can be changed."""
    return show(
        request,
        "overview",
        _("Signing in"),
        icon="key",
        factors=factors_of(person),
        codes_left=codes_left(person),
        codes_count=RecoveryCodes.COUNT,
        browsers=browsers_of(person),
    )


@screen("GET", for_first_factor=True, confirmed=True)
def set_up(request, person):
    """Make a passkey, which the script does (see passkeys), or go on to an app."""
    is_first = request.half_signed_in
    return show(
        request,
        "set_up",
        _("Your account needs a second step") if is_first else _("Add a second step"),
        back="" if is_first else reverse("sign_in:overview"),
        form=DeviceNameForm(initial={"name": name_of(request.headers.get("User-Agent", ""))}),
    )


@screen("GET", "POST", for_first_factor=True, confirmed=True)
def add_app(request, person):
    """Show the key as a QR code, drawn here, and take the first code."""
    if apps_of(person).count() >= MOST:
        messages.error(request, _("You have as many apps as an account can hold. Remove one first."))
        return redirect("sign_in:overview")
    key = request.session.setdefault(NEW_KEY, secrets.token_hex(20))
    device = TOTPDevice(user=person, key=key, confirmed=True)
    form = AppForm(device, request.POST or None, initial={"name": _("My phone")})
    if form.is_valid():
        del request.session[NEW_KEY]
        pass_second_step(request, person, device)
        factor_changed(request, person)
        notify(person, ADDED)
        messages.success(request, _("The app is connected."))
        return redirect(after_adding(person, safe_next(request)))
    address = device.config_url
    secret = address.partition("secret=")[2].partition("&")[0]
    return show(
        request,
        "add_app",
        _("Set up an app"),
        back=with_next("sign_in:set_up", safe_next(request)),
        form=form,
        address=address,
        picture=mark_safe(segno.make(address, error="m").svg_inline(scale=4, border=4, light="#fff")),
        key=" ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    )


@screen("POST", confirmed=True)
def remove(request, person):
    """Remove an app or a passkey: never the last one of somebody who must have one."""
    factors = factors_of(person)
    device = _chosen(factors, "persistent_id", request.POST.get("device"))
    if must_have_factor(person) and len(factors) == 1:
        messages.error(request, _("Your account needs a second step. Add another one first."))
        return redirect("sign_in:overview")
    device.delete()
    factor_changed(request, person)
    notify(person, REMOVED)
    messages.success(request, _("“%(name)s” is removed.") % {"name": device.name})
    return redirect("sign_in:overview")


@screen("GET", "POST", confirmed=True)
def codes(request, person):
    """Make recovery codes and show them, this once."""
    if not has_factor(person):
        return redirect("sign_in:overview")
    made = RecoveryCodes.renew(person) if request.method == "POST" else []
    file = "data:text/plain;charset=utf-8," + quote("\r\n".join(["Empirie", *made, ""]))
    return show(request, "codes", _("Recovery codes"), codes=made, file=file, codes_left=codes_left(person))


@screen("GET", "POST")
def confirm(request, person):
    """Ask for the password or a passkey again."""
    form = PasswordForm(request, person, request.POST or None)
    if form.is_valid():
        note_confirmed(request)
        return redirect(safe_next(request))
    back = reverse("wagtailadmin_account")
    has_passkey = passkeys_of(person).exists()
    return show(request, "prove", _("Is it you?"), form=form, has_passkey=has_passkey, back=back)


@screen("POST")
def sign_out(request, person):
    """End one session of one's own, or all but this one."""
    if given := request.POST.get("browser"):
        _chosen(browsers_of(person), "pk", given).delete()
        messages.success(request, _("Signed out there."))
    else:
        end_sessions(person, keep=request)
        messages.success(request, _("You are signed in only here now."))
    return redirect("sign_in:overview")


def _chosen(things, name, given):
    """The one of a person's own that a form names."""
    for thing in things:
        if str(getattr(thing, name)) == given:
            return thing
    raise Http404
