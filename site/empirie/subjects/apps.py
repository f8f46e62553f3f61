from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubjectsConfig(AppConfig):
    name = "empirie.subjects"
    label = "subjects"
    verbose_name = _("Cities, networks and topics")

    def ready(self):
        from . import signal_handlers

        signal_handlers.connect()
