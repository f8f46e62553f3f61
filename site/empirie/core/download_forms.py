"""The form of a document: what the file says about people is told to the editor, who decides."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from .uploads.people_named import people_named


class DownloadForm(BaseDocumentForm):
    """Says whom the file names in its properties, beside the file or, without that field, the title."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if names := self._names():
            field = self.fields["file" if "file" in self.fields else "title"]
            words = _(
                "In its properties the file names: %(names)s. Every reader can see that. If they should not, "
                "remove it in the program the file was made with and replace the file."
            )
            note = words % {"names": ", ".join(names)}
            field.help_text = format_html("{} {}", field.help_text, note) if field.help_text else note

    def _names(self):
        if not self.instance.pk or not self.instance.file:
            return []
        try:
            with self.instance.open_file() as file:
                return people_named(file, self.instance.filename)
        except OSError:  # the storage does not have it: the form must open all the same
            return []
