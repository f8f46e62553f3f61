"""How subjects are chosen in the admin: tick boxes, for nobody remembers to hold Ctrl."""

from django import forms


class ColumnsOfCheckboxes(forms.CheckboxSelectMultiple):
    """Tick boxes in columns, every subject in sight."""

    template_name = "subjects/widgets/columns_of_checkboxes.html"

    class Media:
        css = {"all": ["admin/columns-of-checkboxes.css"]}
