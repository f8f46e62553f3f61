"""Several lists of cards on one page for the price of one."""

from operator import attrgetter

from wagtail.models import Page


def gathered(lists):
    """{name: [page, …]} for {name: queryset of one of our page types}: in one query, each in its own order.

    Each page type may stand in one list only. Pages come as their own types, without their bodies, with the
    records of `card_relations` and the values of `card_values()`.
    """
    ids = [_ids(pages) for pages in lists.values()]
    if not ids:
        return {}
    query = Page.objects.filter(pk__in=ids[0].union(*ids[1:], all=True)).order_by()
    found = list(_with_types(query, [pages.model for pages in lists.values()]))
    return {
        name: _in_order(_of_type(found, pages.model), pages.query.order_by) for name, pages in lists.items()
    }


def _ids(pages):
    """Their ids, fit for a union: SQLite takes neither an order nor a piece of a list inside."""
    if pages.query.is_sliced:
        return Page.objects.filter(pk__in=pages.values("pk")).order_by().values("pk")
    return pages.order_by().values("pk")


def _with_types(query, page_types):
    relations, bodies, values = [], [], {}
    for page_type in page_types:
        own = page_type._meta.model_name
        relations += [own, *(f"{own}__{name}" for name in page_type.card_relations)]
        bodies += [f"{own}__{name}" for name in page_type.get_streamfield_names()]
        values |= {f"{own}_{name}": value for name, value in page_type.objects.all().card_values().items()}
    return query.select_related(*relations).defer(*bodies).annotate(**values)


def _of_type(found, page_type):
    own = page_type._meta.model_name
    values = list(page_type.objects.all().card_values())
    pages = []
    for base in found:
        page = getattr(base, own, None)  # a page of another type has none
        if page is not None:
            for name in values:
                setattr(page, name, getattr(base, f"{own}_{name}"))
            pages.append(page)
    return pages


def _in_order(pages, order):
    """`pages` sorted as `order_by` would sort them; what is unknown comes last."""
    for term in reversed(order):
        is_descending = term.startswith("-")
        value = attrgetter(term.removeprefix("-").replace("__", "."))
        known = sorted((page for page in pages if value(page) is not None), key=value, reverse=is_descending)
        pages = [*known, *(page for page in pages if value(page) is None)]
    return pages
