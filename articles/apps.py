from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from empirie.core.registry import register_content


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = _("Articles")

    def ready(self):
        from .models import ArticlePage

        register_content("articles", ArticlePage)
