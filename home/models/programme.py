"""Settings of the whole site: the programme, its donors, the menus."""

from copy import copy

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from empirie.core.languages import both_or_neither, in_active_language
from empirie.core.remembered import remembered
from empirie.photos.models import Photo
from empirie.photos.renditions.querysets import rendition_values, take_rendition
from empirie.photos.renditions.specs import LOGO


@register_setting(icon="site")
class ProgrammeSettings(ClusterableModel, BaseSiteSetting):
    """What every page says about the programme and those who pay for it, in both languages.

    The grants' period, slogan and logos differ between editions of the programme, so they are settings.
    """

    site_name_pl = models.CharField(_("site name in Polish"), max_length=80, default="Empirie")
    site_name_en = models.CharField(_("site name in English"), max_length=80, default="Empirie")
    tagline_pl = models.CharField(_("tagline in Polish"), max_length=160, blank=True)
    tagline_en = models.CharField(_("tagline in English"), max_length=160, blank=True)
    funding_pl = models.TextField(_("who pays, in Polish"), max_length=600, blank=True)
    funding_en = models.TextField(_("who pays, in English"), max_length=600, blank=True)
    slogan_pl = models.CharField(_("slogan of the grants in Polish"), max_length=200, blank=True)
    slogan_en = models.CharField(_("slogan of the grants in English"), max_length=200, blank=True)
    grants_url = models.URLField(_("site of the grants"), default="https://eeagrants.org")
    national_grants_url = models.URLField(_("national site of the grants"), default="https://www.eog.gov.pl")
    publisher_pl = models.CharField(_("publisher in Polish"), max_length=160, blank=True)
    publisher_en = models.CharField(_("publisher in English"), max_length=160, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldRowPanel(["site_name_pl", "site_name_en"]), "tagline_pl", "tagline_en"],
            heading=_("The site"),
        ),
        MultiFieldPanel(
            [
                "funding_pl",
                "funding_en",
                "slogan_pl",
                "slogan_en",
                FieldRowPanel(["grants_url", "national_grants_url"]),
            ],
            heading=_("The grants"),
        ),
        InlinePanel("logos", label=_("Logo"), heading=_("Logos, in their order")),
        MultiFieldPanel(["publisher_pl", "publisher_en", "contact_email"], heading=_("The publisher")),
    ]

    class Meta:
        verbose_name = _("programme")

    @classmethod
    def base_queryset(cls):
        logos = DonorLogo.objects.filter(programme=models.OuterRef("pk"))
        return super().base_queryset().annotate(has_logos=models.Exists(logos))

    @classmethod
    def for_site(cls, site):
        return copy(remembered(super().for_site)(site))  # Wagtail notes the request on what it gets

    def shown_logos(self):
        """The logos with their pictures; nothing is asked where there are none."""
        if not getattr(self, "has_logos", True):
            return []
        logos = list(self.logos.select_related("image").annotate(**rendition_values("image", LOGO)))
        for logo in logos:
            take_rendition(logo, logo.image, LOGO)
        return logos

    def clean(self):
        super().clean()
        both_or_neither(self, "tagline", "funding", "slogan", "publisher")

    @property
    def site_name(self):
        return in_active_language(self.site_name_pl, self.site_name_en)

    @property
    def tagline(self):
        return in_active_language(self.tagline_pl, self.tagline_en)

    @property
    def funding(self):
        return in_active_language(self.funding_pl, self.funding_en)

    @property
    def slogan(self):
        return in_active_language(self.slogan_pl, self.slogan_en)

    @property
    def publisher(self):
        return in_active_language(self.publisher_pl, self.publisher_en)


class DonorLogo(Orderable):
    """A logo in the footer. Logos belong to their owners and are uploaded by staff, never shipped."""

    programme = ParentalKey(ProgrammeSettings, on_delete=models.CASCADE, related_name="logos")
    image = models.ForeignKey(Photo, verbose_name=_("logo"), on_delete=models.PROTECT, related_name="+")
    alt_pl = models.CharField(_("description in Polish"), max_length=160)
    alt_en = models.CharField(_("description in English"), max_length=160)
    url = models.URLField(_("address it leads to"), blank=True)

    panels = ["image", FieldRowPanel(["alt_pl", "alt_en"]), "url"]

    class Meta(Orderable.Meta):
        verbose_name = _("logo")
        verbose_name_plural = _("logos")

    @property
    def alt(self):
        return in_active_language(self.alt_pl, self.alt_en)


@register_setting(icon="list-ul")
class Navigation(ClusterableModel, BaseSiteSetting):
    """The menus. They name pages by their own titles, each language its own version of the page."""

    panels = [
        InlinePanel("menu_links", label=_("Page"), heading=_("Main menu")),
        InlinePanel("footer_links", label=_("Page"), heading=_("Footer")),
    ]

    class Meta:
        verbose_name = _("navigation")


class _NavigationLink(Orderable):
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("page", help_text=_("The Polish page; English readers get its English version."))]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return str(self.page)


class MenuLink(_NavigationLink):
    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="menu_links")


class FooterLink(_NavigationLink):
    navigation = ParentalKey(Navigation, on_delete=models.CASCADE, related_name="footer_links")
