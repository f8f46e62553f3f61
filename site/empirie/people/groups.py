"""Wagtail's screens for groups, which keep the group of a city's workspace."""

from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.users.views.groups import DeleteView, GroupViewSet


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
