"""Topic: what an article, recording or product is about, when it is neither a city nor a network."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel
from wagtail.search import index

from empirie.core.languages import in_active_language

from .records import BilingualRecord


class Topic(index.Indexed, BilingualRecord):
    """A subject readers filter by, with an address of its own in each language."""

    slug_pl = models.SlugField(_("name in the Polish address"), max_length=80, unique=True)
    slug_en = models.SlugField(_("name in the English address"), max_length=80, unique=True)

    panels = [FieldRowPanel(["name_pl", "name_en"]), FieldRowPanel(["slug_pl", "slug_en"])]
    search_fields = [
        index.SearchField("name_pl"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_pl"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    @property
    def slug(self):
        return in_active_language(self.slug_pl, self.slug_en)
