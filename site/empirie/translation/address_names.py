"""The last part of an English page's address: made of its English title where no editor has given one.

Without this it would be the Polish one for ever, for nobody misses it: a page is read in English under a
Polish name as well (`core.completeness.MAY_STAY_POLISH`).
"""

from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation

from empirie.core.slugs import slug_from, tidy_slug

# The tool that made the text, by which a proposal is told from what an editor wrote: the translation editor
# empties this when one is changed.
PROPOSED = "Empirie"
LONGEST = Page._meta.get_field("slug").max_length


def propose_from_title(sender, instance, **kwargs):
    """The title of a translation was saved: it names the address, unless readers or an editor have one."""
    if not instance.context or instance.context.path != "title" or instance.has_error:
        return
    proposal = tidy_slug(slug_from(instance.data)[:LONGEST])
    segment = StringSegment.objects.filter(
        source__object_id=instance.context.object_id, context__path="slug"
    ).first()
    if proposal and segment and not _was_published(instance):
        _write(segment, instance, proposal)


def _was_published(title):
    pages = Page.objects.filter(translation_key=title.context.object_id, locale_id=title.locale_id)
    return pages.filter(first_published_at__isnull=False).exists()


def _write(segment, title, proposal):
    """What a machine's title gives is the machine's, until a person has read or corrected the title."""
    words, is_new = StringTranslation.objects.get_or_create(
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        locale_id=title.locale_id,
        defaults={
            "data": proposal,
            "translation_type": title.translation_type,
            "tool_name": PROPOSED,
        },
    )
    now = (proposal, title.translation_type)
    if not is_new and words.tool_name == PROPOSED and now != (words.data, words.translation_type):
        words.data, words.translation_type = now
        words.save()
