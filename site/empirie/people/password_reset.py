"""The letter that lets somebody choose a new password, in that person's language."""

from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from empirie.core.languages import language_of


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail writes it in the language of the screen where it was asked for."""

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        with translation.override(language_of(context["user"])):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)
