from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    default = True
    name = "empirie.people"
    label = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import private_drafts, private_photos, signal_handlers  # noqa: F401 (connects them)
        from .sign_in import sessions  # noqa: F401 (likewise)

        private_drafts.install()
        private_photos.install()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's users and groups, with our screens for groups."""

    group_viewset = "empirie.people.groups.CityAwareGroupViewSet"
