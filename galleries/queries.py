"""Which galleries, city pages and photos are shown, and in what order."""

from django.apps import apps
from django.conf import settings
from django.db.models import Count, OuterRef, Subquery
from wagtail.models import PageManager

from empirie.core.queries import PublicPageQuerySet


class GalleryQuerySet(PublicPageQuerySet):
    def card_values(self):
        """`cover_id` (the chosen photo, else the first) and `photo_count`, both from the Polish version."""
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
        return {"cover_id": Subquery(photos.values("photo_id")[:1]), "photo_count": Subquery(count)}

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
    if gallery.locale.language_code != settings.LANGUAGE_CODE:
        gallery = gallery.get_translations().filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if gallery is None:
        return []
    rows = gallery.photos.select_related("photo").prefetch_related(*prefetched)
    once = {}
    for row in rows:
        if not row.photo.is_withdrawn:
            once.setdefault(row.photo_id, row)
    return list(once.values())


def city_pages_in_order(pages):
    """City pages in the Polish alphabetical order of their cities."""
    return pages.select_related("city", "cover").order_by("city__sort_key")
