"""The latest version of a gallery, as readers are going to see it, for its city."""

from django.views.decorators.http import require_safe

from galleries.approval.drafts import preview_of

from .access import gallery_of


@require_safe
def preview(request, gallery_id):
    """The page, drawn for this person alone."""
    return preview_of(gallery_of(request.user, gallery_id), request)
