"""Keeps the trees parallel whatever moves, hides, unpublishes or deletes a page; keeps stand-ins offline."""

from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import copy_for_translation_done, page_unpublished, post_page_move, pre_page_move
from wagtail_localize.models import StringTranslation, Translation, post_save_string_translation

from . import privacy, trees
from .address_names import propose_from_title


def refuse_a_move_out_of_step(sender, instance, parent_page_after, **kwargs):
    """Raises trees.OutOfStep; the screens of the admin ask before and say it in a friendlier way."""
    reason = trees.why_not_to(instance, parent_page_after)
    if reason:
        raise trees.OutOfStep(reason)


def move_others(sender, instance, **kwargs):
    if trees.is_polish(instance):
        trees.follow(instance)


def unpublish_others(sender, instance, **kwargs):
    if trees.is_polish(instance):
        trees.unpublish_others(instance)


def delete_others(sender, instance, **kwargs):
    if trees.is_polish(instance):
        trees.delete_others(instance)


def keep_a_new_alias_offline(sender, source_obj, target_obj, **kwargs):
    """Wagtail makes aliases of untranslated parents, live and in Polish: such a page is no page of ours."""
    if getattr(target_obj, "alias_of_id", None) and target_obj.locale_id != source_obj.locale_id:
        Page.objects.filter(pk=target_obj.pk).update(live=False)


def take_an_alias_offline(sender, instance, **kwargs):
    """An alias that becomes a translation starts as a draft: wagtail-localize 1.14.5 would leave it live.

    Its issue 743: the alias loses its mark and stays online with its Polish text.
    """
    aliases = Page.objects.filter(
        translation_key=instance.source.object_id, locale=instance.target_locale, alias_of__isnull=False
    )
    aliases.update(live=False, has_unpublished_changes=True)


def keep_the_title_of_the_draft_short(sender, instance, **kwargs):
    """A draft is listed under its translated title, of which the column takes so many characters.

    In place of wagtail-localize 1.14.5's own handler, which stops PostgreSQL with a longer one; whether the
    title is too long is said when the page is published.
    """
    if instance.context and instance.context.path == "title":
        longest = Page._meta.get_field("draft_title").max_length
        Page.objects.filter(translation_key=instance.context.object_id, locale_id=instance.locale_id).update(
            draft_title=instance.data[:longest]
        )


HANDLERS = (
    (pre_page_move, refuse_a_move_out_of_step, None),
    (post_page_move, move_others, None),
    (page_unpublished, unpublish_others, None),
    (post_delete, delete_others, Page),
    (post_save, privacy.restriction_saved, PageViewRestriction),
    (post_delete, privacy.restriction_deleted, PageViewRestriction),
    (m2m_changed, privacy.groups_changed, PageViewRestriction.groups.through),
    (copy_for_translation_done, privacy.translation_made, None),
    (copy_for_translation_done, keep_a_new_alias_offline, None),
    (post_save, take_an_alias_offline, Translation),
    (post_save, keep_the_title_of_the_draft_short, StringTranslation),
    (post_save, propose_from_title, StringTranslation),
)


def connect():
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    for signal, handler, sender in HANDLERS:
        signal.connect(handler, sender=sender, dispatch_uid=f"translation.{handler.__name__}")
