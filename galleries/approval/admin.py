"""Where the editors find the queue: the menu, with the number that waits, and the dashboard."""

from django.contrib.auth.models import Permission
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from empirie.core.counted_menu import CountedMenuItem

from . import urls
from .queue import number_waiting, waiting_galleries, waiting_steps
from .tasks import MAY_APPROVE

ON_DASHBOARD = 5


@hooks.register("register_admin_urls")
def addresses():
    return [path("gallery-approval/", include(urls))]


@hooks.register("register_admin_menu_item")
def menu_item():
    return CountedMenuItem(
        _("To approve"),
        reverse_lazy("gallery_approval:queue"),
        right=MAY_APPROVE,
        count=number_waiting,
        name="galleries-to-approve",
        icon_name="circle-check",
        order=110,
    )


@hooks.register("register_permissions")
def right_to_approve():
    """In the admin's form of groups, where the right can be given by hand."""
    return Permission.objects.filter(content_type__app_label="galleries", codename="approve_gallery")


class WaitingGalleries(Component):
    """The dashboard's panel: the oldest waiting galleries."""

    name = "waiting_galleries"
    template_name = "galleries/approval/dashboard.html"
    order = 120

    def get_context_data(self, parent_context):
        number = number_waiting()
        oldest = waiting_galleries(waiting_steps()[:ON_DASHBOARD]) if number else []
        return {"waiting": oldest, "number": number, "queue_url": reverse("gallery_approval:queue")}


@hooks.register("construct_homepage_panels")
def dashboard_panel(request, panels):
    if request.user.has_perm(MAY_APPROVE):
        panels.append(WaitingGalleries())
