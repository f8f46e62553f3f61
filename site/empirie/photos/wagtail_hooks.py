"""What the photos add to Wagtail."""

from wagtail import hooks

from .image_operations import BareFormatOperation


@hooks.register("register_image_operations", order=100)
def register_bare_formats():
    """In place of Wagtail's operation of that name, whose hook comes earlier."""
    return [("format", BareFormatOperation)]
