"""What the translation app adds to the admin: addresses, the report, the panel, and a guard."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from empirie.core.completeness import not_published, read_by_nobody

from . import bulk_actions, guards, left_withdrawn, schedule, urls
from .panels import TranslationPanel
from .unconfirmed import unconfirmed_on
from .views import may_translate

BEFORE_LOCALIZE = -1  # wagtail-localize answers the same addresses and hooks at 0
AFTER_WAGTAIL = 1  # the last bulk action of a name is the one

hooks.register("before_edit_page", guards.before_translation_is_published, order=BEFORE_LOCALIZE)
hooks.register("before_edit_page", schedule.before_page_is_edited, order=BEFORE_LOCALIZE)
hooks.register("before_convert_alias_page", guards.before_convert_alias)
hooks.register("before_move_page", guards.before_move)
hooks.register("before_delete_page", guards.before_delete)
hooks.register("before_bulk_action", guards.before_bulk)
hooks.register("after_publish_page", left_withdrawn.after_publish)
hooks.register("after_bulk_action", left_withdrawn.after_bulk)
hooks.register("register_bulk_action", bulk_actions.DeleteBoth, order=AFTER_WAGTAIL)
hooks.register("register_bulk_action", bulk_actions.MoveBoth, order=AFTER_WAGTAIL)
hooks.register("register_bulk_action", bulk_actions.UnpublishBoth, order=AFTER_WAGTAIL)


@hooks.register("register_admin_urls", order=BEFORE_LOCALIZE)
def addresses():
    """Ours answer where both have one."""
    return urls.urlpatterns


@hooks.register("construct_homepage_panels")
def dashboard_panel(request, panels):
    panels.append(TranslationPanel())


class TranslationReportMenuItem(MenuItem):
    def is_shown(self, request):
        return may_translate(request.user)


@hooks.register("register_reports_menu_item")
def report_in_menu():
    return TranslationReportMenuItem(
        gettext_lazy("Translations"),
        reverse("translation:report"),
        name="empirie-translations",
        icon_name="wagtail-localize-language",
        order=50,
    )


@hooks.register("construct_reports_menu")
def one_report_in_menu(request, menu_items):
    """wagtail-localize's own report knows nothing of pages without a translation."""
    upstream = reverse("wagtail_localize:translations_report")
    menu_items[:] = [item for item in menu_items if item.url != upstream]


@hooks.register("before_edit_page", order=-10)
def machine_translation_is_read_first(request, page):
    """Refuses to publish texts that only a machine has seen; says so each time the editor opens them."""
    translation, count = unconfirmed_on(page)
    if not count:
        return None
    read = messages.button(reverse("translation:read_machine", args=[translation.pk]), _("Read and confirm"))
    if request.method != "POST":
        messages.warning(request, read_by_nobody(count), buttons=[read])
    elif translation.enabled and _asks_to_publish(request.POST):
        messages.error(request, not_published(page, read_by_nobody(count)), buttons=[read])
        return redirect("wagtailadmin_pages:edit", page.pk)
    return (
        None  # Wagtail's own editor, where a translation was stopped, refuses in its form and loses nothing
    )


def _asks_to_publish(form):
    return form.get("action") == "publish" or "action-publish" in form
