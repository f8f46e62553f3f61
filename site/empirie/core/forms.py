"""The forms behind every page's screens: to edit it, to copy it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from .completeness import why_unfinished
from .slugs import TidySlugInput, tidy_slug


class PublishingForm(WagtailAdminPageForm):
    """Asks for what publishing needs only when publishing: a draft may be unfinished.

    It asks for no slug: a page without one gets it from its title.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, message in self.instance.publication_errors().items():
            self.add_error(field if field in self.fields else None, message)
        reason = "" if self.instance.live else why_unfinished(self.instance)  # a live page's clean() asks
        if reason:
            self.add_error(None, reason)


class CopyPageForm(CopyForm):
    """Offers no alias: a second address of the same text would say "live" and be read by nobody."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        self.fields["new_slug"].widget = TidySlugInput(locale=self.page.locale)

    def clean_new_slug(self):
        slug = tidy_slug(self.cleaned_data["new_slug"])
        if not slug:
            raise ValidationError(_("Write at least one letter or digit."))
        return slug
