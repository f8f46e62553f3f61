"""Keep what readers cannot see of a city's galleries to that city and to those who approve galleries.

Wagtail 8.0.1 shows every draft to every account that may edit somewhere above it. Explorer, search, reports,
choosers, dashboard and the admin's API ask the permission policy of pages, each screen of one page asks a
PagePermissionTester: both are narrowed here, for galleries in every language. A test walks all addresses of
the admin (tests/people/test_private_drafts.py).
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import AbstractPage, Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from .models import CityPage, GalleryPage

MAY_APPROVE = "galleries.approve_gallery"


def private_galleries():
    """Return galleries, in every language, whose Polish version is not on the site."""
    polish = GalleryPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE, live=True)
    return GalleryPage.objects.exclude(translation_key__in=polish.values("translation_key"))


def without_private_galleries(pages, user):
    """Return those of `pages` whose existence `user` may know."""
    if user.has_perm(MAY_APPROVE):
        return pages
    hidden = private_galleries()
    for page in _own_city_pages(user):
        hidden = hidden.exclude(path__startswith=page.path)
    return pages.exclude(pk__in=hidden.values("pk"))


def may_see(user, page):
    """Return whether `user` may know of this page."""
    if user.has_perm(MAY_APPROVE) or not _is_gallery(page):
        return True
    return without_private_galleries(Page.objects.filter(pk=page.pk), user).exists()


def _is_gallery(page):
    return page.content_type_id == ContentType.objects.get_for_model(GalleryPage).pk


def _own_city_pages(user):
    """Return the city pages on which a group of the user has rights: staff have theirs further up."""
    city_page = ContentType.objects.get_for_model(CityPage).pk
    rights = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return [right.page for right in rights if right.page.content_type_id == city_page]


class PrivateDraftsPolicy(PagePermissionPolicy):
    """Wagtail's rights on pages, without private galleries of cities."""

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return may_see(user, instance) and super().user_has_any_permission_for_instance(
            user, actions, instance
        )

    def instances_user_has_any_permission_for(self, user, actions):
        pages = super().instances_user_has_any_permission_for(user, actions)
        return without_private_galleries(pages, user)

    def explorable_instances(self, user):
        return without_private_galleries(super().explorable_instances(user), user)


def _without_rights_on_private_galleries(init):
    def narrowed_init(tester, user, page):
        init(tester, user, page)
        if getattr(tester, "permissions", None) and not may_see(user, page):
            tester.permissions = set()

    return narrowed_init


def _title_readers_see(get_admin_display_title):
    """A published gallery goes by its public title until a new one is approved."""

    def get_title(page):
        return page.title if page.live and _is_gallery(page) else get_admin_display_title(page)

    return get_title


def install():
    """Narrow Wagtail's rights and titles; called once, when the app is ready."""
    register_permission_policy(AbstractPage, PrivateDraftsPolicy())
    PagePermissionTester.__init__ = _without_rights_on_private_galleries(PagePermissionTester.__init__)
    Page.get_admin_display_title = _title_readers_see(Page.get_admin_display_title)
