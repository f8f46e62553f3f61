"""What the admin says of the English versions of a page."""

from django import template

from .. import guards, schedule

register = template.Library()

register.simple_tag(guards.unpublished_along)
register.simple_tag(schedule.address_for, name="schedule_address")
