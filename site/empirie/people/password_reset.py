"""The letter that lets somebody choose a new password, in that person's language."""

from django.utils import translation
from django_tasks import task
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.admin.views.account import PasswordResetView

from empirie.core.languages import language_of


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail writes it in the language of the screen where it was asked for."""

    def send_mail(self, subject_template_name, email_template_name, context, *args, **kwargs):
        with translation.override(language_of(context["user"])):
            super().send_mail(subject_template_name, email_template_name, context, *args, **kwargs)


@task(backend="letters")
def offer_new_password(email, host, is_secure):
    """Send the letter to whoever has an account with this address, after the answer to who asked for it."""
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        form.save(
            domain_override=host,
            use_https=is_secure,
            subject_template_name=PasswordResetView.subject_template_name,
            email_template_name=PasswordResetView.email_template_name,
        )
