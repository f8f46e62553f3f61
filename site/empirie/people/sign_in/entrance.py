"""Screens for visitors who are not signed in: sign-in, second step, forgotten and new password."""

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.views import account

from empirie.core.languages import language_of

from ..confinement import is_confined
from ..models import CityWorkspace
from ..password_reset import offer_new_password
from .doors import current_person, pass_second_step, safe_next, screen, show, with_next
from .factors import apps_of, codes_left, has_factor, must_have_factor, passkeys_of
from .forms import CodeForm
from .letters import CODE_USED, notify
from .limits import LETTER, Attempts, TooManyAttempts
from .models import RecoveryCodes


class SignInView(account.LoginView):
    """Wagtail's screen. Whoever has given the password already goes on to the second step."""

    def get(self, request, *args, **kwargs):
        if not request.user.is_authenticated and request.half_signed_in:
            return redirect(with_next("sign_in:second_step", safe_next(request)))
        if request.session_ended:
            words = _("You have been signed out: too much time has passed, or somebody ended this session.")
            messages.info(request, words)
        return super().get(request, *args, **kwargs)

    def get_redirect_url(self):
        return safe_next(self.request)

    def form_valid(self, form):
        response = super().form_valid(form)
        person = form.get_user()
        if has_factor(person) or must_have_factor(person):
            return redirect(with_next("sign_in:second_step", safe_next(self.request)))
        return response


class ForgottenPasswordView(account.PasswordResetView):
    """Wagtail's screen; nobody can have letters sent without end, or learn by its pace who has an account."""

    def form_valid(self, form):
        try:
            Attempts(LETTER, self.request, form.cleaned_data["email"]).begin()
        except TooManyAttempts as refusal:
            form.add_error("email", refusal)
            return self.form_invalid(form)
        offer_new_password.enqueue(
            form.cleaned_data["email"], self.request.get_host(), self.request.is_secure()
        )
        return redirect(self.success_url)


class SetPasswordView(account.PasswordResetConfirmView):
    """Wagtail's screen in words for both letters. Who sets the password of a city's account is signed in."""

    template_name = "people/set_password.html"

    def get_form(self, form_class=None):
        # Only a link that is valid speaks its reader's language: others tell nothing about an account.
        if self.validlink:
            translation.activate(language_of(self.user))
        return super().get_form(form_class)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self.validlink:
            return context | {"title": _("This link works no more")}
        workspace = CityWorkspace.objects.filter(group__user=self.user).select_related("city").first()
        return context | {
            "title": _("Choose your password for %(site)s") % {"site": settings.WAGTAIL_SITE_NAME},
            "account": self.user.get_username(),
            "city": workspace.city.name if workspace else "",
        }

    def form_valid(self, form):
        # Staff sign in by the sign-in page. A second step follows for whoever has one.
        self.post_reset_login = is_confined(self.user)
        self.post_reset_login_backend = "empirie.people.sign_in.backends.PasswordBackend"
        return super().form_valid(form)

    def get_success_url(self):
        return reverse("wagtailadmin_home") if self.post_reset_login else super().get_success_url()


@screen("GET", "POST", before_second_step=True)
def second_step(request, person):
    """Ask for the code or the passkey; who must have a second step and has none is led to the first."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    if not has_factor(person):
        return redirect(with_next("sign_in:set_up", safe_next(request)))
    has_app = apps_of(person).exists()
    form = CodeForm(request, person, request.POST or None, has_app=has_app)
    if form.is_valid():
        return _passed(request, person, form.device)
    return show(
        request,
        "prove",
        _("Now the second step"),
        form=form if has_app or codes_left(person) else None,
        person=person,
        has_passkey=passkeys_of(person).exists(),
    )


def _passed(request, person, device):
    pass_second_step(request, person, device)
    address = safe_next(request)
    if isinstance(device, RecoveryCodes):
        notify(person, CODE_USED, left=codes_left(person))
        address = with_next("sign_in:overview", address)
    return redirect(address)


@require_POST
def leave(request):
    """Give up before the second step: sign out and go back to the sign-in."""
    if current_person(request):
        logout(request)
    return redirect("wagtailadmin_login")
