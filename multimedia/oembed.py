"""What the sites of recordings say about their players (https://oembed.com), when an editor publishes."""

import requests
from wagtail.embeds import oembed_providers as known
from wagtail.embeds.exceptions import EmbedNotFoundException
from wagtail.embeds.finders.oembed import OEmbedFinder

from empirie.core.outgoing import Limits, ask

# Those whose players a page may show: settings/security_headers.py, FRAME_HOSTS.
PROVIDERS = [known.dailymotion, known.soundcloud, known.spotify, known.ted, known.vimeo, known.youtube]
LIMITS = Limits(size=256 * 1024, kinds=("application/json", "text/json", "text/javascript"))


class PlayerFinder(OEmbedFinder):
    """Wagtail's finder, asking through the one way out, and taking only players.

    Wagtail 8.0 asks without limits and fails with a page of code when the answer is no JSON.
    """

    def __init__(self, providers=None, options=None):
        super().__init__(providers or PROVIDERS, options)

    def find_embed(self, url, max_width=None, max_height=None):
        """The answer as Wagtail keeps it. Raises EmbedNotFoundException."""
        endpoint = self._get_endpoint(url)
        if endpoint is None:
            raise EmbedNotFoundException
        try:
            answer = ask("GET", endpoint, params={"url": url, "format": "json"}, limits=LIMITS)
            told = answer.json() if answer.status == 200 else None
        except (requests.RequestException, ValueError) as error:
            raise EmbedNotFoundException(str(error)) from error
        if not isinstance(told, dict) or not isinstance(told.get("html"), str):
            raise EmbedNotFoundException("No player in the answer")
        return {
            "title": _text(told.get("title")),
            "author_name": _text(told.get("author_name")),
            "provider_name": _text(told.get("provider_name")),
            "type": _text(told.get("type")),
            "thumbnail_url": None,  # pictures of other sites are shown nowhere
            "width": _number(told.get("width")),
            "height": _number(told.get("height")),
            "html": told["html"],
        }


embed_finder_class = PlayerFinder


def _text(value):
    return value[:200] if isinstance(value, str) else ""


def _number(value):
    return value if isinstance(value, int) and 0 < value < 100_000 else None
