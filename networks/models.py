"""Networks and their products: schemes, models, recommendations, guides."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks import BodyBlock
from empirie.core.blocks.text import RICH_TEXT_FEATURES
from empirie.core.gathering import gathered
from empirie.core.listings import ListingMixin
from empirie.core.pages import BasePage
from empirie.core.pictures import load_pictures, photos_of
from empirie.core.registry import content, content_about
from empirie.photos.covers import COVER_PANEL, COVER_TRANSLATION, WithCover
from empirie.subjects.about import AboutSubjects, subjects_panel
from empirie.subjects.models import Network
from empirie.subjects.named_pages import NamedAfterRecord

from .filters import ProductFilter
from .products import Level, ProductKind
from .queries import files_for_reader, network_pages_in_order

SHOWN_ABOUT_A_NETWORK = ("products", "articles", "recordings", "galleries")


class NetworkIndexPage(BasePage):
    """The networks, in their order."""

    page_description = _("The list of all networks. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = ["networks.NetworkPage"]
    max_count_per_parent = 1
    template = "networks/network_index_page.html"

    class Meta:
        verbose_name = _("list of networks")
        verbose_name_plural = _("lists of networks")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["network_pages"] = network_pages_in_order(NetworkPage.objects.child_of(self).readable())
        return context


class NetworkPage(NamedAfterRecord, WithCover, BasePage):
    """A network: what it deals with, its cities and meetings, and everything on the site about it."""

    network = models.ForeignKey(
        Network, verbose_name=_("network"), on_delete=models.PROTECT, related_name="pages"
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    record_field = "network"
    card_relations = ("network",)
    has_picture_on_card = False
    page_description = _(
        "A network's page. Its products, articles and recordings gather on it by themselves."
    )
    parent_page_types = ["networks.NetworkIndexPage"]
    subpage_types = ["networks.ProductPage"]
    template = "networks/network_page.html"

    content_panels = [FieldPanel("network"), FieldPanel("lead"), COVER_PANEL, FieldPanel("body")]
    translatable_fields = [
        SynchronizedField("title", overridable=False),
        *(field for field in BasePage.translatable_fields if field.field_name != "title"),
        *COVER_TRANSLATION,
        SynchronizedField("network", overridable=False),
        TranslatableField("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("network page")
        verbose_name_plural = _("network pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        members = (
            content("cities").in_language(self.locale).filter(city__in=self.network.members.values("pk"))
        )
        lists = {
            name: content_about(name, self.locale, networks=[self.network])[:6]
            for name in SHOWN_ABOUT_A_NETWORK
        }
        about = gathered({"cities": members.order_by("city__sort_key"), **lists})
        context["member_pages"] = about.pop("cities")
        context["meetings"] = self.network.meetings.select_related("city")
        context["about"] = about
        load_pictures(*about.values(), photos=photos_of(self))
        return context


class ProductIndexPage(ListingMixin, BasePage):
    """The products of all networks."""

    page_description = _("The list of all network products. There is one in each language.")
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    template = "networks/product_index_page.html"

    filter_class = ProductFilter

    class Meta:
        verbose_name = _("list of products")
        verbose_name_plural = _("lists of products")

    def listed_pages(self):
        return ProductPage.objects.readable().in_language(self.locale).newest_first().for_cards()


class ProductPage(AboutSubjects, WithCover, BasePage):
    """Something a network made that another city can take and use."""

    kind = models.CharField(_("kind"), max_length=20, choices=ProductKind.choices)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    version = models.CharField(_("version"), max_length=20, blank=True)
    date = models.DateField(_("date"), default=timezone.localdate, help_text=_("The day of this version."))
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    how_to_use = RichTextField(_("how to use it"), features=RICH_TEXT_FEATURES, blank=True)
    contact = models.EmailField(_("contact"), blank=True)

    has_picture_on_card = False

    page_description = _("A network's product: scheme, model, recommendation, guide, tool, project idea.")
    parent_page_types = ["networks.NetworkPage"]
    subpage_types = []
    template = "networks/product_page.html"

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["kind", "level"]), "audience", FieldRowPanel(["version", "date"])],
            heading=_("What it is"),
        ),
        MultipleChooserPanel(
            "files", label=_("File"), heading=_("Files in all languages"), chooser_field_name="document"
        ),
        COVER_PANEL,
        FieldPanel("body"),
        FieldPanel("how_to_use"),
        FieldPanel("contact"),
        subjects_panel(),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        *COVER_TRANSLATION,
        SynchronizedField("kind", overridable=False),
        SynchronizedField("level", overridable=False),
        TranslatableField("audience"),
        SynchronizedField("version", overridable=False),
        SynchronizedField("date", overridable=False),
        TranslatableField("body"),
        TranslatableField("how_to_use"),
        SynchronizedField("contact", overridable=False),
        SynchronizedField("files", overridable=False),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("how_to_use"),
        index.FilterField("date"),
        index.FilterField("kind"),
        index.FilterField("level"),
    ]

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["files"] = files_for_reader(self)
        return context


class ProductFile(Orderable):
    """One file of a product. Its language, format and length are the document's own."""

    page = ParentalKey(ProductPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "core.Download", verbose_name=_("file"), on_delete=models.PROTECT, related_name="+"
    )

    panels = ["document"]

    class Meta(Orderable.Meta):
        verbose_name = _("file of a product")
        verbose_name_plural = _("files of products")

    def __str__(self):
        return self.document.title
