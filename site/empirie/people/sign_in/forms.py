"""The forms of the sign-in."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from wagtail.admin.forms.auth import LoginForm, PasswordChangeForm

from .backends import is_password_of
from .factors import device_that_accepts
from .limits import SECOND_STEP, Attempts

LONGEST_NAME = 64
# A validator's text of Django, which says in Polish "podobne do nazwa użytkownika": ours comes first.
gettext_noop("The password is too similar to the %(verbose_name)s.")


class SignInForm(LoginForm):
    """Wagtail's, with the reason when there were too many attempts, and with names for password managers."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
        for name, purpose in (("username", "username"), ("password", "current-password")):
            attributes = self.fields[name].widget.attrs
            attributes["autocomplete"] = purpose
            del attributes["placeholder"]  # says what the label says

    def get_invalid_login_error(self):
        return getattr(self.request, "refused_attempt", None) or super().get_invalid_login_error()


class ProofForm(forms.Form):
    """One field that proves who somebody is. Each attempt counts; too many are refused with the reason."""

    def __init__(self, request, person, data=None):
        super().__init__(data)
        self.request, self.person = request, person


class CodeForm(ProofForm):
    """A code of the app, or a recovery code. `device` is what accepted it."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args, has_app):
        super().__init__(*args)
        if has_app:
            self.fields["code"].widget.attrs["autofocus"] = ""
            self.fields["code"].help_text = _("Six digits from your app, or one of your recovery codes.")
        else:
            self.fields["code"].label = _("Recovery code")

    def clean_code(self):
        attempts = Attempts(SECOND_STEP, self.request, self.person.get_username())
        attempts.begin()
        self.device = device_that_accepts(self.person, self.cleaned_data["code"])
        if self.device is None:
            raise ValidationError(_("This code is not right. A code of the app is good for half a minute."))
        attempts.succeed()


class PasswordForm(ProofForm):
    """The own password once more."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": ""}),
    )

    def clean_password(self):
        return _own_password(self.request, self.person, self.cleaned_data["password"])


class OwnPasswordChangeForm(PasswordChangeForm):
    """Wagtail's, of the account's screen; the old password is not guessed here either."""

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        return _own_password(self.request, self.user, self.cleaned_data["old_password"])


def _own_password(request, person, password):
    """The password given, if it is the person's own; each attempt counts, but for an empty field."""
    if not (password and is_password_of(request, person, password)):
        raise getattr(request, "refused_attempt", None) or ValidationError(_("This is not your password."))
    return password


class DeviceNameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name of this device"),
        help_text=gettext_lazy("So that you know it again, for example “My phone”."),
        max_length=LONGEST_NAME,
    )


class AppForm(DeviceNameForm):
    """The first code of a new app: it proves that the key of `device` has arrived. A right one stores it."""

    field_order = ["code", "name"]
    code = forms.CharField(
        label=gettext_lazy("Code that the app shows"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, device, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.device = device

    def clean(self):
        if self.errors:
            return
        self.device.name = self.cleaned_data["name"]
        with transaction.atomic():
            if not self.device.verify_token("".join(self.cleaned_data["code"].split())):
                transaction.set_rollback(True)  # django-otp stores a device to count its failures
                words = _(
                    "This code is not right. Take the one the app shows now, and check your phone's clock."
                )
                self.add_error("code", words)
