"""Publishing a translation whose text is at hand: through wagtail-localize's own records, as staff would.

The translation editor then shows every string as translated, and an update finds what changed.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail_localize.models import StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


class UnequalTexts(ValidationError):
    """The translated text does not have the same pieces as the page it translates."""


@transaction.atomic
def publish_translation(page, texts, locale):
    """Publish `page` in `locale` with `texts` ({field name: translated value}); returns the translated page.

    StreamField values must carry the block ids of the page's own. Raises UnequalTexts when a paragraph, list
    item or cell has no counterpart. Safe to repeat: it replaces the texts given before.
    """
    page = page.specific_class.objects.get(pk=page.pk)
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=locale)
    _store_strings(source, _strings_by_place(_in_other_words(page, texts)), locale)
    translation.save_target(publish=False)
    # Published here rather than by save_target, which waits for the end of the transaction and then
    # publishes an object read before the page got children (wagtail-localize 1.14.5).
    translation.get_target_instance().get_latest_revision().publish()
    return translation.get_target_instance()


def _in_other_words(page, texts):
    """A copy of `page` in memory that says `texts`; never saved."""
    twin = type(page).objects.get(pk=page.pk)
    for field, value in texts.items():
        setattr(twin, field, value)
    return twin


def _strings_by_place(page):
    """{(path, nth string under that path): text} of everything translatable on `page`."""
    places = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            nth = sum(1 for path, _nth in places if path == segment.path)
            places[segment.path, nth] = segment.string.data
    return places


def _store_strings(source, translated, locale):
    seen = {}
    for segment in source.stringsegment_set.order_by("order").select_related("string", "context"):
        path = segment.context.path
        place = (path, seen.get(path, 0))
        seen[path] = place[1] + 1
        if place not in translated:
            raise UnequalTexts(
                f"{source.object_repr}: no translation of “{segment.string.data[:60]}” ({path})"
            )
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={
                "data": translated[place],
                "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL,
            },
        )
