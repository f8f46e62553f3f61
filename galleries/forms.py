"""The form behind a gallery's editing screen."""

from django.utils.translation import gettext_lazy as _

from empirie.core.blocks.media import DESCRIBE_OR_DECORATIVE
from empirie.core.forms import PublishingForm


class GalleryForm(PublishingForm):
    """A gallery is published only with its photos described; an unfinished draft is kept as it is."""

    def is_valid(self):
        valid = super().is_valid()
        photos = self.formsets.get("photos")
        if self.is_deferred_validation or photos is None:
            return valid
        undescribed = [form for form in photos.forms if self._lacks_words(form)]
        for form in undescribed:
            form.add_error("alt_pl", DESCRIBE_OR_DECORATIVE)
        if undescribed:
            self.add_error(None, _("Some photos have no description yet."))
        return valid and not undescribed

    @staticmethod
    def _lacks_words(form):
        words = getattr(form, "cleaned_data", None)
        if not words or words.get("DELETE") or not words.get("photo"):
            return False
        return bool(words.get("alt_pl")) == bool(words.get("is_decorative"))
