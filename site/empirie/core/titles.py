"""Document titles: what a browser's tab, a bookmark and a screen reader say first (WCAG 2.4.2)."""

from django.utils.translation import gettext as _


def document_title(page, site_name, asked_for=None, query="", shown=None):
    """The title of a page, with what narrows it: "News: Energy, 2025 – page 2 of 3 – Empirie".

    `asked_for` is the filter of a list, `query` what was searched for, `shown` the page of the list.
    """
    title = page.seo_title or page.title
    if asked_for and asked_for.is_filtering:
        title = f"{title}: {asked_for.in_words()}"
    if query:
        title = f"{title}: " + _("“%(query)s”") % {"query": query}
    parts = [title]
    if query and not shown:
        parts.append(_("nothing found"))
    if shown and shown.number > 1:
        place = {"number": shown.number, "total": shown.paginator.num_pages}
        parts.append(_("page %(number)s of %(total)s") % place)
    return " – ".join([*parts, site_name])
