"""A page chosen within a body, fetched with its versions: a link knows at once where it leads."""

import copy

from wagtail import blocks

from ..links import with_versions


class LinkedPageBlock(blocks.PageChooserBlock):
    """Wagtail's chooser; the pages of a whole body come in one query, with `versions` and what they name."""

    def bulk_to_python(self, values):
        ids = {page_id for page_id in values if page_id is not None}
        pages = with_versions(self.model_class, ids) if ids else {}
        # A page chosen twice is two objects, as in Wagtail.
        return [copy.copy(pages[page_id]) if page_id in pages else None for page_id in values]

    def value_from_form(self, value):
        """What was just chosen in a form is drawn in previews like what is saved."""
        page = super().value_from_form(value)
        return self.bulk_to_python([page.pk])[0] if page else page

    def deconstruct(self):
        """To migrations it is Wagtail's: nothing about it is kept in the database."""
        _name, args, kwargs = super().deconstruct()
        return "wagtail.blocks.PageChooserBlock", args, kwargs
