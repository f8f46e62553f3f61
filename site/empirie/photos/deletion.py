"""A photo that a page needs is not deleted: not one that is published, and not one in a draft either.

Foreign keys protect what saved pages show. A draft is a revision, which protects nothing; here it does.
"""

import json
import re

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex

from .models import Photo

_NUMBER = re.compile(r"\d+")


class PhotoInDraft(ProtectedError, PermissionDenied):
    """A draft uses the photo. A door that does not know this refuses, as for a lack of rights."""


def drafts_using(photos):
    """{photo id: [draft pages]} of those of `photos` that the latest version of an unpublished change uses.

    The pages are in the order of their titles, as the draft has them.
    """
    wanted = {str(photo.pk): photo.pk for photo in photos}
    found = {}
    unpublished = Page.objects.filter(has_unpublished_changes=True, latest_revision__isnull=False)
    for page in unpublished.select_related("latest_revision").order_by("draft_title"):
        # Most drafts are put aside by their text, without making pages of them.
        if wanted.keys() & set(_NUMBER.findall(json.dumps(page.latest_revision.content))):
            for number in wanted.keys() & _photos_of(page.latest_revision.as_object()):
                found.setdefault(wanted[number], []).append(page)
    return found


def _photos_of(draft):
    """The ids, as text, of the photos that a page refers to: fields, rows, blocks, rich text."""
    kind = ContentType.objects.get_for_model(Photo).pk
    # Wagtail 8.0 keeps such references of saved pages only; how it finds them has no public name.
    references = ReferenceIndex._extract_references_from_object(draft)
    return {number for content_type, number, *_paths in references if content_type == kind}


def in_words(photo, drafts):
    """Why `photo` stays, naming the drafts."""
    titles = ", ".join(_("“%(name)s”") % {"name": page.draft_title} for page in drafts)
    return _("“%(photo)s” stays: it is used in unpublished changes of %(pages)s. Remove it there first.") % {
        "photo": photo.title,
        "pages": titles,
    }


@receiver(pre_delete, sender=Photo)
def keep_for_drafts(sender, instance, **kwargs):
    drafts = drafts_using([instance]).get(instance.pk)
    if drafts:
        raise PhotoInDraft(in_words(instance, drafts), set(drafts))
