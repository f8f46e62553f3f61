"""The next step of translating a page: from one click to the page that a translator can work on."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.operations import translate_object

from .states import with_state
from .trees import untranslated_parent
from .unconfirmed import machine_strings


class CannotTranslate(ValidationError):
    """The page cannot be translated yet; the message says what to do first."""


@transaction.atomic
def page_to_translate(page, locale, user):
    """The translation of `page` in `locale`, made as a draft where there is none, brought up to date else.

    Nothing is published. Raises CannotTranslate when the page above has no translation.
    """
    row = with_state(Page.objects.filter(pk=page.pk), locale).get()
    if row.target_id is None:
        return _submitted(page.specific, locale, user)
    if row.needs_update and row.source_id:
        _update(row, locale, user)
    return Page.objects.get(pk=row.target_id)


def _submitted(page, locale, user):
    parent = untranslated_parent(page, locale)
    if parent:
        raise CannotTranslate(
            _("Translate the page above it first: “%(title)s”. An English page needs a place to stand.")
            % {"title": parent.get_admin_display_title()}
        )
    translate_object(page, [locale], user=user)
    translated = _translation_of(page, locale)
    if translated is None:
        raise CannotTranslate(
            _("“%(title)s” could not be prepared for translation. Open the Polish page and check its fields.")
            % {"title": page.get_admin_display_title()}
        )
    return translated


def _translation_of(page, locale):
    return Page.objects.filter(
        translation_key=page.translation_key, locale=locale, alias_of__isnull=True
    ).first()


def _update(row, locale, user):
    """Take what was published into the translation; texts that need a translator wait for one.

    Where only shared values changed (a date, a photo) there is nothing to translate, and readers see them at
    once: wagtail-localize 1.14.5 writes the live page even when it saves a draft. So nothing is saved while a
    text waits to be published; all of it then appears together.
    """
    translation = Translation.objects.get(source_id=row.source_id, target_locale=locale, enabled=True)
    translation.source.update_from_db()
    total, done = translation.get_progress()
    waits = row.target_live and row.has_newer_strings
    if total == done and not waits and not machine_strings(translation).exists():
        translation.save_target(user=user, publish=False)
