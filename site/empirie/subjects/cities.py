"""City: where a project happened, and the facts about it, each with its source."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from empirie.core.folding import fold
from empirie.core.languages import both_or_neither, in_active_language
from empirie.core.slugs import tidy_slugs
from empirie.core.sorting import polish_sort_key


class Voivodeship(models.TextChoices):
    """The sixteen voivodeships, under the Polish adjectives officials use."""

    DOLNOSLASKIE = "dolnośląskie", _("Lower Silesian")
    KUJAWSKO_POMORSKIE = "kujawsko-pomorskie", _("Kuyavian-Pomeranian")
    LUBELSKIE = "lubelskie", _("Lublin Voivodeship")
    LUBUSKIE = "lubuskie", _("Lubusz")
    LODZKIE = "łódzkie", _("Łódź Voivodeship")
    MALOPOLSKIE = "małopolskie", _("Lesser Poland")
    MAZOWIECKIE = "mazowieckie", _("Masovian")
    OPOLSKIE = "opolskie", _("Opole Voivodeship")
    PODKARPACKIE = "podkarpackie", _("Subcarpathian")
    PODLASKIE = "podlaskie", _("Podlaskie")
    POMORSKIE = "pomorskie", _("Pomeranian")
    SLASKIE = "śląskie", _("Silesian")
    SWIETOKRZYSKIE = "świętokrzyskie", _("Świętokrzyskie")
    WARMINSKO_MAZURSKIE = "warmińsko-mazurskie", _("Warmian-Masurian")
    WIELKOPOLSKIE = "wielkopolskie", _("Greater Poland")
    ZACHODNIOPOMORSKIE = "zachodniopomorskie", _("West Pomeranian")


class City(index.Indexed, ClusterableModel):
    """One of the programme's cities. Its name is the same in both languages."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("name in the address"), max_length=80, unique=True)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)
    voivodeship = models.CharField(_("voivodeship"), max_length=30, choices=Voivodeship.choices)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(49), MaxValueValidator(55)],
        help_text=_("Degrees north, between 49 and 55."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(14), MaxValueValidator(25)],
        help_text=_("Degrees east, between 14 and 25."),
    )
    project_title_pl = models.CharField(_("project title in Polish"), max_length=300, blank=True)
    project_title_en = models.CharField(_("project title in English"), max_length=300, blank=True)
    donor_partner_pl = models.CharField(
        _("partner from the donor states, in Polish"), max_length=120, blank=True
    )
    donor_partner_en = models.CharField(
        _("partner from the donor states, in English"), max_length=120, blank=True
    )
    project_url = models.URLField(_("project site"), blank=True)

    panels = [
        MultiFieldPanel(
            ["name", "slug", "voivodeship", FieldRowPanel(["latitude", "longitude"])], heading=_("The city")
        ),
        MultiFieldPanel(
            [
                "project_title_pl",
                "project_title_en",
                FieldRowPanel(["donor_partner_pl", "donor_partner_en"]),
                "project_url",
            ],
            heading=_("Its project"),
        ),
        InlinePanel("facts", label=_("Fact"), heading=_("Facts, each with its source")),
    ]
    search_fields = [
        index.SearchField("name", boost=5),
        index.AutocompleteField("name"),
        index.AutocompleteField("folded_text"),
        index.SearchField("folded_text"),
    ]

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        both_or_neither(self, "donor_partner")
        tidy_slugs(self)

    def save(self, *args, **kwargs):
        self.sort_key = polish_sort_key(self.name)
        super().save(*args, **kwargs)

    def folded_text(self):
        return fold(f"{self.name} {self.project_title_pl} {self.project_title_en}")

    @property
    def project_title(self):
        return in_active_language(self.project_title_pl, self.project_title_en)

    @property
    def project_title_language(self):
        """The language the title is really in: an untranslated Polish title is marked as Polish."""
        return in_active_language("pl", "en" if self.project_title_en else "pl")

    @property
    def donor_partner(self):
        return in_active_language(self.donor_partner_pl, self.donor_partner_en)


class CityFact(Orderable):
    """One fact about a city's project: an amount, a day or a sentence, and where it is known from."""

    class Kind(models.TextChoices):
        AWARD = "award", _("Grant awarded")
        GRANT = "grant", _("Grant in the agreement")
        PROJECT_VALUE = "project_value", _("Total value of the project")
        PROJECT_COST = "project_cost", _("Cost of the project")
        AGREEMENT = "agreement", _("Agreement signed")
        PROJECT_NUMBER = "project_number", _("Project number")
        RANKING = "ranking", _("Place in the ranking")
        OTHER = "other", _("Worth knowing")

    class Currency(models.TextChoices):
        EUR = "EUR", _("euro")
        PLN = "PLN", _("zloty")

    city = ParentalKey(City, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    date = models.DateField(_("day"), null=True, blank=True)
    text_pl = models.CharField(_("in words, Polish"), max_length=250, blank=True)
    text_en = models.CharField(_("in words, English"), max_length=250, blank=True)
    source = models.CharField(_("source"), max_length=250)

    panels = [
        "kind",
        FieldRowPanel(["amount", "currency", "date"]),
        FieldPanel("text_pl"),
        FieldPanel("text_en"),
        "source",
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("fact")
        verbose_name_plural = _("facts")

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        super().clean()
        if self.amount is None and self.date is None and not self.text_pl:
            raise ValidationError(_("Give an amount, a day or a few words: a fact says something."))
        if self.amount is not None and not self.currency:
            raise ValidationError({"currency": _("Say in which currency the amount is.")})
        both_or_neither(self, "text")

    @property
    def text(self):
        return in_active_language(self.text_pl, self.text_en)
