"""The account's screen: what decides who gets in is changed only by the person, who is told."""

from functools import cache, cached_property, partial

from django.contrib.auth import get_user_model
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import account

from .doors import with_next
from .forms import OwnPasswordChangeForm
from .letters import ADDRESS, notify_when_committed
from .sessions import confirmed_soon_ago

HELD = "name_and_address"


class AccountView(account.AccountView):
    """Wagtail's screen. A new e-mail address, where new passwords go, wants a recent proof of who one is."""

    held = None

    def get(self, request, *args, **kwargs):
        self.held = request.session.pop(HELD, None)
        if self.held:
            messages.warning(request, _("Not saved yet. Look at your changes again and save them."))
        return super().get(request, *args, **kwargs)

    def get_panels(self):
        return self.panels

    @cached_property
    def panels(self):
        """Wagtail makes the forms anew to show them, and each would count a wrong password once more."""
        panels = super().get_panels()
        for panel in panels:
            if panel.name == "password":
                panel.form_class = partial(OwnPasswordChangeForm, self.request)
            elif panel.name == "name_email":
                panel.form_class = partial(panel.form_class, initial=self.held)
            panel.get_form = cache(panel.get_form)
        return panels

    def post(self, request):
        forms = {panel.name: panel.get_form() for panel in self.panels}
        if not self.has_new_address(forms["name_email"]):
            return super().post(request)
        if not self.is_proven(forms):
            return self.ask_first(forms["name_email"])
        before = get_user_model().objects.get(pk=request.user.pk)
        answer = super().post(request)
        if answer.status_code == 302:
            notify_when_committed(before, ADDRESS)
        return answer

    def has_new_address(self, form):
        return form.is_valid() and "email" in form.changed_data

    def is_proven(self, forms):
        """By a recent confirmation, or by the old password that is given here for a new one."""
        return confirmed_soon_ago(self.request) or ("password" in forms and forms["password"].is_valid())

    def ask_first(self, form):
        """Go to the confirmation; name and address stand in the form again afterwards."""
        self.request.session[HELD] = form.cleaned_data
        return redirect(with_next("sign_in:confirm", reverse("wagtailadmin_account")))


own_account = require_admin_access(AccountView.as_view())
