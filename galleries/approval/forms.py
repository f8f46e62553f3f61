"""The form under the review screen: English words, remarks, and which of the two buttons was pressed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import GalleryPage
from .decisions import Seen
from .english import fields_needed

APPROVE, SEND_BACK = "approve", "send-back"
REMARK = "remark-"


class ReviewForm(forms.Form):
    """Everything the editor typed. Nothing is required before it is clear which button was pressed."""

    decision = forms.ChoiceField(choices=[(APPROVE, APPROVE), (SEND_BACK, SEND_BACK)])
    step = forms.IntegerField(widget=forms.HiddenInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)
    general = forms.CharField(
        label=_("Remark on the whole gallery"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, version, rows, **kwargs):
        super().__init__(*args, **kwargs)
        self.version, self.rows = version, rows
        self.english_names = fields_needed(version)
        for name in self.english_names:
            self.fields[name] = _english_field(name)
        for row in rows:
            self.fields[f"{REMARK}{row.photo_id}"] = forms.CharField(
                label=_("Remark on this photo"),
                max_length=500,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for field in _described_in_english(row):
                self.fields[f"{field}-{row.photo_id}"] = _english_words(row, field)

    @property
    def is_approval(self):
        return self.cleaned_data.get("decision") == APPROVE

    @property
    def seen(self):
        return Seen(self.cleaned_data["step"], self.cleaned_data["revision"])

    @property
    def english(self):
        """{field: English words}"""
        return {name: self.cleaned_data[name] for name in self.english_names}

    @property
    def remarks(self):
        """{photo id: remark}, only those that say something."""
        found = {row.photo_id: self.cleaned_data.get(f"{REMARK}{row.photo_id}", "") for row in self.rows}
        return {photo_id: text for photo_id, text in found.items() if text}

    @property
    def english_fields(self):
        """(Polish words, bound field for the English ones)"""
        return [(getattr(self.version, name), self[name]) for name in self.english_names]

    @property
    def descriptions(self):
        """{photo id: {field of the row: English words}}"""
        return {
            row.photo_id: {
                field: self.cleaned_data[name]
                for field in _described_in_english(row)
                if (name := f"{field}-{row.photo_id}") in self.cleaned_data
            }
            for row in self.rows
        }

    def look_at(self, seen):
        """Make the form, when it is shown again, be about what the screen shows then."""
        self.data = self.data.copy()
        self.data["step"], self.data["revision"] = seen.step, seen.revision

    def remark_on(self, row):
        return self[f"{REMARK}{row.photo_id}"]

    def english_of(self, row):
        """(Polish words, bound field) of what is said about one photo in English."""
        return [
            (getattr(row, field.replace("_en", "_pl")), self[f"{field}-{row.photo_id}"])
            for field in _described_in_english(row)
        ]

    def clean(self):
        super().clean()
        if self.is_approval:
            self._ask_for_english()
        elif not self.errors and not self.remarks and not self.cleaned_data["general"]:
            self.add_error("general", _("Say what should be changed: here or under a photo."))

    def _ask_for_english(self):
        for name in self.english_names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Approval publishes both languages: say this in English."))
        if self.remarks or self.cleaned_data.get("general"):
            self.add_error(
                "general",
                _("There are remarks. Send the gallery back with them, or delete them to approve it."),
            )


def _described_in_english(row):
    """The fields of a photo's row that want English words: those that have Polish or English ones."""
    names = [] if row.is_decorative else ["alt_en"]
    return [*names, "caption_en"] if row.caption_pl or row.caption_en else names


def _english_words(row, name):
    field = row._meta.get_field(name)
    return forms.CharField(
        label=field.verbose_name,
        initial=getattr(row, name),
        max_length=field.max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en", "maxlength": field.max_length}),
    )


def _english_field(name):
    field = GalleryPage._meta.get_field(name)
    is_long = field.get_internal_type() == "TextField"
    return forms.CharField(
        label=field.verbose_name,
        max_length=field.max_length,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"})
        if is_long
        else forms.TextInput({"lang": "en"}),
    )
