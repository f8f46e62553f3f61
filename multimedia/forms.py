"""The form of an uploaded film or sound."""

from wagtailmedia.forms import BaseMediaForm

from empirie.core.uploads.contents import check


class RecordingFileForm(BaseMediaForm):
    """Without a picture of its own: the recording's page has a poster, a photo that was cleaned.

    wagtailmedia 0.19 would put the picture up for everybody as the camera made it, with its place.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("thumbnail", None)

    def clean_file(self):
        """Refuses a file that only bears the name of a film or a sound."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check(file, file.name)
        return file
