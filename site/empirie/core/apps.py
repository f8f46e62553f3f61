from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "empirie.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self):
        from . import counted_lists  # noqa: F401 (changes Wagtail's words)
        from .approvals import let_editors_free_pages

        let_editors_free_pages()
