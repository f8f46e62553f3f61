"""Blocks that show something: a photo, a recording, a gallery."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from .pages import LinkedPageBlock

DESCRIBE_OR_DECORATIVE = _("Describe the picture for those who cannot see it, or mark it as decorative.")


class FigureBlock(blocks.StructBlock):
    """A photo with words: a description for those who cannot see it, a caption for everybody.

    wagtail-localize 1.14.5 stops at an empty ImageBlock inside a struct, hence the plain chooser.
    """

    photo = ImageChooserBlock(label=_("Photo"))
    description = blocks.CharBlock(
        label=_("Description"),
        required=False,
        max_length=250,
        help_text=_("What is to be seen, read aloud to those who cannot see it."),
    )
    is_decorative = blocks.BooleanBlock(label=_("Decorative, needs no description"), required=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Photo")
        description = _("A photo with its description and caption.")
        template = "blocks/figure.html"

    def clean(self, value):
        cleaned = super().clean(value)
        is_said = bool(cleaned["description"]) != bool(cleaned["is_decorative"])
        if not is_said and not self.is_deferred_validation:
            raise StructBlockValidationError(
                block_errors={"description": ValidationError(DESCRIBE_OR_DECORATIVE)}
            )
        return cleaned

    def get_preview_value(self):
        return self.to_python(
            {
                "photo": get_image_model().objects.values_list("pk", flat=True).first(),
                "description": "Most nad rzeką o zachodzie słońca",
                "caption": "Nowa kładka połączyła oba brzegi",
            }
        )


class _ChosenPageBlock(blocks.StructBlock):
    """One page of a kind, shown as a card. `page_type` names the kind without importing its app."""

    page_type = None

    def get_preview_value(self):
        chooser = self.child_blocks["page"]
        page = chooser.target_model.objects.live().first()
        return self.to_python({"page": page.pk if page else None})


class RecordingBlock(_ChosenPageBlock):
    page = LinkedPageBlock(label=_("Recording"), page_type="multimedia.RecordingPage")

    class Meta:
        icon = "media"
        label = _("Recording")
        description = _("A film or podcast episode of this site, playable in the text.")
        template = "blocks/recording.html"


class GalleryTeaserBlock(_ChosenPageBlock):
    page = LinkedPageBlock(label=_("Gallery"), page_type="galleries.GalleryPage")

    class Meta:
        icon = "image"
        label = _("Gallery teaser")
        description = _("The first photos of a city's gallery, leading to all of them.")
        template = "blocks/gallery_teaser.html"
