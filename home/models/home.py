"""HomePage: the front page of one language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks.links import LinksBlock
from empirie.core.blocks.numbers import FiguresBlock
from empirie.core.pages import BasePage
from empirie.core.pictures import load_pictures, photos_of
from empirie.core.registry import content
from empirie.photos.covers import COVER_PANEL, COVER_TRANSLATION, WithCover

from ..sections import PickedPage, Section, filled, picked_keys, picked_panel

SHOWN = {"articles": 6, "recordings": 3, "galleries": 6}
SHOWN_PRODUCTS = 4


class HomePage(WithCover, BasePage):
    """Hero, the programme in figures, news, cities, multimedia, galleries, networks and products."""

    hero_links = StreamField(
        [("links", LinksBlock())], verbose_name=_("links below the title"), blank=True, max_num=1
    )
    figures = StreamField(
        [("figures", FiguresBlock())], verbose_name=_("the programme in figures"), blank=True, max_num=1
    )

    page_description = _("The front page. There is one in each language.")
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "articles.ArticleIndexPage",
        "multimedia.MultimediaIndexPage",
        "galleries.CityIndexPage",
        "galleries.GalleryIndexPage",
        "networks.NetworkIndexPage",
        "networks.ProductIndexPage",
        "home.InformationPage",
        "home.ContactPage",
        "home.AccessibilityStatementPage",
        "home.SearchPage",
    ]
    template = "home/home_page.html"

    content_panels = [
        *BasePage.content_panels,
        COVER_PANEL,
        FieldPanel("hero_links"),
        FieldPanel("figures"),
        MultiFieldPanel(
            [
                picked_panel("picked_articles", "articles.ArticlePage", _("Articles to put first")),
                picked_panel("picked_recordings", "multimedia.RecordingPage", _("Recordings to put first")),
                picked_panel("picked_galleries", "galleries.GalleryPage", _("Galleries to put first")),
            ],
            heading=_("Sections"),
            help_text=_("Each section shows what you put first, then the newest."),
        ),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        *COVER_TRANSLATION,
        TranslatableField("hero_links"),
        TranslatableField("figures"),
        SynchronizedField("picked_articles", overridable=False),
        SynchronizedField("picked_recordings", overridable=False),
        SynchronizedField("picked_galleries", overridable=False),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def sections(self):
        """The lists on the front page, by name."""
        keys = picked_keys({name: getattr(self, f"picked_{name}").all() for name in SHOWN})
        sections = [Section(name, keys[name], limit) for name, limit in SHOWN.items()]
        products, cities, networks = (
            content(name).in_language(self.locale) for name in ("products", "cities", "networks")
        )
        return filled(
            sections,
            self,
            products=products.newest_first()[:SHOWN_PRODUCTS],
            cities=cities.order_by("city__sort_key"),
            networks=networks.order_by("network__sort_order", "network__sort_key"),
        )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = sections = self.sections()
        load_pictures(*(sections[name] for name in SHOWN), photos=photos_of(self))
        return context


class HomePageArticle(PickedPage):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="picked_articles")


class HomePageRecording(PickedPage):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="picked_recordings")


class HomePageGallery(PickedPage):
    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="picked_galleries")
