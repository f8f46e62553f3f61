"""Addresses that pass a page on. They are plain links: nothing of another site is on our pages."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class ShareLinks:
    """Where each way of sharing a page leads."""

    address: str
    email: str
    facebook: str
    linkedin: str
    x: str


def share_links(title, address):
    """The links that share the page with this title at this full address."""
    # quote() and not urlencode(): mail programs show the "+" of an encoded form as a plus.
    words, url = quote(title, safe=""), quote(address, safe="")
    return ShareLinks(
        address=address,
        email=f"mailto:?subject={words}&body={words}%0D%0A{url}",
        facebook=f"https://www.facebook.com/sharer/sharer.php?u={url}",
        linkedin=f"https://www.linkedin.com/sharing/share-offsite/?url={url}",
        x=f"https://x.com/intent/post?text={words}&url={url}",
    )
