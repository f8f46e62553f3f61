"""How templates offer to share a page."""

from django import template

from .. import sharing

register = template.Library()


@register.simple_tag
def share_links(page):
    """The ways to share `page`, or None for a page without an address (a draft in a preview)."""
    address = page.full_url if page and page.pk else None
    return sharing.share_links(page.title, address) if address else None
