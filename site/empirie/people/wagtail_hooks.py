"""What a city's people see of the admin's frame, and holes of Wagtail's own screens closed for everybody."""

from wagtail import hooks
from wagtail.admin.userbar import AdminItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .admin_api import OwnDocumentsAPIViewSet, OwnImagesAPIViewSet
from .confinement import PANELS, is_confined, is_mixed, may_open_address

LAST = 1000  # after every other app has added its items


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


@hooks.register("construct_search", order=LAST)
def no_search_in_the_admin(request, areas):
    if is_confined(request.user):
        areas[:] = []


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
