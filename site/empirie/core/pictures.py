"""The pictures of a page, fetched together: one query for the photos of all cards, one for all renditions."""

from django.db.models import prefetch_related_objects
from wagtail.images import get_image_model


def load_pictures(*lists, photos=()):
    """Give each page of `lists` its `card_photo`, and each photo the renditions it is drawn by.

    `photos` are those on the page itself; None among them is left out.
    """
    pages = [page for pages in lists for page in pages]
    wanted = {photo_id for page in pages if page.has_picture_on_card and (photo_id := card_photo_id(page))}
    cards = get_image_model().objects.in_bulk(wanted) if wanted else {}
    for page in pages:
        photo = cards.get(card_photo_id(page))
        page.card_photo = None if photo is None or photo.is_withdrawn else photo
    own = [photo for photo in photos if photo is not None]
    prefetch_related_objects([*cards.values(), *own], "renditions")


def card_photo_id(page):
    """The id of the photo on the page's card: its cover or poster; None when it has neither."""
    return getattr(page, "cover_id", None) or getattr(page, "poster_id", None)


def photos_of(page):
    """Every photo that `page` draws itself: its cover or poster, and those of its body."""
    own = [getattr(page, name, None) for name in ("cover", "poster")]
    return [*own, *_photos_in(getattr(page, "body", ()))]


def _photos_in(body):
    """The photos of figures, the posters of recordings, the first photos of galleries."""
    photos, galleries = [], []
    for block in body:
        if block.block_type == "figure":
            photos.append(block.value["photo"])
        elif block.block_type in ("recording", "gallery") and block.value["page"]:
            for version in block.value["page"].versions:
                photos.append(getattr(version, "poster", None))
                galleries += [version] if block.block_type == "gallery" else []
    if galleries:
        photos += galleries[0].fetch_shown_photos(galleries)
    return photos
