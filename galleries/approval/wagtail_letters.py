"""Keeps Wagtail's own letters about workflows away from galleries.

Wagtail 8.0 writes to whoever asked for approval, with links to the page editor, which cities cannot open.
Galleries have letters of their own (notices.py). Delete this when Wagtail lets a workflow choose its letters.
"""

from wagtail.admin import signal_handlers

NOTIFIERS = (
    signal_handlers.workflow_submission_email_notifier,
    signal_handlers.workflow_approval_email_notifier,
    signal_handlers.workflow_rejection_email_notifier,
)


def silence_for_galleries():
    """Called once, when the app is ready."""
    for notifier in NOTIFIERS:
        notifier.can_handle = _except_galleries(notifier.can_handle)


def _except_galleries(can_handle):
    def can_handle_others(instance, **kwargs):
        return can_handle(instance, **kwargs) and not _is_about_a_gallery(instance)

    return can_handle_others


def _is_about_a_gallery(state):
    return (state.content_type.app_label, state.content_type.model) == ("galleries", "gallerypage")
