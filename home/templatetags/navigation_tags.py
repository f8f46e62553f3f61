"""The site around a page: menus, lists of content, the accessibility statement, the search."""

from django import template
from django.db.models import CharField, F, Q, Value
from django.utils.translation import get_language
from wagtail.models import Page, Site

from empirie.core.queries import only_readable
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


@register.simple_tag(takes_context=True)
def site_navigation(context):
    """{"menu": [page…], "footer": [page…], "articles": page, "search": page…} in the reader's language.

    The menus name Polish pages; a page without a readable version in the reader's language is left out.
    Each page of the menu says `current`: "page" when it is open, "true" when a page below it is.
    """
    links = _links(Site.find_for_request(context["request"]))
    pages = _pages([key for _menu, key in links])
    by_key = {page.translation_key: page for page in pages}
    navigation = {"menu": [], "footer": []}
    for menu, key in links:
        if key in by_key:
            navigation[menu].append(by_key[key])
    for page in pages:
        page.current = _current(page, context.get("page"))
        if page.kind in FIXED_PAGES:
            navigation.setdefault(FIXED_PAGES[page.kind], page)
    return navigation


def _links(site):
    """The links of both menus in the editors' order, as (menu, translation key)."""
    menus = [
        model.objects.filter(navigation__site=site)
        .order_by()  # SQLite takes no order inside a union
        .annotate(menu=Value(menu, output_field=CharField()))
        .values_list("menu", "sort_order", "page__translation_key")
        for menu, model in (("menu", MenuLink), ("footer", FooterLink))
    ]
    rows = menus[0].union(menus[1], all=True).order_by("menu", "sort_order")
    return [(menu, key) for menu, _order, key in rows]


def _pages(translation_keys):
    wanted = Q(translation_key__in=translation_keys) | Q(content_type__model__in=FIXED_PAGES)
    pages = only_readable(Page.objects.filter(wanted, locale__language_code=get_language()))
    return list(pages.annotate(kind=F("content_type__model")).order_by("path"))


def _current(page, open_page):
    """What `aria-current` says of a link to `page` while a reader is on `open_page`."""
    if not getattr(open_page, "pk", None):
        return ""
    if open_page.pk == page.pk:
        return "page"
    return "true" if open_page.path.startswith(page.path) else ""
