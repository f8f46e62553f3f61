"""Blocks made of facts: figures, tables, folded answers."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock as WagtailTableBlock
from wagtail_localize.segments import StringSegmentValue

from .table_input import TableInput
from .text import RICH_TEXT_FEATURES


class FigureItemBlock(blocks.StructBlock):
    value = blocks.CharBlock(
        label=_("Figure"), max_length=40, help_text=_("With its unit: “29”, “100 mln euro”.")
    )
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        icon = "order"
        label = _("Figure")


class FiguresBlock(blocks.StructBlock):
    items = blocks.ListBlock(FigureItemBlock(), label=_("Figures"), min_num=1, max_num=8)

    class Meta:
        icon = "order"
        label = _("Figures and facts")
        description = _("Numbers worth remembering, each with its source.")
        template = "blocks/figures.html"
        preview_value = {
            "items": [
                {"value": "29", "label": "miast z dofinansowaniem", "source": "eeagrants.org"},
                {"value": "8", "label": "sieci wymiany doświadczeń", "source": ""},
            ]
        }


class TableBlock(WagtailTableBlock):
    """Wagtail's table, whose cells and caption wagtail-localize can translate one by one."""

    def __init__(self, **kwargs):
        # Handsontable warns of other languages in the browser's console; its words come from `TableInput`.
        kwargs.setdefault("table_options", {"language": "en-US"})
        super().__init__(**kwargs)

    @cached_property
    def field(self):
        return forms.CharField(widget=TableInput(table_options=self.table_options), **self.field_options)

    def clean(self, value):
        """Say what is missing; Wagtail 8.0.1 says "Validation error in TableBlock"."""
        if value and not value.get("table_header_choice") and not self.is_deferred_validation:
            raise ValidationError(
                _("Choose which cells are headers: the first row, the first column, both or none.")
            )
        return super().clean(value)

    def get_translatable_segments(self, value):
        """Caption and non-empty cells as text segments; the path of a cell is "row.column"."""
        if not value:
            return []
        segments = [StringSegmentValue("caption", value.get("table_caption") or "")]
        for row_number, row in enumerate(value.get("data") or []):
            for column_number, cell in enumerate(row):
                segments.append(StringSegmentValue(f"{row_number}.{column_number}", cell or ""))
        return [segment for segment in segments if not segment.is_empty()]

    def restore_translated_segments(self, value, segments):
        """Put translated cells and caption back into `value`."""
        rows = [list(row) for row in value["data"]]
        caption = value.get("table_caption")
        for segment in segments:
            if segment.path == "caption":
                caption = segment.render_text()
            else:
                row_number, column_number = map(int, segment.path.split("."))
                rows[row_number][column_number] = segment.render_text()
        return {**value, "data": rows, "table_caption": caption}

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Facts in rows and columns, with a caption and header cells.")
        template = "blocks/table.html"
        preview_value = {
            "data": [["Miasto", "Rok"], ["Krosno", "2022"], ["Żary", "2023"]],
            "table_caption": "Spotkania sieci",
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_header_choice": "both",
        }


class AccordionItemBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Question or title"), max_length=160)
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "help"
        label = _("Question and answer")


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(AccordionItemBlock(), label=_("Entries"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Questions and answers")
        description = _("Entries that unfold one by one, as in a list of frequent questions.")
        template = "blocks/accordion.html"
        preview_value = {
            "items": [{"title": "Kto może wziąć udział?", "text": "<p>Każdy mieszkaniec miasta.</p>"}]
        }
