"""Readers get a document once something public offers it; its number in the address opens nothing."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from .queries import only_readable

MAY_WORK_WITH = ("add", "change", "delete", "choose")


def only_published(document, request):
    """For Wagtail's hook `before_serve_document`. Raises Http404 for who may not read the document."""
    if is_published(document):
        return
    policy = policy_registry.get_by_type(type(document))
    if not policy.user_has_any_permission_for_instance(request.user, MAY_WORK_WITH, document):
        raise Http404


def is_published(document):
    """Whether a page that readers can open refers to the document, or a record or a setting, all public.

    Wagtail's index of references knows the saved pages, not their drafts: just what readers see.
    """
    references = ReferenceIndex.get_references_to(document)
    page_type = ContentType.objects.get_for_model(Page)
    if references.exclude(base_content_type=page_type).exists():
        return True
    pages = references.filter(base_content_type=page_type).values_list("object_id", flat=True)
    return only_readable(Page.objects.filter(pk__in=[int(pk) for pk in pages])).exists()
