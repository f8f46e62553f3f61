"""Recordings: films and podcast episodes, and the page that lists them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField
from wagtailmedia.edit_handlers import MediaChooserPanel

from empirie.core.blocks import BodyBlock
from empirie.core.listings import ListingMixin
from empirie.core.pages import BasePage
from empirie.photos.models import Photo
from empirie.subjects.about import AboutSubjects, subjects_panel

from .accessibility import AudioDescription, Speech, accessibility_errors
from .coding import Coding
from .filters import RecordingFilter
from .transcripts import cues

__all__ = ["Coding", "MultimediaIndexPage", "PodcastEpisodePage", "RecordingPage", "VideoPage"]


class MultimediaIndexPage(ListingMixin, BasePage):
    """All recordings, newest first."""

    page_description = _("The list of all films and podcast episodes. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["multimedia.VideoPage", "multimedia.PodcastEpisodePage"]
    max_count_per_parent = 1
    template = "multimedia/multimedia_index_page.html"

    filter_class = RecordingFilter

    class Meta:
        verbose_name = _("list of recordings")
        verbose_name_plural = _("lists of recordings")

    def listed_pages(self):
        return RecordingPage.objects.readable().in_language(self.locale).newest_first().for_cards()


class RecordingPage(AboutSubjects, BasePage):
    """What films and podcast episodes have in common. Editors create one of the two, never this."""

    is_creatable = False

    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The day shown to readers."))
    recorded_on = models.DateField(_("recorded on"), null=True, blank=True)
    media = models.ForeignKey(
        "wagtailmedia.Media",
        verbose_name=_("uploaded file"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    external_url = models.URLField(
        _("outside address"),
        blank=True,
        help_text=_("YouTube, Vimeo or another service, when the recording is not uploaded here."),
    )
    duration = models.PositiveIntegerField(
        _("length in seconds"),
        null=True,
        blank=True,
        help_text=_("Read from an uploaded file by itself."),
    )
    poster = models.ForeignKey(
        Photo,
        verbose_name=_("poster"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The picture shown before the recording is played. It is kept here, never fetched."),
    )
    speech = models.CharField(
        _("spoken language"), max_length=5, choices=Speech.choices, default=Speech.POLISH
    )
    captions_pl = models.ForeignKey(
        "core.Download",
        verbose_name=_("Polish captions"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("A WebVTT (.vtt) or SubRip (.srt) file with speech and meaningful sounds."),
    )
    captions_en = models.ForeignKey(
        "core.Download",
        verbose_name=_("English captions"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    audio_description = models.CharField(
        _("what is to be seen"), max_length=20, choices=AudioDescription.choices, blank=True
    )
    transcript = models.TextField(
        _("transcript"),
        blank=True,
        help_text=_("Everything said and shown. A paragraph may begin with its time: [01:23]."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    parent_page_types = []
    subpage_types = []

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        MultiFieldPanel(
            [
                MediaChooserPanel("media"),
                "external_url",
                "poster",
                FieldRowPanel(["duration", "recorded_on"]),
            ],
            heading=_("The recording"),
        ),
        MultiFieldPanel(
            ["speech", "captions_pl", "captions_en", "audio_description", "transcript"],
            heading=_("For those who do not hear or see it"),
        ),
        FieldPanel("body"),
        subjects_panel(),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        *(
            SynchronizedField(field, overridable=False)
            for field in (
                "date",
                "recorded_on",
                "media",
                "external_url",
                "duration",
                "poster",
                "speech",
                "captions_pl",
                "captions_en",
                "audio_description",
            )
        ),
        TranslatableField("transcript"),
        TranslatableField("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("transcript"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")

    def clean(self):
        super().clean()
        if self.media and self.media.duration:
            self.duration = round(self.media.duration)

    def publication_errors(self):
        errors = super().publication_errors()
        if bool(self.media_id) == bool(self.external_url):
            errors["media"] = _("Choose an uploaded file or give an outside address, one of the two.")
        return errors | accessibility_errors(self)

    @property
    def is_video(self):
        """True for a film, False for a podcast episode; lists hold both kinds as RecordingPage."""
        return self.cached_content_type.model == "videopage"

    @property
    def captions(self):
        """The caption files there are, as (language code, document)."""
        tracks = (("pl", self.captions_pl), ("en", self.captions_en))
        return [(language, document) for language, document in tracks if document]

    @property
    def transcript_cues(self):
        return cues(self.transcript)


class VideoPage(RecordingPage):
    page_description = _("A film: uploaded here or kept on YouTube, Vimeo or the like.")
    parent_page_types = ["multimedia.MultimediaIndexPage"]
    subpage_types = []
    template = "multimedia/recording_page.html"

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")


class PodcastEpisodePage(RecordingPage):
    page_description = _("An episode of the podcast, with its transcript.")
    parent_page_types = ["multimedia.MultimediaIndexPage"]
    subpage_types = []
    template = "multimedia/recording_page.html"

    class Meta:
        verbose_name = _("podcast episode")
        verbose_name_plural = _("podcast episodes")
