"""When something is taken from readers, no last copy of a page may be shown any more (see `last_copies`)."""

import logging

from django.db import connection
from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from empirie.photos.models import Photo
from empirie.photos.withdrawal import visibility_changed

from .writes import INVISIBLE_PREFIXES, INVISIBLE_TABLES, on_commit_once

logger = logging.getLogger(__name__)


def forget_last_copies(**kwargs):
    """After the commit, like the new generation."""
    on_commit_once(_forget, connection)


def forget_after_deletion(sender, **kwargs):
    """Whatever is deleted may have been on a page, unless readers never see its table."""
    table = sender._meta.db_table
    if table not in INVISIBLE_TABLES and not table.startswith(INVISIBLE_PREFIXES):
        forget_last_copies()


def _forget():
    from .page_cache import withdrawals

    try:
        withdrawals().bump()
    except OSError:
        logger.exception("The last copies could not be forgotten")


def watch():
    """Connect all of it; called when the app is ready."""
    for signal, sender in (
        (page_unpublished, None),
        (post_page_move, None),
        (visibility_changed, Photo),
        (post_save, PageViewRestriction),
        (post_save, CollectionViewRestriction),
        (post_save, Collection),
    ):
        signal.connect(forget_last_copies, sender=sender)
    post_delete.connect(forget_after_deletion)
