"""The report "Translations": every published page, and what its translation waits for."""

from datetime import timedelta

import django_filters
from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.coreutils import get_content_type_label
from wagtail.models import Locale, Page, get_page_content_types

from .states import State, published_pages, with_state
from .views import may_translate

AGES = (
    (7, _("more than a week")),
    (30, _("more than a month")),
    (90, _("more than three months")),
    (365, _("more than a year")),
)
WHAT_TO_DO = {
    State.MISSING: _("Translate"),
    State.MACHINE: _("Read"),
    State.DRAFT: _("Go on translating"),
    State.READY: _("Open"),
    State.OUT_OF_DATE: _("Bring up to date"),
    State.CHANGED: _("Open"),
    State.COMPLETE: _("Open"),
}


def languages():
    """[(code, name)] of the languages that pages are translated into."""
    return [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def language_asked_for(request):
    """The code of the language to report on: the one in the address, else the first."""
    codes = [code for code, _name in languages()]
    wanted = request.GET.get("language")
    return wanted if wanted in codes else codes[0]


def back_to_report(request):
    """The report as it is filtered now, whether the whole page or only its results were asked for."""
    return f"{reverse('translation:report')}?{request.GET.urlencode()}"


class TranslationFilters(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    content_type = ContentTypeFilter(
        label=_("Type"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )
    waiting = django_filters.ChoiceFilter(
        label=_("Readers have been waiting"),
        choices=AGES,
        method="waiting_longer",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=languages,
        method="in_language",
        widget=forms.RadioSelect,
        empty_label=None,
    )

    class Meta:
        model = Page
        fields = []

    def waiting_longer(self, pages, name, days):
        return pages.filter(waiting_since__lt=timezone.now() - timedelta(days=int(days)))

    def in_language(self, pages, name, code):
        return pages  # the report asks for the states in that language from the start


def state_in_words(page):
    """The state; where nothing but the address keeps it from being better, that is said too."""
    label = State(page.state).label
    if page.only_address_missing and not page.needs_update and page.state in (State.DRAFT, State.OUT_OF_DATE):
        return _("%(state)s: its address is still in Polish") % {"state": label}
    return label


class StepColumn(Column):
    """The button that leads to the next step, in one click."""

    cell_template_name = "translation/step_cell.html"

    def get_value(self, page):
        return WHAT_TO_DO[State(page.state)]

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        context["csrf_token"] = get_token(request)
        context["language_code"] = language_asked_for(request)
        context["back"] = back_to_report(request)
        return context


class TranslationReport(ReportView):
    page_title = _("Translations")
    header_icon = "wagtail-localize-language"
    index_url_name = "translation:report"
    index_results_url_name = "translation:report_results"
    results_template_name = "translation/report_results.html"
    model = Page
    filterset_class = TranslationFilters
    default_ordering = "waiting_since"

    columns = [
        TitleColumn(
            "title",
            label=_("Polish page"),
            accessor="get_admin_display_title",
            get_url=lambda page: page.url,
            sort_key="title",
        ),
        StatusTagColumn(
            "state",
            label=_("Translation"),
            accessor=state_in_words,
            primary=lambda page: page.state == State.COMPLETE,
        ),
        StepColumn("step", label=_("Next step")),
        DateColumn("waiting_since", label=_("Readers waiting since"), sort_key="waiting_since"),
        Column("type", label=_("Type"), accessor=lambda page: get_content_type_label(page.content_type)),
    ]
    list_export = ["title", "content_type", "state", "waiting_since", "last_published_at", "full_url"]
    export_headings = {
        "title": _("Polish page"),
        "content_type": _("Type"),
        "state": _("Translation"),
        "waiting_since": _("Readers waiting since"),
        "last_published_at": _("Published"),
        "full_url": _("Address"),
    }

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.custom_field_preprocess = self.custom_field_preprocess | {
            "content_type": dict.fromkeys((self.FORMAT_CSV, self.FORMAT_XLSX), get_content_type_label),
            "state": dict.fromkeys(
                (self.FORMAT_CSV, self.FORMAT_XLSX), lambda state: str(State(state).label)
            ),
        }

    def dispatch(self, request, *args, **kwargs):
        if not may_translate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def locale(self):
        return Locale.objects.get(language_code=language_asked_for(self.request))

    def get_base_queryset(self):
        return with_state(published_pages(), self.locale).select_related("content_type", "locale")

    def order_queryset(self, queryset):
        """Who waits longest comes first; what waits for nothing comes last."""
        if self.ordering == "waiting_since":
            return queryset.order_by(F("waiting_since").asc(nulls_last=True), "pk")
        if self.ordering == "-waiting_since":
            return queryset.order_by(F("waiting_since").desc(nulls_last=True), "pk")
        return queryset.order_by(self.ordering, "pk")

    def stream_csv(self, queryset):
        """Written at once: Wagtail writes line by line after the request, in the site's language."""
        return list(super().stream_csv(queryset))

    def get_filename(self):
        return f"translations-{timezone.localdate().isoformat()}"

    def get_context_data(self, **kwargs):
        return super().get_context_data(everything_is_done=not self.is_filtering, **kwargs)


def report_address(*states):
    """The address of the report, showing pages in these states only."""
    query = "&".join(f"state={state.value}" for state in states)
    return f"{reverse('translation:report')}?{query}" if query else reverse("translation:report")
