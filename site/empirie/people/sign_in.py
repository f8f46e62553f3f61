"""Setting a password by the link of a letter, an invitation's or a forgotten password's."""

from django.urls import reverse
from wagtail.admin.views.account import PasswordResetConfirmView

from .confinement import is_confined


class SetPasswordView(PasswordResetConfirmView):
    """Wagtail's screen in words for both letters. Who sets the password of a city's account is signed in."""

    template_name = "people/set_password.html"

    def form_valid(self, form):
        # Staff sign in by the sign-in page, where further checks may stand.
        self.post_reset_login = is_confined(self.user)
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("wagtailadmin_home") if self.post_reset_login else super().get_success_url()
