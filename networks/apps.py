from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from empirie.core.registry import register_content


class NetworksConfig(AppConfig):
    name = "networks"
    verbose_name = _("Networks and products")

    def ready(self):
        from .models import NetworkPage, ProductPage

        register_content("products", ProductPage)
        register_content("networks", NetworkPage)
