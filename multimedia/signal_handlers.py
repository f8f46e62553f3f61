"""What happens when an uploaded file is stored, and when a recording is published."""

from django.db.models.signals import post_save, pre_save
from wagtail.embeds.embeds import get_embed
from wagtail.embeds.exceptions import EmbedException
from wagtail.signals import page_published
from wagtailmedia.models import get_media_model

from . import intake
from .coding import Coding
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


def prepare_file(instance, raw=False, **kwargs):
    """Clean and measure a new file, whichever way it comes in. Raises ValidationError."""
    if not raw:
        intake.prepare(instance)
        intake.prepare_thumbnail(instance)


def remember_coding(instance, raw=False, **kwargs):
    """Keep how a new file is coded, and let the pages that play it say how long it is."""
    found = instance.__dict__.pop("coding_found", None)
    if raw or found is None:
        return
    Coding.objects.update_or_create(media=instance, defaults=found)
    if seconds := round(instance.duration):
        RecordingPage.objects.filter(media=instance).update(duration=seconds)


def connect():
    media = get_media_model()
    pre_save.connect(prepare_file, sender=media, dispatch_uid="multimedia.prepare_file")
    post_save.connect(remember_coding, sender=media, dispatch_uid="multimedia.remember_coding")
    page_published.connect(remember_outside_player, dispatch_uid="multimedia.remember_outside_player")
