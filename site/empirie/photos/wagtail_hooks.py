"""What the photos add to Wagtail."""

from django.contrib.auth.models import Permission
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from empirie.core.counted_menu import CountedMenuItem

from . import urls
from .deletion_views import DeletePhoto, DeletePhotos
from .models.report import open_reports
from .withdrawal import HIDE, MAY_WITHDRAW, RESTORE

ON_DASHBOARD = 5
BEFORE_WAGTAIL = -1  # the first view of an address is the one
AFTER_WAGTAIL = 1  # the last bulk action of a name is the one

hooks.register("register_bulk_action", DeletePhotos, order=AFTER_WAGTAIL)


@hooks.register("register_admin_urls")
def addresses():
    return [path("photo-reports/", include(urls))]


@hooks.register("register_admin_urls", order=BEFORE_WAGTAIL)
def addresses_in_place_of_wagtails():
    return [path("images/<int:image_id>/delete/", DeletePhoto.as_view(), name="delete_photo")]


@hooks.register("register_admin_menu_item")
def menu_item():
    return CountedMenuItem(
        _("Reported photos"),
        reverse_lazy("photo_reports:reports"),
        right=MAY_WITHDRAW,
        count=lambda: open_reports().count(),
        name="reported-photos",
        icon_name="warning",
        order=310,
    )


@hooks.register("register_permissions")
def right_to_withdraw():
    """In the admin's form of groups, where the right can be given by hand."""
    return Permission.objects.filter(content_type__app_label="photos", codename="withdraw_photo")


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(HIDE, _("Hide"), _("Photo hidden from the public"))
    actions.register_action(RESTORE, _("Show again"), _("Photo shown to the public again"))


class OpenReports(Component):
    """The dashboard's panel; there only when something waits."""

    name = "open_reports"
    template_name = "photos/dashboard.html"
    order = 115

    def get_context_data(self, parent_context):
        found = open_reports()
        return {
            "reports": found.select_related("photo", "photo__city")[:ON_DASHBOARD],
            "number": found.count(),
            "list_url": reverse("photo_reports:reports"),
        }


@hooks.register("construct_homepage_panels")
def dashboard_panel(request, panels):
    if request.user.has_perm(MAY_WITHDRAW) and open_reports().exists():
        panels.append(OpenReports())
