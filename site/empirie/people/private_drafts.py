"""Answer 404 where an address of the admin names a city's draft or photo to somebody who may not know of it.

Wagtail 8.0.1 and wagtail-localize 1.14.5 name pages by their id without asking for rights: in bulk actions,
the confirmation of a move, the page chooser, and where a page is submitted for translation.
"""

from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail_localize import operations
from wagtail_localize.models import TranslationSource

from empirie.core.request_data import whole_number
from empirie.photos.models import Photo
from galleries.private_drafts import MAY_APPROVE, may_see, without_private_galleries

from .private_photos import without_private_photos

# What stands for a page in addresses.
IN_PATH = ("page_id", "page_to_move_id", "parent_page_id", "page_pk")
# What the ids of a query are; a bulk action says it in its path.
BY_QUERY = {"wagtailadmin_choose_page_chosen_multiple": "page"}


def names_what_is_private(request, kwargs):
    """Return whether the address names a page or photo that the user may not know of."""
    pages, photos = _pages_asked_for(request, kwargs), _ids_asked_for(request, kwargs, "photo")
    if not (pages or photos) or request.user.has_perm(MAY_APPROVE):
        return False
    for things, visible in (
        (Page.objects.filter(pk__in=pages), without_private_galleries),
        (Photo.objects.filter(pk__in=photos), without_private_photos),
    ):
        if things.exclude(pk__in=visible(things, request.user).values("pk")).exists():
            return True
    return False


def _pages_asked_for(request, kwargs):
    found = [kwargs[name] for name in IN_PATH if name in kwargs]
    found += _ids_asked_for(request, kwargs, "page")
    if "translation_source_id" in kwargs:
        source = TranslationSource.objects.filter(pk=kwargs["translation_source_id"])
        pages = Page.objects.filter(translation_key__in=source.values("object_id"))
        found += pages.values_list("pk", flat=True)
    return found


def _ids_asked_for(request, kwargs, kind):
    """Return the ids of a query such as "?id=1&id=2" where the view takes things of this kind by it."""
    if BY_QUERY.get(request.resolver_match.view_name, kwargs.get("model_name")) != kind:
        return []
    return [number for number in request.GET.getlist("id") if whole_number(number) is not None]


class _Creator(operations.TranslationCreator):
    """Leaves out, with everything below a page, the galleries that its user may not know of."""

    def create_translations(self, instance, include_related_objects=True):
        if self.user is None or not isinstance(instance, Page) or may_see(self.user, instance):
            super().create_translations(instance, include_related_objects)


def _without_private_pages(decorate_paginated_queryset):
    def decorate(view, page_types):
        page_types = decorate_paginated_queryset(view, page_types)
        for page_type in page_types:
            page = page_type.last_edited_page
            if page and not may_see(view.request.user, page):
                page_type.last_edited_page = None
        return page_types

    return decorate


def install():
    """Close what no address names: called once, when the hooks of the admin are loaded."""
    operations.TranslationCreator = _Creator
    view = PageTypesUsageReportView
    view.decorate_paginated_queryset = _without_private_pages(view.decorate_paginated_queryset)
