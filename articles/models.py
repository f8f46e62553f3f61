"""Articles: the programme's news, and the page that lists them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks import BodyBlock
from empirie.core.listings import ListingMixin
from empirie.core.pages import BasePage
from empirie.photos.covers import COVER_PANEL, COVER_TRANSLATION, WithCover
from empirie.subjects.about import AboutSubjects, subjects_panel
from empirie.subjects.filters import SubjectFilter


class ArticleIndexPage(ListingMixin, BasePage):
    """All articles, newest first, filtered by subject and year."""

    page_description = _("The list of all articles. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["articles.ArticlePage"]
    max_count_per_parent = 1
    template = "articles/article_index_page.html"

    filter_class = SubjectFilter

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def listed_pages(self):
        return ArticlePage.objects.readable().in_language(self.locale).newest_first().for_cards()


class ArticlePage(AboutSubjects, WithCover, BasePage):
    """A piece of news: what happened, where, and what came of it."""

    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The day shown to readers."))
    event_starts = models.DateField(_("event begins"), null=True, blank=True)
    event_ends = models.DateField(_("event ends"), null=True, blank=True)
    author_line = models.CharField(_("author"), max_length=120, blank=True)
    source_line = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Where the information comes from.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    page_description = _("News: an event, a success, a call, a summary. Cover, text, subjects.")
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types = []
    template = "articles/article_page.html"

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        COVER_PANEL,
        FieldPanel("body"),
        subjects_panel(),
        MultiFieldPanel(
            [FieldRowPanel(["event_starts", "event_ends"]), FieldRowPanel(["author_line", "source_line"])],
            heading=_("Event and sources"),
            classname="collapsed",
        ),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        *COVER_TRANSLATION,
        SynchronizedField("date", overridable=False),
        SynchronizedField("event_starts", overridable=False),
        SynchronizedField("event_ends", overridable=False),
        TranslatableField("author_line"),
        SynchronizedField("source_line", overridable=False),
        TranslatableField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["date"], name="articles_by_date")]

    def clean(self):
        super().clean()
        if self.event_starts and self.event_ends and self.event_ends < self.event_starts:
            raise ValidationError({"event_ends": _("The last day cannot come before the first.")})
