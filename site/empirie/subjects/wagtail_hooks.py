"""The records in the admin's menu, together under "Subjects"."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import City, Network, Topic


class CityViewSet(SnippetViewSet):
    model = City
    icon = "home"
    list_display = ["name", "voivodeship", Column("project_title", label=_("Project"))]
    list_filter = ["voivodeship"]
    ordering = ["sort_key"]
    inspect_view_enabled = True


class NetworkViewSet(SnippetViewSet):
    model = Network
    icon = "group"
    list_display = ["name", "kind"]
    sort_order_field = "sort_order"
    ordering = ["sort_order"]


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ["name_pl", "name_en"]
    ordering = ["sort_key"]


class SubjectsViewSetGroup(SnippetViewSetGroup):
    items = (CityViewSet, NetworkViewSet, TopicViewSet)
    menu_label = _("Subjects")
    menu_icon = "tag"
    menu_order = 250


register_snippet(SubjectsViewSetGroup)
