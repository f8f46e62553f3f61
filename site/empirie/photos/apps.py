from django.apps import AppConfig
from django.core.signals import request_finished
from django.utils.translation import gettext_lazy as _


class PhotosConfig(AppConfig):
    name = "empirie.photos"
    label = "photos"
    verbose_name = _("Photos")

    def ready(self):
        from . import (
            deletion,  # noqa: F401 (connects its signal)
            disuse,
            published,
        )
        from .renditions.tasks import ask_for_missing

        published.connect()
        disuse.connect()
        request_finished.connect(ask_for_missing, dispatch_uid="photos.ask_for_missing")
