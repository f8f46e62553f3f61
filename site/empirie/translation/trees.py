"""The English tree stays beside the Polish one: what happens to a Polish page happens to its English version.

Moved, unpublished or deleted, by whatever door: the signals of the pages call these functions.
Publishing is the exception. English goes live when a person publishes it, never along with Polish.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Page


class OutOfStep(PermissionDenied):
    """A move after which the two trees would no longer stand side by side; the message is for the editor."""


def is_polish(page):
    return page.locale.language_code == settings.LANGUAGE_CODE


def other_versions(page):
    """The other language versions of `page`, drafts and aliases included."""
    return list(page.get_translations().select_related("locale"))


def why_not_to(page, new_parent):
    """Why `page` cannot move below `new_parent`, in words for an editor; "" when it can."""
    if page.get_parent() == new_parent or new_parent.is_root():
        return ""
    titles = {"page": page.get_admin_display_title(), "parent": new_parent.get_admin_display_title()}
    if page.locale_id != new_parent.locale_id:
        return _("“%(page)s” and “%(parent)s” are in different languages.") % titles
    if not is_polish(page):
        return _why_not_alone(page, new_parent, titles)
    for version in other_versions(page):
        if not version.alias_of_id and not new_parent.has_translation(version.locale):
            return (
                _(
                    "“%(page)s” has an English version, “%(parent)s” has none. Translate “%(parent)s” first: "
                    "the English page moves along and needs a place to stand."
                )
                % titles
            )
    return ""


def _why_not_alone(page, new_parent, titles):
    polish = next((version for version in other_versions(page) if is_polish(version)), None)
    if polish is None or polish.get_parent().translation_key == new_parent.translation_key:
        return ""
    return _("Move the Polish page of “%(page)s”: the English one follows it.") % titles


def follow(page):
    """Bring the other versions of a Polish page below those of its new parent.

    Where the new place already has that address, the page gets the next free one; readers are redirected.
    The order among siblings is not the tree's: see `in_order_of_polish` in core.
    """
    parent = page.get_parent()
    for version in other_versions(page):
        new_parent = parent if parent.is_root() else parent.get_translation_or_none(version.locale)
        if new_parent is None or version.get_parent() == new_parent:
            continue  # an alias stays behind where it has no place; `why_not_to` stops a real translation
        slug = find_available_slug(new_parent, version.slug)
        if slug != version.slug:
            version = version.specific
            version.slug = slug
            version.save(clean=False)
        version.move(new_parent, pos="last-child")


def unpublish_others(page):
    """Withdraw what a reader could still read of a Polish page in another language."""
    for version in other_versions(page):
        if version.live:
            version.unpublish()


def delete_others(page):
    for version in other_versions(page):
        version.delete()


def untranslated_parent(page, locale):
    """The parent of `page` where it has no real version in `locale`, else None."""
    parent = page.get_parent()
    if parent.is_root():
        return None
    version = Page.objects.filter(translation_key=parent.translation_key, locale=locale).first()
    return parent if version is None or version.alias_of_id else None
