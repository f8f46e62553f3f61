from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafekeepingConfig(AppConfig):
    default = True
    name = "empirie.safekeeping"
    label = "safekeeping"
    verbose_name = _("Safekeeping")
