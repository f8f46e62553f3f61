"""Wagtail's bulk actions on pages, with a confirmation that names the English pages that go along."""

from operator import attrgetter

from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from . import trees
from .guards import deleted_along, moved_along, unpublished_along


class DeleteBoth(DeleteBulkAction):
    template_name = "translation/confirm_bulk_delete.html"

    def object_context(self, page):
        along = trees.other_versions(page) if trees.is_polish(page) else []
        return super().object_context(page) | {"along": [deleted_along(version) for version in along]}

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        """Leave out what a chosen page above, or the Polish one, has taken along: Wagtail 8.0.1 fails on it.

        This can go when the test of it in tests/translation/test_bulk_delete.py passes without.
        """
        count, count_below = 0, 0
        for page in sorted(objects, key=attrgetter("depth")):
            if Page.objects.filter(pk=page.pk).exists():
                counts = super().execute_action([page], user=user, **kwargs)
                count, count_below = count + counts[0], count_below + counts[1]
        return count, count_below


class MoveBoth(MoveBulkAction):
    template_name = "translation/confirm_bulk_move.html"

    def object_context(self, page):
        return super().object_context(page) | {"along": moved_along(page)}


class UnpublishBoth(UnpublishBulkAction):
    template_name = "translation/confirm_bulk_unpublish.html"

    def object_context(self, page):
        return super().object_context(page) | {"along": unpublished_along(page)}
