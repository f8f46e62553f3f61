"""The form behind a gallery's editing screen."""

from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from empirie.core.blocks.media import DESCRIBE_OR_DECORATIVE
from empirie.core.forms import PublishingForm
from empirie.photos.file_names import describes, is_file_name

NAME_OF_A_FILE = _("This is the name of a file. Say what is to be seen on the photo.")


class GalleryForm(PublishingForm):
    """A gallery is published only with its photos described; an unfinished draft is kept as it is."""

    def is_valid(self):
        photos = self.formsets.get("photos")
        valid = super().is_valid() and not self._refuse_foreign(photos)
        if self.is_deferred_validation or photos is None:
            return valid
        undescribed = [form for form in photos.forms if self._lacks_words(form)]
        for form in undescribed:
            named = is_file_name(form.cleaned_data.get("alt_pl") or "")
            form.add_error("alt_pl", NAME_OF_A_FILE if named else DESCRIBE_OR_DECORATIVE)
        if undescribed:
            self.add_error(None, _("Some photos have no description yet."))
        return valid and not undescribed

    def _refuse_foreign(self, photos):
        """Mark newly chosen photos that this person may not choose: an id can be forged. Returns the forms.

        Wagtail 8.0.1 checks the rights in its chooser only, not when the form comes back.
        """
        if photos is None or self.for_user is None:
            return []
        policy = policy_registry.get_by_type(get_image_model())
        foreign = [
            form
            for form in photos.forms
            if "photo" in form.changed_data
            and (photo := form.cleaned_data.get("photo"))
            and not policy.user_has_permission_for_instance(self.for_user, "choose", photo)
        ]
        for form in foreign:
            form.add_error("photo", _("This photo is not yours to choose."))
        return foreign

    @staticmethod
    def _lacks_words(form):
        words = getattr(form, "cleaned_data", None)
        if not words or words.get("DELETE") or not words.get("photo"):
            return False
        return describes(words.get("alt_pl") or "") == bool(words.get("is_decorative"))
