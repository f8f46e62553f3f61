"""Texts that a machine translated and no person has confirmed: they are never published."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from empirie.core.completeness import texts_nobody_read


@dataclass(frozen=True)
class MachineText:
    """One text beside its original. `version` changes with every change of the translation."""

    pk: int
    original: str
    words: str
    tool: str
    version: str


def machine_strings(translation):
    """The machine's unconfirmed translations among the texts the page has now."""
    segments = StringSegment.objects.filter(source_id=translation.source_id)
    return segments.get_translations(translation.target_locale).filter(
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE
    )


def unconfirmed_on(page):
    """(the page's translation, number of unconfirmed texts); (None, 0) for a page that is no translation.

    Of a translation that was stopped, the texts that still stand on the page: it is edited by itself now.
    """
    translation = (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
        .exclude(source__locale_id=page.locale_id)
        .first()
    )
    if translation is None:
        return None, 0
    if translation.enabled:
        return translation, machine_strings(translation).count()
    return translation, len(texts_nobody_read(page.get_latest_revision_as_object()))


def texts_to_read(translation):
    """The unconfirmed texts in the order of the page, each once."""
    order = {
        (string, context): place
        for string, context, place in translation.source.stringsegment_set.values_list(
            "string_id", "context_id", "order"
        )
    }
    strings = machine_strings(translation).select_related("translation_of")
    return [
        MachineText(string.pk, string.translation_of.data, string.data, string.tool_name, version_of(string))
        for string in sorted(strings, key=lambda s: order.get((s.translation_of_id, s.context_id), 0))
    ]


def version_of(string):
    """Identifies what a person has read: "key:moment of the last change"."""
    return f"{string.pk}:{string.updated_at.timestamp()}"


@transaction.atomic
def confirm(translation, versions, user):
    """A person has read these versions: they count as their own work now. Returns how many.

    A text that was changed or translated anew since the person opened the list stays unconfirmed.
    """
    read = set(versions)
    strings = [string for string in machine_strings(translation) if version_of(string) in read]
    return StringTranslation.objects.filter(pk__in=[string.pk for string in strings]).update(
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        last_translated_by=user,
        updated_at=timezone.now(),
    )
