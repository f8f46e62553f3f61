from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhotosConfig(AppConfig):
    name = "empirie.photos"
    label = "photos"
    verbose_name = _("Photos")

    def ready(self):
        from . import deletion  # noqa: F401 (connects its signal)
