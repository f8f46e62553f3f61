"""What of a page is translated, and whether it has changed since the translation's source was taken."""

import json
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from wagtail.signals import page_published
from wagtail_localize.fields import get_translatable_fields
from wagtail_localize.models import TranslationSource


def connect():
    page_published.connect(
        note_what_was_published, dispatch_uid="empirie.translation.note_what_was_published"
    )


def note_what_was_published(instance, **kwargs):
    """A page published again with nothing to translate changed is not out of date; a changed one is.

    A gallery is published whenever photos are added: without this, its English version would count as out
    of date each time, and staff would learn to ignore it. And after the server's clock was put back a change
    would count as older than the translation it makes out of date.
    """
    if instance.locale.language_code != settings.LANGUAGE_CODE or instance.alias_of_id:
        return
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source is None or source.locale_id != instance.locale_id:
        return
    page_type = type(instance)
    before = translated_content(source.content_json, page_type)
    if translated_content(instance.to_json(), page_type) == before:
        _date(source, timezone.now())
    elif instance.last_published_at and source.last_updated_at >= instance.last_published_at:
        _date(source, instance.last_published_at - timedelta(microseconds=1))


def _date(source, moment):
    """By a query: `save` would take the present moment."""
    TranslationSource.objects.filter(pk=source.pk).update(last_updated_at=moment)


def translated_content(content_json, page_type):
    """{field: value} of all that a translation takes from its source, translated and shared alike."""
    content = json.loads(content_json)
    return {field.field_name: content.get(field.field_name) for field in get_translatable_fields(page_type)}
