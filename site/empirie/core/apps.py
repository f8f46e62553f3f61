from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "empirie.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self):
        from . import clean_text, forged_forms, spreadsheets
        from .approvals import let_editors_free_pages
        from .counted_lists import items_count_label  # noqa: F401 (changes Wagtail's words)

        clean_text.install()
        forged_forms.install()
        spreadsheets.install()
        let_editors_free_pages()
