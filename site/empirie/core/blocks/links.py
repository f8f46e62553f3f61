"""Blocks that lead somewhere: files to download, links, calls to action."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock

from .pages import LinkedPageBlock


class DownloadsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("File")), label=_("Files"), min_num=1)

    class Meta:
        icon = "download"
        label = _("Files to download")
        description = _("Documents with their language, format, size and length.")
        template = "blocks/downloads.html"

    def get_preview_value(self):
        documents = get_document_model().objects.values_list("pk", flat=True)[:2]
        return self.to_python({"title": "Do pobrania", "documents": list(documents)})


class LinkItemBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Words of the link"), max_length=120)
    page = LinkedPageBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Outside address"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value):
        cleaned = super().clean(value)
        leads_one_way = bool(cleaned["page"]) != bool(cleaned["url"])
        if not leads_one_way and not self.is_deferred_validation:
            raise StructBlockValidationError(
                block_errors={
                    "page": ValidationError(_("Give a page or an outside address, one of the two."))
                }
            )
        return cleaned


class LinksBlock(blocks.StructBlock):
    is_call_to_action = blocks.BooleanBlock(label=_("Show as buttons"), required=False)
    items = blocks.ListBlock(LinkItemBlock(), label=_("Links"), min_num=1)

    class Meta:
        icon = "link"
        label = _("Links and calls to action")
        description = _("Where to go next, as a list of links or as buttons.")
        template = "blocks/links.html"
        preview_value = {
            "is_call_to_action": True,
            "items": [{"label": "Fundusze norweskie i EOG", "url": "https://eeagrants.org"}],
        }
