"""Where a link to a page leads: to the version in the reader's language, or to another one, marked so."""

from django.utils.html import format_html
from wagtail.models import Page

from .languages import active_language
from .queries import only_readable


def pages_for_reader(pages):
    """{id: version} of those of `pages` that can be read, in the active language where it can be.

    Two queries, however many pages.
    """
    wanted = {page.pk: page.translation_key for page in pages}
    versions = only_readable(Page.objects.filter(translation_key__in=wanted.values()))
    best = {}
    for version in versions.select_related("locale").order_by("-locale__language_code"):
        if version.translation_key not in best or not is_foreign(version):
            best[version.translation_key] = version
    return {pk: best[key] for pk, key in wanted.items() if key in best}


def is_foreign(page):
    """Whether a reader who follows a link to `page` comes to another language."""
    return page.locale.language_code != active_language()


def opening_tag(page):
    """`<a …>` for a link to `page`; without an address, so plain text, when there is nothing to read."""
    if page is None or not page.url:
        return "<a>"
    if is_foreign(page):
        return format_html('<a href="{}" hreflang="{}">', page.url, page.locale.language_code)
    return format_html('<a href="{}">', page.url)
