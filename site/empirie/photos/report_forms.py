"""The public form "Report this photo": no account, no cookie, no script, no outside service.

Three things keep robots out: a field that people do not see, a signed moment (too fast is a robot, too old
is a copied form), and a count for each network. The signed token stands for a CSRF token as well, which
would need a cookie: nobody signs in here, so that a forged request could do nothing its sender could not do
directly.
"""

import time
import uuid

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import PhotoReport, Reason

SHORTEST, LONGEST = 3, 24 * 60 * 60  # seconds between opening the form and sending it
LONGEST_MESSAGE = 2000
# Letters may take four bytes, and each byte three characters in a form: what the fields allow always fits.
LARGEST_BODY = 32 * 1024
_SALT = "empirie.photos.report"


def new_token(photo):
    """What proves where and when a form was opened; its key makes sending it twice one report."""
    return signing.dumps({"photo": photo.pk, "key": uuid.uuid4().hex, "at": time.time()}, salt=_SALT)


class ReportForm(forms.Form):
    """A reader's report about `photo`. A token that does not fit is replaced, for sending the form again."""

    reason = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is about.")},
    )
    message = forms.CharField(
        label=_("Message"),
        max_length=LONGEST_MESSAGE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("For example who you are in the picture, or what is wrong with it."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address (not required)"),
        required=False,
        help_text=_("Only if you would like an answer. It is used for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, photo, **kwargs):
        self.photo = photo
        self.stands_for = None
        super().__init__(data, initial={"token": new_token(photo)}, **kwargs)

    def clean(self):
        super().clean()
        says_nothing = "message" not in self.errors and not self.cleaned_data["message"]
        if self.cleaned_data.get("reason") == Reason.OTHER and says_nothing:
            self.add_error("message", _("Tell us what is wrong."))
        if self.cleaned_data.get("website"):
            self._put("website", "")
            self.add_error("website", _("This field has to stay empty. Send the form once more, please."))
        try:
            self.stands_for = self._read_token()
        except ValidationError as error:
            self.add_error(None, error)

    def _read_token(self):
        """The key of the report that this form makes."""
        try:
            known = signing.loads(self.cleaned_data.get("token") or "", salt=_SALT)
        except signing.BadSignature:
            known = {}
        age = time.time() - known.get("at", 0)
        if known.get("photo") != self.photo.pk or age > LONGEST:
            self._put("token", new_token(self.photo))
            raise ValidationError(
                _("The form had been open for too long. Everything you wrote is still here: send it again."),
                code="old",
            )
        if age < SHORTEST:
            raise ValidationError(
                _("That was very fast. Wait a few seconds, then send the form again."), code="fast"
            )
        return uuid.UUID(known["key"])

    def _put(self, name, value):
        """Make the form, when it is shown again, hold another value than the one that was sent."""
        self.data = self.data.copy()
        self.data[name] = value

    def save(self, address, language):
        """(the PhotoReport, whether it is new)"""
        return PhotoReport.objects.get_or_create(
            key=self.stands_for,
            defaults={
                "photo": self.photo,
                "photo_title": self.photo.title,
                "address": address,
                "reason": self.cleaned_data["reason"],
                "message": self.cleaned_data["message"],
                "email": self.cleaned_data["email"],
                "language": language,
            },
        )
