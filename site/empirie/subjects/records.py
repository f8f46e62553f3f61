"""What the three kinds of subject have in common: one row, two languages, a slug for the address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from empirie.core.languages import in_active_language
from empirie.core.slugs import tidy_slugs
from empirie.core.sorting import polish_sort_key


class BilingualRecord(models.Model):
    """A record with its name in both languages, so that a name is one thing everywhere."""

    name_pl = models.CharField(_("name in Polish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    sort_key = models.CharField(max_length=240, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = polish_sort_key(self.name_pl)
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        tidy_slugs(self)

    @property
    def name(self):
        """The name in the reader's language."""
        return in_active_language(self.name_pl, self.name_en)
