from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from empirie.core.registry import register_content

# What wagtailmedia 0.19.1 calls its files in lists; the words are in none of its catalogues.
MEDIA = _("media items")


class MultimediaConfig(AppConfig):
    name = "multimedia"
    verbose_name = _("Multimedia")

    def ready(self):
        from . import signal_handlers
        from .models import RecordingPage

        register_content("recordings", RecordingPage)
        signal_handlers.connect()
