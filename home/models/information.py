"""InformationPage: the programme explained, ending in what is related to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from empirie.core.blocks import BodyBlock
from empirie.core.pages import BasePage
from empirie.core.pictures import load_pictures, photos_of
from empirie.photos.covers import COVER_PANEL, COVER_TRANSLATION, WithCover
from empirie.subjects.about import AboutSubjects, subjects_panel

from ..sections import Choosing, PickedPage, Section, filled, picked_keys, picked_panel

SECTION_LENGTH = 6
RELATED = ("articles", "recordings", "galleries")


def _choosing_field(verbose_name):
    return models.CharField(verbose_name, max_length=10, choices=Choosing.choices, default=Choosing.BOTH)


class InformationPage(AboutSubjects, WithCover, BasePage):
    """Text and pictures, then related articles, multimedia and city galleries."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    articles_chosen = _choosing_field(_("related articles"))
    recordings_chosen = _choosing_field(_("related multimedia"))
    galleries_chosen = _choosing_field(_("related city galleries"))

    page_description = _("About the programme: text that ends in related articles, multimedia and galleries.")
    parent_page_types = ["home.HomePage", "home.InformationPage"]
    subpage_types = ["home.InformationPage"]
    template = "home/information_page.html"

    content_panels = [
        *BasePage.content_panels,
        COVER_PANEL,
        FieldPanel("body"),
        subjects_panel(),
        MultiFieldPanel(
            [
                "articles_chosen",
                picked_panel("picked_articles", "articles.ArticlePage", _("Articles chosen by hand")),
                "recordings_chosen",
                picked_panel("picked_recordings", "multimedia.RecordingPage", _("Recordings chosen by hand")),
                "galleries_chosen",
                picked_panel("picked_galleries", "galleries.GalleryPage", _("Galleries chosen by hand")),
            ],
            heading=_("At the end of the page"),
        ),
    ]
    translatable_fields = [
        *BasePage.translatable_fields,
        *COVER_TRANSLATION,
        TranslatableField("body"),
        *(
            SynchronizedField(field, overridable=False)
            for field in (
                "articles_chosen",
                "recordings_chosen",
                "galleries_chosen",
                "picked_articles",
                "picked_recordings",
                "picked_galleries",
            )
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def related(self):
        """What the page ends in, as (kind, pages); a kind with nothing to show is left out."""
        keys = picked_keys({name: getattr(self, f"picked_{name}").all() for name in RELATED})
        subjects = self.subjects()
        sections = [
            Section(name, keys[name], SECTION_LENGTH, getattr(self, f"{name}_chosen"), subjects)
            for name in RELATED
        ]
        found = filled(sections, self)
        return [(name, found[name]) for name in RELATED if found.get(name)]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["related"] = self.related()
        subpages = InformationPage.objects.child_of(self).readable().in_order_of_polish().for_cards()
        context["subpages"] = list(subpages) if self.numchild else []
        lists = [pages for _name, pages in context["related"]]
        load_pictures(context["subpages"], *lists, photos=photos_of(self))
        return context


class InformationPageArticle(PickedPage):
    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="picked_articles")


class InformationPageRecording(PickedPage):
    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="picked_recordings")


class InformationPageGallery(PickedPage):
    page = ParentalKey(InformationPage, on_delete=models.CASCADE, related_name="picked_galleries")
