"""Blocks made of words: heading, text, quotation, callout."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RICH_TEXT_FEATURES = ["bold", "italic", "superscript", "subscript", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Section")), ("h3", _("Part of a section"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("Opens a section of the page.")
        template = "blocks/heading.html"
        preview_value = {"text": "Nowe życie starego dworca", "level": "h2"}


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        description = _("Paragraphs, lists and links.")
        template = "blocks/text.html"
        preview_value = "<p>Park nad rzeką ma <b>dwa kilometry</b> nowych ścieżek i sto nowych drzew.</p>"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    attribution = blocks.CharBlock(
        label=_("Who said it"),
        required=False,
        help_text=_("Name and role, as they wish to be called."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Words of a person or document, set apart from the text.")
        template = "blocks/quote.html"
        preview_value = {"text": "Miasto to ludzie.", "attribution": "Uczestniczka warsztatów"}


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        description = _("A note that must not be missed: a deadline, a definition, a remark.")
        template = "blocks/callout.html"
        preview_value = {"title": "Warto wiedzieć", "text": "<p>Wstęp na warsztaty jest wolny.</p>"}
