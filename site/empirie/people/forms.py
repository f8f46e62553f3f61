"""Forms about people: the invitation to a city's workspace, and the picture of an account."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import AvatarPreferencesForm

from empirie.photos.cleaning import clean

from .invitations import LONGEST_ADDRESS, invite
from .workspaces import WorkspaceError


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("Also the user name. The letter brings a link to choose a password."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the letter and of the admin"),
        choices=settings.WAGTAILADMIN_PERMITTED_LANGUAGES,
        initial=settings.LANGUAGE_CODE,
    )

    def send(self, workspace):
        """Invite; returns whether the letter went out. What stands in the way becomes an error here."""
        try:
            invite(workspace, self.cleaned_data["email"], self.cleaned_data["language"])
        except WorkspaceError as error:
            self.add_error("email", str(error))
        return not self.errors


class CleanPicture(forms.ImageField):
    """A picture that says no more than it shows; refused as a photo is, before anything decodes it."""

    def to_python(self, data):
        if data in self.empty_values:
            return None
        cleaned = clean(data)
        return super().to_python(SimpleUploadedFile(f"picture.{cleaned.extension}", cleaned.content))


class CleanAvatarForm(AvatarPreferencesForm):
    """Wagtail 8.0.1 keeps place and serial number in a profile picture that is small already."""

    avatar = CleanPicture(label=AvatarPreferencesForm.base_fields["avatar"].label, required=False)
