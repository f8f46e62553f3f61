"""Says, when Polish pages are published again, that their English is still withdrawn; offers to publish it.

English goes with its Polish page and comes back only when a person publishes it.
"""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from . import trees

PUBLISH = "publish"


def withdrawn_english(pages):
    """The English pages of those of `pages` that are Polish and public: once public, now withdrawn."""
    keys = [page.translation_key for page in pages if trees.is_polish(page) and page.live]
    versions = Page.objects.filter(translation_key__in=keys, live=False, alias_of=None)
    was_public = versions.filter(first_published_at__isnull=False)
    return list(was_public.exclude(pk__in=[page.pk for page in pages]).order_by("path"))


def after_publish(request, page):
    """Answers Wagtail's hook of the editor."""
    _tell(request, [Page.objects.get(pk=page.pk)])


def after_bulk(request, action_type, objects, action):
    """Answers Wagtail's hook of bulk actions."""
    if action_type != PUBLISH or not all(isinstance(page, Page) for page in objects):
        return
    published = Page.objects.filter(pk__in=[page.pk for page in objects])
    pages = list(published.select_related("locale"))
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants().select_related("locale")]
    _tell(request, pages)


def _tell(request, pages):
    withdrawn = [
        page for page in withdrawn_english(pages) if page.permissions_for_user(request.user).can_edit()
    ]
    if not withdrawn:
        return
    words = ngettext(
        "The English page “%(title)s” is still withdrawn.",
        "%(count)d English pages are still withdrawn, the first is “%(title)s”.",
        len(withdrawn),
    )
    titles = {"title": withdrawn[0].get_admin_display_title(), "count": len(withdrawn)}
    messages.warning(request, words % titles, buttons=[_way_back(request, withdrawn)])


def _way_back(request, withdrawn):
    """The button to Wagtail's screen that publishes them all; to the editor for who may not publish."""
    if not all(page.permissions_for_user(request.user).can_publish() for page in withdrawn):
        address = reverse("wagtailadmin_pages:edit", args=[withdrawn[0].pk])
        return messages.button(address, _("Open the English page"))
    screen = reverse("wagtail_bulk_action", args=["wagtailcore", "page", PUBLISH])
    back = reverse("wagtailadmin_explore", args=[withdrawn[0].get_parent().pk])
    query = urlencode([*(("id", page.pk) for page in withdrawn), ("next", back)])
    return messages.button(
        f"{screen}?{query}", ngettext("Publish it too", "Publish them too", len(withdrawn))
    )
