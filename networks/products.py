"""The vocabulary of network products."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProductKind(models.TextChoices):
    SCHEME = "scheme", _("Scheme")
    MODEL = "model", _("Model")
    RECOMMENDATION = "recommendation", _("Recommendation")
    GUIDE = "guide", _("Guide")
    TOOL = "tool", _("Tool")
    PROJECT_IDEA = "project_idea", _("Project idea")


class Level(models.TextChoices):
    """At which level of government a product is meant to work."""

    NATIONAL = "national", _("National")
    REGIONAL = "regional", _("Regional")
    LOCAL = "local", _("Local")
