"""Registers what this app adds to the admin."""

from django.urls import path
from wagtail import hooks

from . import bulk_actions, guards, locales, submissions

BEFORE_LOCALIZE = -1  # wagtail-localize answers the same addresses and hooks at 0
AFTER_WAGTAIL = 1  # the last bulk action of a name is the one

hooks.register("before_edit_page", guards.before_translation_is_published, order=BEFORE_LOCALIZE)
hooks.register("before_move_page", guards.before_move)
hooks.register("before_delete_page", guards.before_delete)
hooks.register("before_bulk_action", guards.before_bulk)
hooks.register("register_bulk_action", bulk_actions.DeleteBoth, order=AFTER_WAGTAIL)
hooks.register("register_bulk_action", bulk_actions.UnpublishBoth, order=AFTER_WAGTAIL)


@hooks.register("register_admin_urls", order=BEFORE_LOCALIZE)
def safer_screens():
    """At the addresses of wagtail-localize's own, which templates go on asking for by their names."""
    return [
        path("localize/submit/page/<int:page_id>/", submissions.SubmitPage.as_view()),
        path("localize/update/<int:translation_source_id>/", submissions.Update.as_view()),
        path("locales/delete/<str:pk>/", locales.delete_language),
    ]
