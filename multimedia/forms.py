"""The form of an uploaded film or sound."""

from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtailmedia.forms import BaseMediaForm

from .intake import prepare
from .playback import TO_MP4, TO_SOUND
from .refusals import RefusedRecording

FILLED_IN = _("Read from the file when you save.")


class RecordingFileForm(BaseMediaForm):
    """Without a picture of its own: the recording's page has a poster, a photo that was cleaned.

    wagtailmedia 0.19 would put the picture up for everybody as the camera made it, with its place.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("thumbnail", None)
        for name in ("duration", "width", "height"):
            if name in self.fields:
                self.fields[name].help_text = FILLED_IN
        coding = getattr(self.instance, "coding", None) if self.instance.pk else None
        if coding and (warnings := coding.warnings()):
            field = self.fields["file"]
            field.help_text = format_html("{} {}", field.help_text, " ".join(warnings))

    def _post_clean(self):
        """Check, clean and measure a new file.

        After the model's own check, which would otherwise complain that there is no file.
        """
        super()._post_clean()
        if "file" not in self.changed_data or not self.cleaned_data.get("file"):
            return
        if self._has_wrong_ending():
            self._say_how_to_convert()
        if not self.errors:
            try:
                prepare(self.instance)
            except ValidationError as error:
                self.add_error("file", error)

    def _has_wrong_ending(self):
        errors = self.errors.as_data().get(NON_FIELD_ERRORS, [])
        return any(error.code == "invalid_extension" for error in errors)

    def _say_how_to_convert(self):
        """In place of the validator's list of endings, which helps nobody who has another file."""
        del self._errors[NON_FIELD_ERRORS]
        extension = PurePath(self.cleaned_data["file"].name).suffix.lstrip(".")
        is_film = self.instance.type == "video"
        if extension.lower() in settings.WAGTAILMEDIA[f"{'AUDIO' if is_film else 'VIDEO'}_EXTENSIONS"]:
            self.add_error("file", RefusedRecording("no-picture" if is_film else "film"))
            return
        convert = TO_MP4 if is_film else TO_SOUND
        self.add_error("file", RefusedRecording("ending", extension=extension, convert=convert))
