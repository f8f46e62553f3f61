"""In which state a page's translation is: one answer for the panel, the report and the editor."""

from django.conf import settings
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation


class State(TextChoices):
    """What a member of staff has to know of a translation; the first that fits is the one."""

    MISSING = "missing", _("Not translated")
    MACHINE = "machine", _("Machine translation, not read yet")
    DRAFT = "draft", _("Being translated")
    READY = "ready", _("Ready to be published")
    OUT_OF_DATE = "out_of_date", _("Out of date")
    CHANGED = "changed", _("Changes wait to be published")
    COMPLETE = "complete", _("Complete")


# What somebody has to do something about, the most pressing for readers first.
WAITING = [state for state in State if state is not State.COMPLETE]


def published_pages():
    """The pages readers have in the default language: those that can be missing in another one."""
    return Page.objects.live().filter(
        locale__language_code=settings.LANGUAGE_CODE, alias_of__isnull=True, depth__gt=1
    )


def with_state(pages, locale):
    """`pages` with the `state` of their translation into `locale`, in one query for all of them.

    Each page also gets `target_id` and `target_live` (its translation, None when there is none),
    `needs_update` (the translation's source is older than the published page), `strings_missing`,
    `only_address_missing` (of all strings, just the one the address is made of), and
    `waiting_since`: the moment from which readers lack the page, or its present version, in that language.
    """
    return _with_moments(_with_texts(_with_target(pages, locale), locale)).annotate(state=_STATE)


def state_of(page, locale):
    """The state of one page's translation."""
    return State(with_state(Page.objects.filter(pk=page.pk), locale).get().state)


def count_by_state(locale):
    """{State: number of published pages}, every state included; one query."""
    pages = with_state(published_pages(), locale).order_by()
    counts = dict(pages.values_list("state").annotate(Count("pk")))
    return {state: counts.get(state, 0) for state in State}


def _with_target(pages, locale):
    target = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale=locale, alias_of__isnull=True
    )
    translation = Translation.objects.filter(
        source__object_id=OuterRef("translation_key"), target_locale=locale, enabled=True
    )
    return pages.annotate(
        target_id=Subquery(target.values("pk")[:1]),
        target_live=Subquery(target.values("live")[:1]),
        target_published_at=Subquery(target.values("last_published_at")[:1]),
        # Earlier than the publication, where that was scheduled.
        target_written_at=Subquery(target.values("live_revision__created_at")[:1]),
        target_has_draft=Subquery(target.values("has_unpublished_changes")[:1]),
        # None when the translation was stopped and is edited as a page of its own.
        source_id=Subquery(translation.values("source_id")[:1]),
        source_updated_at=Subquery(translation.values("source__last_updated_at")[:1]),
    )


def _with_texts(pages, locale):
    segments = StringSegment.objects.filter(source_id=OuterRef("source_id"))
    words = StringTranslation.objects.filter(
        translation_of_id=OuterRef("string_id"), context_id=OuterRef("context_id"), locale=locale
    )
    missing = segments.filter(~Exists(words.filter(has_error=False)))
    by_machine = words.filter(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    newer = words.filter(updated_at__gt=OuterRef("written_at"))
    pages = pages.annotate(written_at=Coalesce("target_written_at", "target_published_at"))
    return pages.annotate(
        strings_missing=Exists(missing),
        only_address_missing=Case(
            When(Exists(missing.exclude(context__path="slug")), then=False),
            When(Exists(missing), then=True),
            default=False,
        ),
        has_machine_strings=Exists(segments.filter(Exists(by_machine))),
        has_newer_strings=Exists(segments.annotate(written_at=OuterRef("written_at")).filter(Exists(newer))),
        needs_update=Case(
            When(last_published_at__gt=Coalesce("source_updated_at", "target_published_at"), then=True),
            default=False,
        ),
    )


_STATE = Case(
    When(target_id__isnull=True, then=Value(State.MISSING)),
    When(has_machine_strings=True, then=Value(State.MACHINE)),
    When(Q(target_live=False) & (Q(strings_missing=True) | Q(needs_update=True)), then=Value(State.DRAFT)),
    When(target_live=False, then=Value(State.READY)),
    When(Q(strings_missing=True) | Q(needs_update=True), then=Value(State.OUT_OF_DATE)),
    When(Q(has_newer_strings=True) | Q(target_has_draft=True), then=Value(State.CHANGED)),
    default=Value(State.COMPLETE),
)


def _with_moments(pages):
    """Without a live translation readers wait since the first publication, else since the last one."""
    return pages.annotate(
        waiting_since=Case(
            When(
                Q(target_live=True)
                & Q(strings_missing=False, needs_update=False)
                & Q(has_machine_strings=False, has_newer_strings=False, target_has_draft=False),
                then=Value(None),
            ),
            When(target_live=True, then=F("last_published_at")),
            default=F("first_published_at"),
        )
    )
