"""What the screens of the admin ask before they do something to a page, and what they tell the editor.

Each function answers a Wagtail hook: a response stops the screen, None lets it go on.
"""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from empirie.core.completeness import (
    not_published,
    still_in_polish,
    untranslated_texts,
    why_unfinished,
)

from . import schedule, trees

PUBLISH, MOVE, DELETE = "publish", "move", "delete"


def before_translation_is_published(request, page):
    """The translation editor's "Publish": wagtail-localize 1.14.5 fills what is missing with Polish."""
    if request.method != "POST" or request.POST.get("action") != PUBLISH:
        return None
    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    missing = translation and untranslated_texts(translation.source, translation.target_locale)
    if not missing:
        if translation and page.permissions_for_user(request.user).can_publish():
            schedule.forget_dates_in_the_way(page)
        return None
    reason = still_in_polish([text for _path, text in missing])
    messages.error(request, not_published(page, reason))
    return redirect(request.path)


def before_move(request, page, destination):
    """Says where the English page goes, or why the page cannot go there."""
    reason = trees.why_not_to(page, destination)
    if reason:
        messages.error(request, reason)
        return redirect("wagtailadmin_pages:move", page.pk)
    if request.method == "GET":
        for words in moved_along(page):
            messages.info(request, words)
    return None


def moved_along(page):
    """What a confirmation says of the English page that moves along, in a list; [] when none does."""
    words = _("The English page “%(title)s” will move along.")
    versions = trees.other_versions(page) if trees.is_polish(page) else []
    return [words % {"title": version.get_admin_display_title()} for version in versions]


def before_convert_alias(request, page):
    """A stand-in that becomes a page of its own is a draft: as a live page it would be Polish under /en/."""
    if request.method == "POST" and page.live:
        page.unpublish(user=request.user)


def before_delete(request, page):
    """Names the English page that goes too."""
    if request.method == "GET" and trees.is_polish(page):
        for version in trees.other_versions(page):
            messages.warning(request, deleted_along(version))
    return None


def deleted_along(version):
    """What a confirmation says of the English page that is deleted along."""
    count = version.get_descendant_count()
    if count:
        words = ngettext(
            "The English page “%(title)s” and %(count)d page below it will be deleted too.",
            "The English page “%(title)s” and %(count)d pages below it will be deleted too.",
            count,
        )
    else:
        words = _("The English page “%(title)s” will be deleted too.")
    return words % {"title": version.get_admin_display_title(), "count": count}


def unpublished_along(page):
    """What a confirmation says of the English page that is withdrawn along, in a list; [] when none is."""
    words = _("The English page “%(title)s” will be unpublished too.")
    live = (
        [version for version in trees.other_versions(page) if version.live] if trees.is_polish(page) else []
    )
    return [words % {"title": version.get_admin_display_title()} for version in live]


def before_bulk(request, action_type, pages, action):
    """Bulk actions: nothing happens to any page when one of them may not be published or moved."""
    if not all(isinstance(page, Page) for page in pages):
        return None  # photos, files and records have bulk actions as well
    if action_type == PUBLISH:
        refused = _refuse_unfinished(request, pages, action.cleaned_form.cleaned_data)
    elif action_type == MOVE:
        refused = _refuse_out_of_step(request, pages, action.cleaned_form.cleaned_data["chooser"])
    else:
        refused = False
    if action_type == DELETE:
        # Wagtail goes through this very list, and stops at a page that went along with its Polish version.
        polish = {page.translation_key for page in pages if trees.is_polish(page)}
        pages[:] = [page for page in pages if trees.is_polish(page) or page.translation_key not in polish]
    return redirect(action.next_url) if refused else None


def _refuse_unfinished(request, pages, asked):
    refused = False
    for page in pages:
        drafts = [page]
        if asked.get("include_descendants"):
            drafts += page.get_descendants().not_live()
        for draft in drafts:
            reason = why_unfinished(draft.get_latest_revision_as_object())
            if reason:
                messages.error(request, not_published(draft, reason))
                refused = True
    return refused


def _refuse_out_of_step(request, pages, destination):
    reasons = [reason for page in pages if (reason := trees.why_not_to(page, destination))]
    for reason in reasons:
        messages.error(request, reason)
    return bool(reasons)
