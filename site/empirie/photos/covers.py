"""Cover: the picture at the top of a page and on its card."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks.media import DESCRIBE_OR_DECORATIVE

from .models import Photo


class WithCover(models.Model):
    """A page with a cover photo. The photo is shared by both languages, its words are translated."""

    cover = models.ForeignKey(
        Photo,
        verbose_name=_("cover photo"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cover_description = models.CharField(
        _("description of the cover"),
        max_length=250,
        blank=True,
        help_text=_("What is to be seen, read aloud to those who cannot see it."),
    )
    cover_is_decorative = models.BooleanField(_("the cover is decorative"), default=False)
    cover_caption = models.CharField(_("caption of the cover"), max_length=250, blank=True)

    class Meta:
        abstract = True

    def publication_errors(self):
        errors = super().publication_errors()
        if self.cover_id and bool(self.cover_description) == self.cover_is_decorative:
            errors["cover_description"] = DESCRIBE_OR_DECORATIVE
        return errors


COVER_PANEL = MultiFieldPanel(
    [
        "cover",
        FieldPanel("cover_description"),
        FieldPanel("cover_is_decorative"),
        FieldPanel("cover_caption"),
    ],
    heading=_("Cover photo"),
)

COVER_TRANSLATION = [
    SynchronizedField("cover", overridable=False),
    TranslatableField("cover_description"),
    SynchronizedField("cover_is_decorative", overridable=False),
    TranslatableField("cover_caption"),
]
