from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from empirie.core.registry import register_content


class MultimediaConfig(AppConfig):
    name = "multimedia"
    verbose_name = _("Multimedia")

    def ready(self):
        from . import signal_handlers
        from .models import RecordingPage

        register_content("recordings", RecordingPage)
        signal_handlers.connect()
