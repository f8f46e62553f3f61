"""The admin's own API shows images and documents of every collection; here only those one may work with.

Wagtail 8.0 checks a collection's permissions in its lists and choosers, not in this API. Delete this when it
does: a test in tests/people/test_isolation.py fails then.
"""

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

ANY_RIGHT = ["add", "change", "delete", "choose"]


class OwnCollectionsMixin:
    def get_queryset(self):
        files = super().get_queryset()
        policy = policy_registry.get_by_type(files.model)
        allowed = policy.instances_user_has_any_permission_for(self.request.user, ANY_RIGHT)
        return files.filter(pk__in=allowed.values("pk"))


class OwnImagesAPIViewSet(OwnCollectionsMixin, ImagesAdminAPIViewSet):
    pass


class OwnDocumentsAPIViewSet(OwnCollectionsMixin, DocumentsAdminAPIViewSet):
    pass
