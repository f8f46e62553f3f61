from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from empirie.core.registry import register_content


class GalleriesConfig(AppConfig):
    name = "galleries"
    verbose_name = _("Cities and galleries")

    def ready(self):
        from .approval.wagtail_letters import silence_for_galleries
        from .models import CityPage, GalleryPage
        from .private_drafts import install

        register_content("galleries", GalleryPage)
        register_content("cities", CityPage)
        silence_for_galleries()
        install()
