"""What an editor does on the way to an English page, in one call each."""

from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from tests import factories as make


def publish_polish(page):
    """Publish what `page` says in memory."""
    page.save_revision().publish()


def begin_translation(page):
    """Submit the published page for translation; returns the Translation, whose page is a draft."""
    translate_object(page.specific_class.objects.get(pk=page.pk), [make.english_locale()])
    return Translation.objects.get(source__object_id=page.translation_key)


def translate_everything(translation, kind=StringTranslation.TRANSLATION_TYPE_MANUAL):
    """An English text for each string that has none."""
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.get_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": in_english(segment.string.data), "translation_type": kind},
        )


def in_english(text):
    """A translation that can be told from the original, with its tags and links where they were."""
    before, bracket, after = text.partition(">")
    return f"{before}>EN {after}" if bracket and text.startswith("<") else f"EN {text}"


def say_in_english(translation):
    """Give every string an English text of its own, whatever it had before; returns these texts."""
    said = []
    for segment in translation.source.stringsegment_set.select_related("string", "context"):
        text = segment.string.data
        words = f"en-{text}"[:250] if segment.context.path == "slug" else in_english(text)
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": words, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )
        said.append(words)
    return said


def published_in_english(page):
    """(the English page, every text it was given): submitted, translated, published, as staff would."""
    translation = Translation.objects.filter(source__object_id=page.translation_key).first()
    if translation is None:
        translation = begin_translation(page)
    else:
        translation.source.update_from_db()
    said = say_in_english(translation)
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    return Page.objects.get(pk=translation.get_target_instance().pk).specific, said


def texts_of(page):
    """Every translatable text of a page, as wagtail-localize reads it."""
    return [s.string.data for s in extract_segments(page) if isinstance(s, StringSegmentValue)]
