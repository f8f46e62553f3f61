"""People of a city see their own screens and nothing else of the admin.

The rule denies by default: what is not named here is closed to them, so that a screen added by an upgrade is
closed until somebody opens it here. Wagtail's own permissions are not enough: its choosers, reports, API and
translation screens name pages and files to anybody who may enter the admin.
"""

from django.urls import Resolver404, resolve, reverse

from .models import CityWorkspace

# Where nobody is signed in yet.
BEFORE_SIGN_IN = frozenset(
    {
        "sign_in:begin_use",
        "sign_in:complete_use",
        "wagtailadmin_login",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_done",
    }
)
# What every account needs, and what Wagtail's frame loads.
ACCOUNT = BEFORE_SIGN_IN | {
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
}
ACCOUNT_NAMESPACES = frozenset({"sign_in"})
# The work of a city: the dashboard and the screens of galleries/workspace.
WORK = frozenset({"wagtailadmin_home"})
WORK_NAMESPACES = frozenset({"city_galleries"})
# The only module whose panels a city's dashboard shows.
PANELS = "galleries.workspace"


def is_staff_door(path, match):
    """Whether the address is of Wagtail's admin, or of Django's, should somebody switch it on."""
    return path.startswith(reverse("wagtailadmin_home")) or "admin" in match.app_names


def is_confined(user):
    """Whether the account is a city's, of an open or a closed workspace. Never a superuser."""
    if not user.is_authenticated or user.is_superuser:
        return False
    if not hasattr(user, "_is_confined"):
        user._is_confined = CityWorkspace.objects.filter(group__user=user).exists()
    return user._is_confined


def is_mixed(user):
    """Whether a city's account is in a group of the staff as well, which would widen what it reaches.

    Wagtail adds up the rights of all groups, so such an account gets no screens at all until an administrator
    has decided what it is.
    """
    return is_confined(user) and user.groups.filter(workspace=None).exists()


def may_open(user, match):
    """Whether the rule lets the user open this view (a ResolverMatch); Wagtail asks for rights besides."""
    if not is_confined(user):
        return True
    if match.view_name in ACCOUNT or match.namespace in ACCOUNT_NAMESPACES:
        return True
    is_work = match.view_name in WORK or match.namespace in WORK_NAMESPACES
    return is_work and not is_mixed(user)


def may_open_address(user, address):
    """The same for an address, e.g. that of a menu item."""
    try:
        return may_open(user, resolve(address))
    except Resolver404:
        return False
