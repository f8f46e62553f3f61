"""Wagtail's screens for groups, which keep the group of a city's workspace."""

from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.admin import messages
from wagtail.users.views.groups import DeleteView, GroupViewSet

# Names of rights that are in no catalogue; Wagtail's screen of a group translates them as it shows them.
RIGHTS = (
    gettext_noop("Can approve the galleries of cities"),
    gettext_noop("Can hide photos from the public and show them again"),
    gettext_noop("Can submit translations"),
)


class DeleteGroupView(DeleteView):
    """Wagtail 8.0.1 does not expect that a group may be protected, and answers with an error 500."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _("The group of a city's workspace stays. To lock its people out, close the workspace."),
            )
            return redirect(self.index_url_name)


class CityAwareGroupViewSet(GroupViewSet):
    delete_view_class = DeleteGroupView
