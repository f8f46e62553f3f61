"""What a city's people see after signing in: their galleries, where each stands, and the way to a new one."""

from dataclasses import dataclass

from wagtail.admin.ui.components import Component
from wagtail.images import get_image_model

from empirie.photos.renditions.querysets import thumbnail_of
from galleries.approval.public_now import all_public_now
from galleries.approval.states import states_of
from galleries.models import GalleryPage

from .access import city_pages_of
from .forms import NewGalleryForm


@dataclass
class GalleryCard:
    gallery: GalleryPage
    state: object
    photo_count: int
    cover: object
    public_now: object = None

    @property
    def thumbnail(self):
        return thumbnail_of(self.cover) if self.cover else None


class CityPanel(Component):
    """The whole first page of the admin for a person of a city: see wagtailadmin/home.html."""

    name = "city"
    order = 0
    template_name = "city_galleries/dashboard.html"
    is_whole_page = True

    class Media:
        css = {"all": ["admin/gallery/gallery.css"]}

    def __init__(self, city_pages):
        super().__init__()
        self.city_pages = city_pages

    def get_context_data(self, parent_context):
        request = parent_context["request"]
        return {
            "user": request.user,
            "csrf_token": parent_context["csrf_token"],
            "cities": [
                {"page": page, "cards": cards_of(page), "form": NewGalleryForm(auto_id=f"new-{page.pk}-%s")}
                for page in self.city_pages
            ],
        }


def cards_of(city_page):
    """[GalleryCard] of the city's galleries, the latest first."""
    galleries = list(
        GalleryPage.objects.child_of(city_page)
        .select_related("latest_revision")
        .order_by("-latest_revision_created_at", "-pk")
    )
    states = states_of(galleries)
    readers_see = all_public_now(galleries)
    rows = {gallery.pk: _rows_of(gallery) for gallery in galleries}
    photos = (
        get_image_model()
        .objects.prefetch_related("renditions")
        .in_bulk([pk for photo_rows in rows.values() if (pk := _cover_of(photo_rows))])
    )
    return [
        GalleryCard(
            gallery,
            states[gallery.pk],
            len(rows[gallery.pk]),
            photos.get(_cover_of(rows[gallery.pk])),
            readers_see.get(gallery.pk),
        )
        for gallery in galleries
    ]


def _rows_of(gallery):
    """The draft's rows as its revision holds them: no card needs more of them than this."""
    if gallery.latest_revision:
        return gallery.latest_revision.content["photos"]
    return list(gallery.photos.values("is_cover", "photo", "sort_order"))


def _cover_of(rows):
    return next((row["photo"] for row in rows if row["is_cover"]), rows[0]["photo"] if rows else None)


def put_city_first(request, panels):
    """For a person of a city the panel replaces all others: they are about pages and reports."""
    city_pages = city_pages_of(request.user)
    if city_pages:
        panels[:] = [CityPanel(city_pages)]
