"""What happens when a recording is published."""

from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.signals import page_published

from .embeds import is_known_site, safe_link
from .models import RecordingPage


def remember_outside_player(instance, **kwargs):
    """Ask the site of a recording for its player (oEmbed) once, when an editor publishes, never for a reader.

    Sites that Wagtail does not know are not asked; without an answer the page keeps the plain link.
    """
    if not isinstance(instance, RecordingPage) or not safe_link(instance.external_url):
        return
    if not is_known_site(instance.external_url):
        try:
            get_embed(instance.external_url)
        except EmbedException:
            return


def connect():
    page_published.connect(remember_outside_player, dispatch_uid="multimedia.remember_outside_player")
