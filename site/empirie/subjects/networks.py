"""Network: one of the experience-exchange networks, its member cities and meetings."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from empirie.core.languages import both_or_neither, in_active_language

from .cities import City
from .records import BilingualRecord
from .widgets import ColumnsOfCheckboxes


class Network(index.Indexed, BilingualRecord, ClusterableModel):
    """A network of cities that exchange experience on one subject."""

    class Kind(models.TextChoices):
        THEMATIC = "thematic", _("Thematic network")
        LEADERS = "leaders", _("Network of leaders")

    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.THEMATIC)
    deals_with_pl = models.TextField(_("what it deals with, in Polish"), max_length=300, blank=True)
    deals_with_en = models.TextField(_("what it deals with, in English"), max_length=300, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    members = ParentalManyToManyField(
        City, verbose_name=_("member cities"), blank=True, related_name="networks"
    )

    panels = [
        MultiFieldPanel(
            [
                "name_pl",
                "name_en",
                FieldRowPanel(["kind", "sort_order"]),
                "slug",
                "deals_with_pl",
                "deals_with_en",
            ],
            heading=_("The network"),
        ),
        FieldPanel("members", widget=ColumnsOfCheckboxes),
        InlinePanel("meetings", label=_("Meeting"), heading=_("Meetings")),
    ]
    search_fields = [
        index.SearchField("name_pl"),
        index.SearchField("name_en"),
        index.AutocompleteField("name_pl"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        ordering = ["sort_order", "sort_key"]
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def clean(self):
        super().clean()
        both_or_neither(self, "deals_with")

    @property
    def deals_with(self):
        return in_active_language(self.deals_with_pl, self.deals_with_en)


class NetworkMeeting(Orderable):
    """One meeting of a network: when, where, about what."""

    network = ParentalKey(Network, on_delete=models.CASCADE, related_name="meetings")
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    when_pl = models.CharField(_("when, in Polish words"), max_length=80, blank=True)
    when_en = models.CharField(_("when, in English words"), max_length=80, blank=True)
    city = models.ForeignKey(
        City, verbose_name=_("city"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("When it was in no city of ours.")
    )
    topic_pl = models.CharField(_("about, in Polish"), max_length=250)
    topic_en = models.CharField(_("about, in English"), max_length=250)
    source = models.CharField(_("source"), max_length=250, blank=True)

    panels = [
        FieldRowPanel(["starts", "ends"]),
        FieldRowPanel(["when_pl", "when_en"]),
        FieldRowPanel(["city", "place"]),
        "topic_pl",
        "topic_en",
        "source",
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self):
        return self.topic

    def clean(self):
        super().clean()
        if not self.starts and not self.when_pl:
            raise ValidationError({"starts": _("Give the day, or say in words when it was.")})
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("The last day cannot come before the first.")})
        both_or_neither(self, "when")

    @property
    def topic(self):
        return in_active_language(self.topic_pl, self.topic_en)

    @property
    def when(self):
        return in_active_language(self.when_pl, self.when_en)

    @property
    def where(self):
        return self.city.name if self.city else self.place
