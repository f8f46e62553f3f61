"""CityWorkspace: what belongs to a city's people, kept by id so that a renaming breaks nothing."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from empirie.subjects.models import City

from .sign_in.models import Attempt, Browser, RecoveryCodes

__all__ = ["Attempt", "Browser", "CityWorkspace", "RecoveryCodes"]  # where Django looks for an app's tables


class CityWorkspace(models.Model):
    """A city's group of people and collection of photos. Made and repaired by workspaces.ensure_workspace."""

    city = models.OneToOneField(
        City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="workspace"
    )
    group = models.OneToOneField(
        Group, verbose_name=_("group"), on_delete=models.PROTECT, related_name="workspace"
    )
    collection = models.OneToOneField(
        Collection, verbose_name=_("collection"), on_delete=models.PROTECT, related_name="workspace"
    )
    created_at = models.DateTimeField(_("opened at"), auto_now_add=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("city workspace")
        verbose_name_plural = _("city workspaces")
        ordering = ["city__sort_key"]

    def __str__(self):
        return self.city.name

    @property
    def is_open(self):
        return self.closed_at is None

    @property
    def people(self):
        """The accounts of the city's people, the locked ones too."""
        return self.group.user_set.order_by("username")
