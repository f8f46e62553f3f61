"""The form of an uploaded film or sound."""

from wagtailmedia.forms import BaseMediaForm


class RecordingFileForm(BaseMediaForm):
    """Without a picture of its own: the recording's page has a poster, a photo that was cleaned.

    wagtailmedia 0.19 would put the picture up for everybody as the camera made it, with its place.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("thumbnail", None)
