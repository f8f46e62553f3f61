"""The forms of the city's screens. A draft may be unfinished: only a title and a date are asked of it."""

import re
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from empirie.photos import declarations
from empirie.photos.models import Photo
from galleries.models import GalleryPage, GalleryPhoto

ENGLISH = ("title", "lead", "event", "place")


# Wagtail's own words about titles are for those who make pages, and a day needs none.
_PLAIN = {"title": "", "date": ""}
# Line breaks among them. No browser sends them from a field of one line.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def _lines(count, longest):
    return forms.Textarea(attrs={"rows": count, "maxlength": longest})


def _day():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OneLineMixin:
    """What belongs on one line stays on one: a gallery's title becomes the subject of letters."""

    def clean(self):
        super().clean()
        for name, text in list(self.cleaned_data.items()):
            field = self.fields[name]
            if isinstance(text, str) and isinstance(field.widget, forms.TextInput):
                self.cleaned_data[name] = _CONTROLS.sub(" ", text).strip()
                if field.required and not self.cleaned_data[name]:
                    self.add_error(name, field.error_messages["required"])


class DraftForm(OneLineMixin, forms.ModelForm):
    """Some fields of a draft: all of them, or those in `only`, by their names in the page."""

    def __init__(self, *args, only=None, **kwargs):
        super().__init__(*args, **kwargs)
        if only is not None:
            for name in [name for name in self.fields if self.add_prefix(name) not in only]:
                del self.fields[name]

    def _post_clean(self):
        """Only the fields themselves are checked. Whether a photo is complete is asked when it is sent."""

    @property
    def sound(self):
        """{name: value} of the fields that can be saved: one bad field keeps back no other."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if name not in self.errors}


class WordsForm(DraftForm):
    """What is said about a photo in this gallery."""

    class Meta:
        model = GalleryPhoto
        fields = ["alt_pl", "is_decorative", "caption_pl", "alt_en", "caption_en"]
        widgets = {name: _lines(2, 250) for name in ("alt_pl", "caption_pl", "alt_en", "caption_en")}
        help_texts = {"alt_pl": ""}  # said once for all photos

    def save_to_row(self):
        for name, value in self.sound.items():
            setattr(self.instance, name, value)


class TakenOnMixin:
    """A photo is not taken tomorrow. One day more: the server's day is not everybody's."""

    def clean_taken_on(self):
        day = self.cleaned_data["taken_on"]
        if day and day > timezone.localdate() + timedelta(days=1):
            raise ValidationError(_("This day has not come yet. Give the day on which the photo was taken."))
        return day


class RightsForm(TakenOnMixin, DraftForm):
    """Whose the photo is, and who is to be seen on it."""

    class Meta:
        model = Photo
        fields = [
            "recognisable",
            "consent_reference",
            "author",
            "credit_line",
            "licence",
            "rights_basis",
            "place",
            "taken_on",
        ]
        widgets = {"taken_on": _day()}

    @property
    def changes(self):
        """{name: value} of the sound fields that differ from what the photo has."""
        return {name: value for name, value in self.sound.items() if value != getattr(self.instance, name)}


class CommonForm(TakenOnMixin, OneLineMixin, forms.ModelForm):
    """What many photos of a gallery share: new ones get what is filled in, others what is set for them."""

    class Meta:
        model = Photo
        fields = [
            "author",
            "licence",
            "rights_basis",
            "recognisable",
            "consent_reference",
            "place",
            "taken_on",
        ]
        widgets = {"taken_on": _day()}
        help_texts = {"taken_on": _("New photos have the day that their camera wrote.")}

    # Fields that no photo may be without: they can be set, not emptied.
    NEVER_EMPTY = {"licence", "rights_basis"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.NEVER_EMPTY:
            self.fields[name].required = False

    def _post_clean(self):
        """These are not the fields of one photo: there is nothing else to check."""

    @property
    def of_new_photos(self):
        """{name: value} for photos that are just being sent; the day is the camera's."""
        return {name: value for name, value in self._filled.items() if name != "taken_on"}

    def to_set(self, names):
        """{name: value} of the fields `names`, empty ones too; without names, of all that are filled in."""
        if not names:
            return self._filled
        values = {name: value for name, value in self.cleaned_data.items() if name in names}
        return {name: value for name, value in values.items() if value or name not in self.NEVER_EMPTY}

    @property
    def _filled(self):
        return {name: value for name, value in self.cleaned_data.items() if value}


class DetailsForm(DraftForm):
    """The words of the gallery itself, and those proposed for its English version."""

    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=255)
    lead_en = forms.CharField(
        label=_("Lead in English"), required=False, max_length=300, widget=_lines(3, 300)
    )
    event_en = forms.CharField(label=_("Event in English"), required=False, max_length=160)
    place_en = forms.CharField(label=_("Place in English"), required=False, max_length=160)

    class Meta:
        model = GalleryPage
        fields = ["title", "date", "event", "place", "lead"]
        widgets = {"date": _day(), "lead": _lines(3, 300)}
        help_texts = _PLAIN

    def __init__(self, *args, instance, **kwargs):
        initial = {f"{name}_en": instance.english_words.get(name, "") for name in ENGLISH}
        super().__init__(*args, instance=instance, initial=initial, prefix="gallery", **kwargs)

    def save_to_draft(self):
        english = dict(self.instance.english_words)
        for name, value in self.sound.items():
            if name.endswith("_en"):
                english[name.removesuffix("_en")] = value
            else:
                if name == "date" and value != self.instance.date:
                    self.instance.date_is_proposed = False
                setattr(self.instance, name, value)
        self.instance.english_words = {name: words for name, words in english.items() if words}


class NewGalleryForm(DraftForm):
    """One short step: what happened, when and where. Without a day, the photos will tell it."""

    date = forms.DateField(
        label=_("Date"),
        required=False,
        widget=_day(),
        help_text=_("Leave it empty, and it will be taken from the photos."),
    )

    class Meta:
        model = GalleryPage
        fields = ["title", "date", "event", "place"]
        widgets = {"date": _day()}
        help_texts = _PLAIN

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.pop("date", None)  # the model proposes today

    def clean(self):
        super().clean()
        self.cleaned_data["date_is_proposed"] = not self.cleaned_data.get("date")
        if "date" not in self.errors:
            self.cleaned_data["date"] = self.cleaned_data.get("date") or timezone.localdate()


class UploadForm(forms.Form):
    """What goes with a file: `mark` (the browser's name for it), the version of the declaration, and the
    `fingerprint` (SHA-256) of the file it was made of, where the browser made it smaller."""

    mark = forms.CharField(max_length=1000, required=False)
    fingerprint = forms.RegexField(r"^[0-9a-f]{64}$", required=False)
    declaration = forms.CharField(max_length=20, required=False)

    def clean_declaration(self):
        accepted = self.cleaned_data["declaration"]
        if not accepted:
            raise ValidationError(_("Tick the declaration first: without it photos cannot be sent."))
        if accepted != declarations.CURRENT:
            raise ValidationError(
                _("The text of the declaration has changed. Reload the page, read it and tick it again.")
            )
        return accepted
