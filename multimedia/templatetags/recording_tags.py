"""How templates write the length of a recording."""

from django import template

from multimedia.transcripts import clock

register = template.Library()
register.filter("clock", clock)


@register.filter
def iso_duration(seconds):
    """Seconds as the `datetime` of <time> asks for them: "PT185S"."""
    return f"PT{int(seconds)}S"
