"""The breadcrumbs of our own screens in Wagtail's admin."""

from django.urls import reverse
from django.utils.translation import gettext as _


def breadcrumbs(*trail):
    """Return Wagtail's `breadcrumbs_items`: Home, then each (address, label); the last has no address."""
    steps = [(reverse("wagtailadmin_home"), _("Home")), *trail]
    return [{"url": address, "label": label} for address, label in steps]
