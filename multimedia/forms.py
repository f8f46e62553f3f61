"""The form of an uploaded film or sound."""

from wagtailmedia.forms import BaseMediaForm

from empirie.core.uploads.contents import check
from empirie.core.uploads.refusals import RefusedFile


class RecordingFileForm(BaseMediaForm):
    """Without a picture of its own: the recording's page has a poster, a photo that was cleaned.

    wagtailmedia 0.19 would put the picture up for everybody as the camera made it, with its place.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("thumbnail", None)

    def _post_clean(self):
        """Refuses a file that only bears the name of a film or a sound.

        After the model's own check, which would otherwise complain that there is no file.
        """
        super()._post_clean()
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data and not self.errors:
            try:
                check(file, file.name)
            except RefusedFile as error:
                self.add_error("file", error)
