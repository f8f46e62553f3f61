"""What `people` adds to the admin: the screens about workspaces, a smaller frame for cities, closed holes."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import Search, admin_search_areas
from wagtail.admin.userbar import AdminItem
from wagtail.admin.views.account import AvatarSettingsPanel
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from empirie.subjects.models import City

from . import urls
from .admin_api import OwnDocumentsAPIViewSet, OwnImagesAPIViewSet
from .confinement import PANELS, is_confined, is_mixed, may_open_address
from .forms import CleanAvatarForm
from .models import CityWorkspace
from .sign_in import hooks as sign_in_hooks  # noqa: F401 (registers them)

LAST = 10_000  # after every other app has added its items


@hooks.register("construct_main_menu", order=LAST)
def only_what_opens(request, items):
    if is_confined(request.user):
        items[:] = [item for item in items if may_open_address(request.user, item.url)]


@hooks.register("construct_homepage_panels", order=LAST)
def only_panels_of_cities(request, panels):
    """Wagtail's panels lead to the page editor."""
    if is_confined(request.user):
        own = [] if is_mixed(request.user) else panels
        panels[:] = [panel for panel in own if type(panel).__module__.startswith(PANELS)]


@hooks.register("construct_homepage_summary_items", order=LAST)
def no_counts_of_the_site(request, items):
    if is_confined(request.user):
        items[:] = []


# No hook of Wagtail 8.0 replaces a panel of the account's screen.
AvatarSettingsPanel.form_class = CleanAvatarForm


class StaffSearch(Search):
    """The admin's search, which people of a city cannot open."""

    def search_items_for_request(self, request):
        return [] if is_confined(request.user) else super().search_items_for_request(request)


# The sidebar of Wagtail 8.0 asks neither the hook `construct_search` nor for a setting.
admin_search_areas.__class__ = StaffSearch


@hooks.register("construct_wagtail_userbar", order=LAST)
def only_the_way_to_the_dashboard(request, items, page):
    if is_confined(request.user):
        items[:] = [item for item in items if isinstance(item, AdminItem)]


@hooks.register("construct_page_chooser_queryset")
def no_drafts_of_others(pages, request):
    """Wagtail's page chooser names every draft of the site."""
    own = policy_registry.get_by_type(Page).explorable_instances(request.user)
    return pages.filter(live=True) | pages.filter(pk__in=own.values("pk"))


@hooks.register("construct_admin_api", order=LAST)
def only_files_of_own_collections(router):
    router.register_endpoint("images", OwnImagesAPIViewSet)
    router.register_endpoint("documents", OwnDocumentsAPIViewSet)


class WorkspacesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("people.change_cityworkspace")


@hooks.register("register_admin_urls")
def workspaces_addresses():
    return [path("city-workspaces/", include(urls))]


@hooks.register("register_admin_menu_item")
def workspaces_menu_item():
    return WorkspacesMenuItem(
        _("City workspaces"), reverse("city_workspaces:index"), icon_name="group", order=260
    )


@hooks.register("register_snippet_listing_buttons")
def way_from_a_city_to_its_workspace(snippet, user, next_url=None):
    if isinstance(snippet, City) and user.has_perm("people.change_cityworkspace"):
        address = reverse("city_workspaces:detail", args=(snippet.pk,))
        yield Button(_("City workspace"), url=address, icon_name="group", priority=40)


@hooks.register("describe_collection_contents")
def keep_the_collection_of_a_city(collection):
    """The collection of a workspace counts as not empty: Wagtail then explains why it cannot be deleted."""
    count = CityWorkspace.objects.filter(collection__path__startswith=collection.path).count()
    if not count:
        return None
    words = ngettext("%(count)s city workspace", "%(count)s city workspaces", count) % {"count": count}
    return {"count": count, "count_text": words, "url": reverse("city_workspaces:index")}


@hooks.register("register_log_actions")
def what_is_noted(actions):
    actions.register_action("people.open_workspace", _("Open a workspace"), _("Workspace opened"))
    actions.register_action("people.close_workspace", _("Close a workspace"), _("Workspace closed"))
    actions.register_action("people.invite", _("Invite a person"), _("Person invited"))
    actions.register_action("people.lock", _("Lock an account"), _("Account locked"))
