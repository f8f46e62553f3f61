"""Wagtail's bulk actions on pages, with a confirmation that names the English pages that go along."""

from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction

from . import trees
from .guards import deleted_along, moved_along, unpublished_along


class DeleteBoth(DeleteBulkAction):
    template_name = "translation/confirm_bulk_delete.html"

    def object_context(self, page):
        along = trees.other_versions(page) if trees.is_polish(page) else []
        return super().object_context(page) | {"along": [deleted_along(version) for version in along]}


class MoveBoth(MoveBulkAction):
    template_name = "translation/confirm_bulk_move.html"

    def object_context(self, page):
        return super().object_context(page) | {"along": moved_along(page)}


class UnpublishBoth(UnpublishBulkAction):
    template_name = "translation/confirm_bulk_unpublish.html"

    def object_context(self, page):
        return super().object_context(page) | {"along": unpublished_along(page)}
