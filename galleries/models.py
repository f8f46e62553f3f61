"""Cities and their galleries: the pages under /miasta/ and the list of all galleries."""

from functools import cached_property

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import model_from_serializable_data
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks import BodyBlock
from empirie.core.gathering import gathered
from empirie.core.languages import in_active_language
from empirie.core.listings import ListingMixin
from empirie.core.pages import BasePage
from empirie.core.pictures import load_pictures, photos_of
from empirie.core.registry import content_about
from empirie.photos.covers import COVER_PANEL, COVER_TRANSLATION, WithCover
from empirie.photos.models import Photo
from empirie.subjects.about import AboutSubjects, subjects_panel
from empirie.subjects.filters import SubjectFilter
from empirie.subjects.models import City
from empirie.subjects.named_pages import NamedAfterRecord

from .approval.tasks import GalleryApprovalTask  # noqa: F401 (a model of this app)
from .forms import GalleryForm
from .permissions import CityPagePermissionTester
from .photo_pages import AS_FILE, AS_PAGE, AS_REPORT, AS_THANKS, open_photo, photo_asked_for, with_addresses
from .photo_reports import serve_report
from .queries import GalleryManager, city_pages_in_order, fetch_shown_photos, shown_photos

SHOWN_ABOUT_A_CITY = ("galleries", "articles", "recordings", "products")


class CityIndexPage(BasePage):
    """All cities, on a list and a map."""

    page_description = _("The list and map of all cities. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["galleries.CityPage"]
    max_count_per_parent = 1
    template = "galleries/city_index_page.html"

    class Meta:
        verbose_name = _("list of cities")
        verbose_name_plural = _("lists of cities")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["city_pages"] = city_pages_in_order(CityPage.objects.child_of(self).readable())
        return context


class CityPage(NamedAfterRecord, WithCover, BasePage):
    """A city: its facts, its galleries, and everything on the site that is about it."""

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="pages")
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    record_field = "city"
    card_relations = ("city",)
    has_picture_on_card = False
    page_description = _("A city's page. What happened there gathers on it by itself.")
    parent_page_types = ["galleries.CityIndexPage"]
    subpage_types = ["galleries.GalleryPage"]
    template = "galleries/city_page.html"

    content_panels = [FieldPanel("city"), FieldPanel("lead"), COVER_PANEL, FieldPanel("body")]
    translatable_fields = [
        SynchronizedField("title", overridable=False),
        *(field for field in BasePage.translatable_fields if field.field_name != "title"),
        *COVER_TRANSLATION,
        SynchronizedField("city", overridable=False),
        TranslatableField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("city page")
        verbose_name_plural = _("city pages")

    def permissions_for_user(self, user):
        return CityPagePermissionTester(user, self)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["about"] = gathered(
            {name: content_about(name, self.locale, cities=[self.city])[:6] for name in SHOWN_ABOUT_A_CITY}
        )
        load_pictures(*context["about"].values(), photos=photos_of(self))
        return context


class GalleryIndexPage(ListingMixin, BasePage):
    """The galleries of all cities, newest first."""

    page_description = _("The list of all cities' galleries. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "galleries/gallery_index_page.html"

    filter_class = SubjectFilter

    class Meta:
        verbose_name = _("list of galleries")
        verbose_name_plural = _("lists of galleries")

    def listed_pages(self):
        return GalleryPage.objects.readable().in_language(self.locale).newest_first().for_cards()


class GalleryPage(AboutSubjects, BasePage):
    """Photos of one event or place in a city. One set of photos, shown in both languages."""

    event = models.CharField(_("event"), max_length=160, blank=True)
    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("When the photos were taken."))
    place = models.CharField(_("place"), max_length=160, blank=True)
    # Nobody has chosen the date: it follows the days on which the photos were taken.
    date_is_proposed = models.BooleanField(
        _("date taken from the photos"), default=False, db_default=False, editable=False
    )
    # What the city proposes for the English version, {field name: text}; staff decide when they approve.
    english_words = models.JSONField(_("proposed English words"), default=dict, blank=True, editable=False)

    objects = GalleryManager()
    base_form_class = GalleryForm

    page_description = _("A city's photos of one event or place.")
    parent_page_types = ["galleries.CityPage"]
    subpage_types = []
    template = "galleries/gallery_page.html"
    photo_template = "galleries/photo_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["event", FieldRowPanel(["date", "place"])], heading=_("What, when, where")),
        MultipleChooserPanel("photos", label=_("Photo"), heading=_("Photos"), chooser_field_name="photo"),
        subjects_panel("topics", "networks"),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        TranslatableField("event"),
        SynchronizedField("date", overridable=False),
        TranslatableField("place"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("event"),
        index.SearchField("place"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")
        permissions = [("approve_gallery", "Can approve the galleries of cities")]

    def save(self, *args, **kwargs):
        """A gallery is about the city it stands under; nobody has to tick it."""
        parent = self.get_parent() if self.depth else None
        if parent:
            self.cities = [parent.specific.city]
        super().save(*args, **kwargs)

    def copy_for_translation(self, *args, exclude_fields=None, **kwargs):
        """A translation shows the Polish page's photos: two hundred copied rows would only drift apart."""
        return super().copy_for_translation(
            *args, exclude_fields=[*(exclude_fields or []), "photos"], **kwargs
        )

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """A revision as a gallery, without photos deleted since.

        modelcluster 6.5 asks for each photo in a query of its own, and raises for one that is gone: only a
        saved row protects its photo from deletion, not one in a draft.
        """
        gallery = super().from_serializable_data({**data, "photos": []}, check_fks, strict_fks)
        rows = data.get("photos", [])
        there = set(Photo.objects.filter(pk__in=[row["photo"] for row in rows]).values_list("pk", flat=True))
        gallery.photos = [
            model_from_serializable_data(GalleryPhoto, row, check_fks=False)
            for row in rows
            if row["photo"] in there
        ]
        return gallery

    @property
    def city(self):
        return next(iter(self.cities.all()), None)

    @cached_property
    def city_name(self):
        """For readers; lists bring it along, see `queries`."""
        return self.city.name if self.city else ""

    @staticmethod
    def fetch_shown_photos(galleries):
        """For pages that show several galleries: see `queries`."""
        return fetch_shown_photos(galleries)

    def shown_photos(self):
        """The photos in their order: the Polish gallery's, on both language versions."""
        return shown_photos(self)

    def route(self, request, path_components):
        """Each photo has an address under its gallery: see photo_pages."""
        asked_for = photo_asked_for(self, path_components)
        if asked_for is None:
            return super().route(request, path_components)
        super().route(request, [])  # where the gallery is not to be read, neither are its photos
        photo_id, part = asked_for
        return RouteResult(self, kwargs={"photo_page": open_photo(self, photo_id), "part": part})

    def check_request_method(self, request, serve_args=(), serve_kwargs=None):
        """Pages take no forms, but for the one with which a reader reports a photo."""
        if request.method == "POST" and (serve_kwargs or {}).get("part") == AS_REPORT:
            return None
        return super().check_request_method(request, serve_args, serve_kwargs)

    def serve(self, request, photo_page=None, part=AS_PAGE):
        if part == AS_FILE:
            return photo_page.file_response()
        if part in {AS_REPORT, AS_THANKS}:
            return serve_report(request, photo_page, is_sent=part == AS_THANKS)
        return super().serve(request, photo_page=photo_page)

    def get_template(self, request, *args, photo_page=None, **kwargs):
        return self.photo_template if photo_page else super().get_template(request, *args, **kwargs)

    def get_context(self, request, *args, photo_page=None, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if photo_page:
            context["page"] = photo_page
        else:
            context["photos"] = with_addresses(self, self.shown_photos())
        return context


class GalleryPhoto(Orderable):
    """One photo in its place in a gallery, with its words in both languages."""

    page = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="+")
    alt_pl = models.CharField(
        _("description in Polish"),
        max_length=250,
        blank=True,
        help_text=_("What is to be seen, read aloud to those who cannot see it."),
    )
    alt_en = models.CharField(_("description in English"), max_length=250, blank=True)
    is_decorative = models.BooleanField(_("decorative, needs no description"), default=False)
    caption_pl = models.CharField(_("caption in Polish"), max_length=250, blank=True)
    caption_en = models.CharField(_("caption in English"), max_length=250, blank=True)
    is_cover = models.BooleanField(
        _("cover of the gallery"),
        default=False,
        help_text=_("Without a choice the first photo is the cover."),
    )
    review_note = models.CharField(_("remark of the editors"), max_length=500, blank=True, editable=False)
    # The photo's rights when the gallery was sent back: they are no part of the gallery's versions.
    rights_sent_back = models.JSONField(_("rights when sent back"), null=True, blank=True, editable=False)

    panels = [
        "photo",
        FieldRowPanel(["alt_pl", "alt_en"]),
        "is_decorative",
        FieldRowPanel(["caption_pl", "caption_en"]),
        "is_cover",
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("gallery photo")
        verbose_name_plural = _("gallery photos")

    def __str__(self):
        return self.caption or self.alt or self.photo.title

    @property
    def alt(self):
        """The description in the reader's language; empty for a decorative photo."""
        return "" if self.is_decorative else in_active_language(self.alt_pl, self.alt_en)

    @property
    def alt_language(self):
        return in_active_language("pl", "en" if self.alt_en else "pl")

    @property
    def caption(self):
        return in_active_language(self.caption_pl, self.caption_en)

    @property
    def caption_language(self):
        """The language the caption is really in: a missing English one is shown in Polish, marked so."""
        return in_active_language("pl", "en" if self.caption_en else "pl")
