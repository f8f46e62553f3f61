"""What has been loaded, so that loading again neither doubles nor brings back what an editor deleted."""

from django.db import models


class LoadedItem(models.Model):
    """A piece of demo content that was loaded once, by the name of its file: "articles/01-first-call"."""

    name = models.CharField(max_length=120, unique=True)

    def __str__(self):
        return self.name
