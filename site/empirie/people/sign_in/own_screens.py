"""A person's own screens: the second step, its recovery codes, and where they are signed in."""

import secrets
from functools import wraps
from urllib.parse import quote

import segno
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin import messages

from .doors import (
    after_adding,
    confirmed_recently,
    finish_sign_in,
    for_person,
    pass_second_step,
    safe_next,
    with_next,
)
from .factors import MOST, apps_of, codes_left, factor_changed, has_factor, must_have_factor, passkeys_of
from .forms import AppForm, PasskeyNameForm, PasswordForm
from .letters import ADDED, REMOVED, notify
from .models import Browser, RecoveryCodes
from .sessions import browsers_of, end_sessions, name_of, note_confirmed

NEW_KEY = "new_app_key"
reading = require_http_methods(["GET", "HEAD"])
reading_or_sending = require_http_methods(["GET", "HEAD", "POST"])


def for_signed_in(view):
    """A screen of the account: not for those who stand before their second step."""

    @wraps(view)
    def guarded(request, person, *args, **kwargs):
        if request.half_signed_in:
            return redirect(with_next("sign_in:second_step", request.get_full_path()))
        return view(request, person, *args, **kwargs)

    return for_person(guarded)


def for_adding(view):
    """A screen that adds an app or a passkey: signed in wholly, or about to have the first one."""

    @wraps(view)
    def guarded(request, person, *args, **kwargs):
        if request.half_signed_in and has_factor(person):
            return redirect(with_next("sign_in:second_step", request.get_full_path()))
        return confirmed_recently(view)(request, person, *args, **kwargs)

    return for_person(guarded)


@reading
@for_signed_in
def overview(request, person):
    """What the second step of the account is, and what can be changed."""
    context = {
        "apps": apps_of(person),
        "passkeys": passkeys_of(person),
        "codes_left": codes_left(person),
        "codes_count": RecoveryCodes.COUNT,
        "must_have": must_have_factor(person),
    }
    return render(request, "people/sign_in/overview.html", context)


@reading
@for_adding
def set_up(request, person):
    """Choose a passkey or an app."""
    context = {"must_have": must_have_factor(person), "next": safe_next(request)}
    return render(request, "people/sign_in/set_up.html", context)


@reading_or_sending
@for_adding
def add_app(request, person):
    """Show the key as a QR code, drawn here, and take the first code."""
    if apps_of(person).count() >= MOST:
        messages.error(request, _("You have as many apps as an account can hold. Remove one first."))
        return redirect("sign_in:overview")
    key = request.session.setdefault(NEW_KEY, secrets.token_hex(20))
    form = AppForm(key, request.POST or None, initial={"name": _("My phone")})
    if form.is_valid():
        device = form.save(person)
        del request.session[NEW_KEY]
        pass_second_step(request, person, device)
        factor_changed(request, person)
        notify(person, ADDED)
        messages.success(request, _("The app is connected."))
        return finish_sign_in(person, after_adding(person, safe_next(request)))
    address = TOTPDevice(user=person, key=key).config_url
    context = {
        "form": form,
        "address": address,
        "picture": mark_safe(segno.make(address, error="m").svg_inline(scale=4, border=4, light="#fff")),
        "key": _in_fours(address.partition("secret=")[2].partition("&")[0]),
        "next": safe_next(request),
    }
    return render(request, "people/sign_in/add_app.html", context)


@reading
@for_adding
def add_passkey(request, person):
    """Name it; the script does the rest (see passkeys)."""
    name = name_of(request.headers.get("User-Agent", ""))
    context = {"form": PasskeyNameForm(initial={"name": name}), "next": safe_next(request)}
    return render(request, "people/sign_in/add_passkey.html", context)


@require_POST
@for_signed_in
@confirmed_recently
def remove_app(request, person, pk):
    return _remove(request, person, get_object_or_404(apps_of(person), pk=pk))


@require_POST
@for_signed_in
@confirmed_recently
def remove_passkey(request, person, pk):
    return _remove(request, person, get_object_or_404(passkeys_of(person), pk=pk))


def _remove(request, person, device):
    """Never the last one of somebody who must have one."""
    if must_have_factor(person) and apps_of(person).count() + passkeys_of(person).count() == 1:
        messages.error(request, _("Your account needs a second step. Add another one first."))
        return redirect("sign_in:overview")
    device.delete()
    factor_changed(request, person)
    notify(person, REMOVED)
    messages.success(request, _("“%(name)s” is removed.") % {"name": device.name})
    return redirect("sign_in:overview")


@reading_or_sending
@for_signed_in
@confirmed_recently
def codes(request, person):
    """Make recovery codes and show them, this once."""
    if not has_factor(person):
        return redirect("sign_in:overview")
    made = RecoveryCodes.renew(person) if request.method == "POST" else []
    context = {
        "codes": made,
        "file": "data:text/plain;charset=utf-8," + quote("\r\n".join(["Empirie", *made, ""])),
        "codes_left": codes_left(person),
        "next": safe_next(request),
    }
    return render(request, "people/sign_in/codes.html", context)


@reading_or_sending
@for_signed_in
def confirm(request, person):
    """Ask for the password or a passkey again."""
    form = PasswordForm(request, person, request.POST or None)
    if form.is_valid():
        note_confirmed(request)
        return redirect(safe_next(request))
    context = {"form": form, "next": safe_next(request), "has_passkey": passkeys_of(person).exists()}
    return render(request, "people/sign_in/confirm.html", context)


@reading
@for_signed_in
def browsers(request, person):
    """Where the person is signed in."""
    context = {"browsers": browsers_of(person), "current": request.browser}
    return render(request, "people/sign_in/browsers.html", context)


@require_POST
@for_signed_in
def sign_out(request, person, pk):
    """End one session of one's own."""
    get_object_or_404(Browser, user=person, pk=pk).delete()
    messages.success(request, _("Signed out there."))
    return redirect("sign_in:browsers")


@require_POST
@for_signed_in
def sign_out_elsewhere(request, person):
    end_sessions(person, keep=request)
    messages.success(request, _("You are signed in only here now."))
    return redirect("sign_in:browsers")


def _in_fours(text):
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
