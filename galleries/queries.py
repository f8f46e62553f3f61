"""Which galleries, city pages and photos are shown, and in what order."""

from django.apps import apps
from django.conf import settings
from django.db.models import Count, F, OuterRef, Subquery
from wagtail.models import PageManager

from empirie.core.queries import PublicPageQuerySet


class GalleryQuerySet(PublicPageQuerySet):
    def card_values(self):
        """`cover_id` (the chosen photo, else the first) and `photo_count`, both from the Polish version; and
        `city_name`.
        """
        photos = (
            apps.get_model("galleries.GalleryPhoto")
            .objects.filter(
                photo__withdrawn_at=None,
                page__translation_key=OuterRef("translation_key"),
                page__locale__language_code=settings.LANGUAGE_CODE,
            )
            .order_by("-is_cover", "sort_order")
        )
        count = (
            photos.order_by()
            .values("page__translation_key")
            .annotate(count=Count("photo", distinct=True))
            .values("count")
        )
        cities = self.model.cities.through.objects.filter(gallerypage=OuterRef("pk")).order_by(
            "city__sort_key"
        )
        return {
            "cover_id": Subquery(photos.values("photo_id")[:1]),
            "photo_count": Subquery(count),
            "city_name": Subquery(cities.values("city__name")[:1]),
        }

    def for_cards(self):
        return super().for_cards().annotate(**self.card_values())


GalleryManager = PageManager.from_queryset(GalleryQuerySet)


def shown_photos(gallery):
    """The photos of `gallery` in their order, with the renditions its grid draws."""
    return photos_in_order(gallery, "photo__renditions")


def photos_in_order(gallery, *prefetched):
    """The rows of `gallery` a reader sees: the Polish gallery's, in their order, without withdrawn photos.

    A photo that stands in the gallery twice is shown once. A preview of an unsaved gallery shows its unsaved
    rows.
    """
    rows = getattr(gallery, "fetched_rows", None)
    if rows is None and gallery.locale.language_code == settings.LANGUAGE_CODE:
        rows = gallery.photos.select_related("photo").prefetch_related(*prefetched)
    elif rows is None:
        rows = _rows_of([gallery]).prefetch_related(*prefetched)
    once = {}
    for row in rows:
        if not row.photo.is_withdrawn:
            once.setdefault(row.photo_id, row)
    return list(once.values())


def fetch_shown_photos(galleries):
    """Have the rows of all these galleries at hand, in one query; returns their photos."""
    rows = list(_rows_of(galleries).annotate(key=F("page__translation_key")))
    for gallery in galleries:
        gallery.fetched_rows = [row for row in rows if row.key == gallery.translation_key]
    return [row.photo for row in rows]


def _rows_of(galleries):
    """The rows of the Polish versions of these galleries, with their photos."""
    return (
        apps.get_model("galleries.GalleryPhoto")
        .objects.filter(
            page__translation_key__in={gallery.translation_key for gallery in galleries},
            page__locale__language_code=settings.LANGUAGE_CODE,
        )
        .select_related("photo")
        .order_by("sort_order")
    )


def city_pages_in_order(pages):
    """City pages in the Polish alphabetical order of their cities."""
    return pages.select_related("city", "cover").order_by("city__sort_key")
