"""The editing widget of the table block, in the editor's language and with its required choice marked."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.telepath import register
from wagtail.contrib.table_block import blocks as table_block


class TableInput(table_block.TableInput):
    """Wagtail's, told apart by its class."""


def menu():
    """Return the menu of a cell: Handsontable 6.2.2 knows its own words in English only."""
    return {
        "row_above": _("Insert a row above"),
        "row_below": _("Insert a row below"),
        "col_left": _("Insert a column to the left"),
        "col_right": _("Insert a column to the right"),
        "remove_row": _("Remove the row"),
        "remove_col": _("Remove the column"),
        "undo": _("Undo"),
        "redo": _("Redo"),
    }


class TableInputAdapter(table_block.TableInputAdapter):
    def js_args(self, widget):
        options, strings = super().js_args(widget)
        items = {name: {"name": words} for name, words in menu().items()}
        required = str(format_html('{}<span class="w-required-mark">*</span>', strings["Table headers"]))
        return [
            {**options, "contextMenu": {"items": items}},
            {**strings, "Table headers": required},
        ]


register(TableInputAdapter(), TableInput)
