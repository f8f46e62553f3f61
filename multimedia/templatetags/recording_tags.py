"""What templates ask about a recording: how long it is, how it is played."""

from django import template
from django.utils.translation import get_language

from multimedia import players
from multimedia.transcripts import clock

register = template.Library()
register.filter("clock", clock)


@register.filter
def iso_duration(seconds):
    """Seconds as the `datetime` of <time> asks for them: "PT185S"."""
    return f"PT{int(seconds)}S"


@register.simple_tag
def player_of(recording):
    """The player of a recording for the reader's language."""
    return players.player_of(recording, get_language())
