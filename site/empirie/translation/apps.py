from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "empirie.translation"
    label = "translation"
    verbose_name = _("Translation")

    def ready(self):
        from wagtail_localize.strings import INLINE_TAGS

        from . import signal_handlers, sources

        signal_handlers.connect()
        sources.connect()
        # wagtail-localize 1.14.5 takes "m<sup>2</sup>" for two texts, and refuses the tag in a translation.
        INLINE_TAGS.extend(["sub", "sup"])
