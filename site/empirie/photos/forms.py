"""The form behind every screen of Wagtail on which a photo is added or its file replaced."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import FileField
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from empirie.core.sizes import size_in_words

from .intake import title_from

# What staff say of every photo, as cities do. None of it is presumed: a new photo starts without an answer.
ASKED = ("author", "licence", "rights_basis", "recognisable")
FILE_AGAIN = _("Choose the file again: browsers do not keep it while you correct the rest.")


class PhotoFileFormField(WagtailImageField):
    """A picture to be cleaned. What it is, its content says, not the ending of its name."""

    default_validators = []

    def __init__(self, *args, **kwargs):
        # An empty file is refused with the others, by name.
        super().__init__(*args, allow_empty_file=True, **kwargs)
        self.help_text = _("A photo of at most %(size)s: JPEG, PNG, WebP, AVIF or HEIC.") % {
            "size": size_in_words(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE)
        }

    def to_python(self, data):
        # Past Wagtail's checks, which answer damaged pictures with a server error: the form cleans the file.
        return FileField.to_python(self, data)


class PhotoForm(BaseImageForm):
    """Checks, cleans and stores the file before it says that all is well.

    Wagtail's views call `save()` next and can report nothing any more if the file is bad or the disk is full.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self._asked():
            self.fields[name].required = not self._is_first_of_two_steps()
            self._offer_no_answer(self.fields[name])
            if self.instance._state.adding:
                self.initial[name] = ""
                setattr(self.instance, name, "")
        if "author" in self.fields:
            self.fields["author"].help_text = _("Who took it. If nobody knows, write “author unknown”.")
        if "title" in self.fields:
            # A file's name may be longer than a title; it is shortened below.
            title = self.fields["title"]
            title.validators = [rule for rule in title.validators if not isinstance(rule, MaxLengthValidator)]
        if "file" in self.fields:
            asked = self.fields["file"]
            self.fields["file"] = PhotoFileFormField(
                label=asked.label, required=asked.required, widget=asked.widget
            )

    def _asked(self):
        return [name for name in ASKED if name in self.fields]

    def _is_first_of_two_steps(self):
        """Wagtail's upload of many files sends each file first, and asks for its rights when it is there.

        Until they are said, the photo has neither author nor licence: all rights are reserved.
        """
        return (
            self.is_bound
            and self.instance._state.adding
            and not any(self.add_prefix(name) in self.data for name in self._asked())
        )

    @staticmethod
    def _offer_no_answer(field):
        """Without an empty choice a browser would take the first one for the answer."""
        if hasattr(field, "choices") and "" not in dict(field.choices):
            field.choices = [("", "---------"), *field.choices]

    def clean_title(self):
        return title_from(self.cleaned_data["title"])

    def _post_clean(self):
        super()._post_clean()
        file = self.cleaned_data.get("file")
        if not file or "file" not in self.changed_data:
            return
        try:
            if self.errors:
                # Wagtail's upload of many files would keep it as it was sent, where anybody could fetch it.
                raise ValidationError(FILE_AGAIN)
            self.instance.file.clean()
            self.instance.file.write()
        except ValidationError as refused:
            self.add_error("file", refused)
            self.instance.file = self.original_file  # what the screen shows is still the photo as it was

    def save(self, commit=True):
        # The photo removes the file that was replaced, once the new one is safe; Wagtail would do so before.
        self.original_file = None
        return super().save(commit=commit)
