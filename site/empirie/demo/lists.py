"""The list pages that `build_site` makes, by the names content files call them."""

from articles.models import ArticleIndexPage
from galleries.models import CityIndexPage, GalleryIndexPage
from home.models import SearchPage
from multimedia.models import MultimediaIndexPage
from networks.models import NetworkIndexPage, ProductIndexPage

LISTS = {
    "articles": ArticleIndexPage,
    "multimedia": MultimediaIndexPage,
    "cities": CityIndexPage,
    "galleries": GalleryIndexPage,
    "networks": NetworkIndexPage,
    "products": ProductIndexPage,
    "search": SearchPage,
}


def polish(page_type):
    """The one Polish page of a list type."""
    return page_type.objects.get(locale__language_code="pl")
