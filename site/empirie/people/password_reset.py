"""The letter that lets somebody choose a new password, in that person's language."""

from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.users.models import UserProfile


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail writes it in the language of the screen where it was asked for."""

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        profile = UserProfile.objects.filter(user=context["user"]).first() or UserProfile(
            user=context["user"]
        )
        with translation.override(profile.get_preferred_language()):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)
