"""The site around a page: menus, lists of content, the accessibility statement, the search."""

from copy import copy

from django import template
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language
from wagtail.models import Page, Site, get_page_models

from empirie.core.queries import only_readable
from empirie.core.remembered import remembered
from home.models import FooterLink, MenuLink

register = template.Library()

# Page types of which each language has one, by the name templates use.
FIXED_PAGES = {
    "articleindexpage": "articles",
    "cityindexpage": "cities",
    "galleryindexpage": "galleries",
    "multimediaindexpage": "recordings",
    "networkindexpage": "networks",
    "productindexpage": "products",
    "searchpage": "search",
    "accessibilitystatementpage": "statement",
    "contactpage": "contact",
}


MENUS = {"menu": MenuLink, "footer": FooterLink}


@register.simple_tag(takes_context=True)
def site_navigation(context):
    """{"menu": [page…], "footer": [page…], "articles": page, "search": page…} in the reader's language.

    The menus name Polish pages; a page without a readable version in the reader's language is left out.
    Each page of the menu says `current`: "page" when it is open, "true" when a page below it is.
    """
    site = Site.find_for_request(context["request"])
    pages = [copy(page) for page in _pages(site, get_language())]
    navigation = {
        menu: sorted(
            (page for page in pages if page.places[menu] is not None), key=lambda page: page.places[menu]
        )
        for menu in MENUS
    }
    for page in pages:
        page.current = _current(page, context.get("page"))
        if page.kind in FIXED_PAGES:
            navigation.setdefault(FIXED_PAGES[page.kind], page)
    return navigation


@remembered
def _pages(site, language):
    """The readable pages of both menus and the fixed ones, with their `kind` and `places` in the menus."""
    kinds = {content_type.pk: kind for kind, content_type in _content_types().items()}
    # One subquery a way to be wanted: joined by OR, SQLite would go through all pages.
    wanted, places = [Page.objects.filter(content_type__in=kinds)], {}
    for menu, model in MENUS.items():
        links = model.objects.filter(navigation__site=site)
        wanted.append(Page.objects.filter(translation_key__in=links.values("page__translation_key")))
        place = links.filter(page__translation_key=OuterRef("translation_key")).order_by("sort_order")
        places[f"place_in_{menu}"] = Subquery(place.values("sort_order")[:1])
    first, *others = (pages.order_by().values("pk") for pages in wanted)
    pages = Page.objects.filter(pk__in=first.union(*others), locale__language_code=language)
    pages = pages.annotate(**places)
    found = list(only_readable(pages).order_by("path"))
    for page in found:
        page.kind = kinds.get(page.content_type_id)
        page.places = {menu: getattr(page, f"place_in_{menu}") for menu in MENUS}
    return found


def _content_types():
    """{kind: content type} of the fixed pages, which every process remembers."""
    models = {model._meta.model_name: model for model in get_page_models()}
    return {kind: ContentType.objects.get_for_model(models[kind]) for kind in FIXED_PAGES}


def _current(page, open_page):
    """What `aria-current` says of a link to `page` while a reader is on `open_page`."""
    if not getattr(open_page, "pk", None):
        return ""
    if open_page.pk == page.pk:
        return "page"
    return "true" if open_page.path.startswith(page.path) else ""
