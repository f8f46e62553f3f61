"""What the sign-in adds to the admin: entries of the account menu, a hint for cities, the reset by others."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button

from ..confinement import is_confined
from .factors import has_factor
from .reset import may_reset, reset_second_step

AFTER_ALL_OTHERS = 10_001
HINT = "second-step-offer"


@hooks.register("register_admin_urls")
def address_of_the_reset():
    return [path("users/<int:user_id>/second-step/", reset_second_step, name="reset_second_step")]


@hooks.register("register_account_menu_item")
def second_step_entry(request):
    return {
        "url": reverse("sign_in:overview"),
        "label": _("Second step of the sign-in"),
        "help_text": _("Passkeys, an app with codes, recovery codes, and where you are signed in."),
    }


class SecondStepHint(Component):
    """Offers people of a city a second step; they can dismiss it for good."""

    name = "second_step"
    order = -1
    is_whole_page = True  # with the city's own panel: see wagtailadmin/home.html
    template_name = "people/sign_in/hint.html"


@hooks.register("construct_homepage_panels", order=AFTER_ALL_OTHERS)
def offer_second_step(request, panels):
    profile = getattr(request.user, "wagtail_userprofile", None)
    is_closed = bool(profile and profile.dismissibles.get(HINT))
    if panels and is_confined(request.user) and not is_closed and not has_factor(request.user):
        panels.append(SecondStepHint())


@hooks.register("register_user_listing_buttons")
def way_to_the_reset(user, request_user):
    if may_reset(request_user, user):
        address = reverse("reset_second_step", args=(user.pk,))
        yield Button(_("Reset the second step"), url=address, icon_name="key", priority=60)


@hooks.register("register_log_actions")
def what_is_noted(actions):
    actions.register_action(
        "people.reset_second_step", _("Reset the second step"), _("Second step of the sign-in reset")
    )
