"""Where a link to a page leads: to the version in the reader's language, or to another one, marked so."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Exists
from django.utils.html import format_html
from wagtail.models import Page

from .languages import active_language
from .queries import restrictions_above, with_named_records

# What the texts of the page being rendered link to: {id: version}.
_known = ContextVar("links of the page being rendered", default=None)


def pages_for_reader(ids):
    """{id: version} of those pages that can be read, in the active language where it can be.

    One query, however many pages; none for those of a page that is `rendered_with_links`.
    """
    known = _known.get() or {}
    found = {page_id: known[page_id] for page_id in ids if page_id in known}
    missing = [page_id for page_id in ids if page_id not in known]
    if missing:
        found |= {page_id: best_version(page) for page_id, page in with_versions(Page, missing).items()}
    return {page_id: version for page_id, version in found.items() if version}


@contextmanager
def rendered_with_links(ids):
    """Within the block, what these links lead to is known."""
    if not ids:
        yield
        return
    versions = with_versions(Page, ids)
    token = _known.set(
        {page_id: best_version(versions[page_id]) if page_id in versions else None for page_id in ids}
    )
    try:
        yield
    finally:
        _known.reset(token)


def with_versions(page_type, ids):
    """{id: page} of those of this type, each with `versions`: its readable translations, itself included."""
    keys = Page.objects.filter(pk__in=ids).values("translation_key")
    pages = with_named_records(page_type._default_manager.filter(translation_key__in=keys))
    pages = list(pages.annotate(is_restricted=Exists(restrictions_above())))
    for page in pages:
        page.versions = [
            version
            for version in pages
            if version.translation_key == page.translation_key and is_readable(version)
        ]
    return {page.pk: page for page in pages if page.pk in set(ids)}


def is_readable(page):
    """Whether a reader may open a page that was fetched with `is_restricted`."""
    return page.live and not page.alias_of_id and not page.is_restricted


def best_version(page):
    """Of a page's `versions` the one in the reader's language, else another, else None."""
    return min(
        page.versions, key=lambda version: (is_foreign(version), version.locale.language_code), default=None
    )


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
