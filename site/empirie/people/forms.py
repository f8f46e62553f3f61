"""The form by which a person is invited to a city's workspace."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

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
