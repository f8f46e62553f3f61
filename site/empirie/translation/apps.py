from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationConfig(AppConfig):
    name = "empirie.translation"
    label = "translation"
    verbose_name = _("Translation")

    def ready(self):
        from wagtail_localize import models as localize_models
        from wagtail_localize.strings import INLINE_TAGS
        from wagtail_localize.views import edit_translation

        from . import signal_handlers, sources

        signal_handlers.connect()
        sources.connect()
        # wagtail-localize 1.14.5 takes "m<sup>2</sup>" for two texts, and refuses the tag in a translation.
        INLINE_TAGS.extend(["sub", "sup"])
        # wagtail-localize 1.14.5 writes English months into every language; digits are read in all.
        # See tests/translation/test_dates_of_texts.py.
        localize_models.DATE_FORMAT = edit_translation.DATE_FORMAT = "%d.%m.%Y"
