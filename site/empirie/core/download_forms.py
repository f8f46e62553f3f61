"""The form of a document: what an editor should know about the file, who decides."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from .uploads import captions
from .uploads.people_named import people_named
from .uploads.refusals import RefusedFile

_MOST_LINES = 10


class DownloadForm(BaseDocumentForm):
    """Says it beside the file or, without that field, the title."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for note in self._notes():
            field = self.fields["file" if "file" in self.fields else "title"]
            field.help_text = format_html("{} {}", field.help_text, note) if field.help_text else note

    def _notes(self):
        if not self.instance.pk or not self.instance.file:
            return []
        try:
            with self.instance.open_file() as file:
                return [note for note in (self._names(file), self._long_lines(file)) if note]
        except OSError:  # the storage does not have it: the form must open all the same
            return []

    def _names(self, file):
        names = people_named(file, self.instance.filename)
        words = _(
            "In its properties the file names: %(names)s. Every reader can see that. If they should not, "
            "remove it in the program the file was made with and replace the file."
        )
        return words % {"names": ", ".join(names)} if names else ""

    def _long_lines(self, file):
        if self.instance.file_extension.lower() != "vtt":
            return ""
        file.seek(0)
        try:
            lines = captions.long_lines(captions.read(file.read())[0])
        except RefusedFile:
            return ""
        words = _(
            "Lines longer than %(most)s characters are hard to read in time: %(lines)s. Break them in two."
        )
        shown = ", ".join(map(str, lines[:_MOST_LINES])) + ("…" if len(lines) > _MOST_LINES else "")
        return words % {"most": captions.LONGEST_LINE, "lines": shown} if lines else ""
