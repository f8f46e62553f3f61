"""What the admin says of the English versions of a page."""

from django import template

from .. import guards

register = template.Library()

register.simple_tag(guards.unpublished_along)
