"""The form behind every page's editing screen."""

from wagtail.admin.forms import WagtailAdminPageForm

from .completeness import why_unfinished


class PublishingForm(WagtailAdminPageForm):
    """Asks for what publishing needs only when publishing: a draft may be unfinished."""

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for field, message in self.instance.publication_errors().items():
            self.add_error(field if field in self.fields else None, message)
        reason = "" if self.instance.live else why_unfinished(self.instance)  # a live page's clean() asks
        if reason:
            self.add_error(None, reason)
