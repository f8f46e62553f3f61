"""The one step of a gallery's approval, as Wagtail's workflows know it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

MAY_APPROVE = "galleries.approve_gallery"


class GalleryApprovalTask(Task):
    """Somebody with the right to approve galleries looks at every photo.

    The decision is taken on the review screen alone: Wagtail's own buttons would publish Polish without
    English, and know no remarks about single photos. So this task offers them no action.
    """

    class Meta:
        verbose_name = _("approval of a gallery")
        verbose_name_plural = _("approvals of galleries")

    def is_for(self, page):
        """The screen decides about Polish galleries, with their English; about no other page of a city."""
        is_gallery = page.specific_class._meta.label == "galleries.GalleryPage"
        return is_gallery and page.locale.language_code == settings.LANGUAGE_CODE

    def user_can_access_editor(self, obj, user):
        return user.has_perm(MAY_APPROVE)

    def locked_for_user(self, obj, user):
        return not user.has_perm(MAY_APPROVE)

    def get_actions(self, obj, user):
        return []

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """None: galleries wait in their own queue, not in Wagtail's list of pages to review."""
        return TaskState.objects.none()

    @classmethod
    def get_description(cls):
        return _("People with the right to approve galleries decide on the screen “Galleries to approve”.")
