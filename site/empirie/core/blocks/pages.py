"""A page chosen within a body, fetched with its versions: a link knows at once where it leads."""

import copy

from wagtail import blocks

from ..links import with_versions


class LinkedPageBlock(blocks.PageChooserBlock):
    """Wagtail's chooser; the pages of a whole body come in one query, with `versions` and what they name."""

    def bulk_to_python(self, values):
        numbers = {number for number in values if number is not None}
        pages = with_versions(self.model_class, numbers) if numbers else {}
        # A page chosen twice is two objects, as in Wagtail.
        return [copy.copy(pages[number]) if number in pages else None for number in values]

    def deconstruct(self):
        """To migrations it is Wagtail's: nothing about it is kept in the database."""
        _name, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs
