"""NamedAfterRecord: the page of a city or network bears the name of its record, in each language."""

from django.conf import settings
from django.db import models
from django.utils import translation


class NamedAfterRecord(models.Model):
    """A page whose title nobody writes: it is the name of the record in the field `record_field`.

    Put it first among the bases of a page type, and leave `title` out of its panels. `signal_handlers`
    brings the pages up to date when a record gets another name.
    """

    record_field = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.take_name()
        super().save(*args, **kwargs)

    def take_name(self):
        """Set the title; returns whether it was another one before."""
        record = getattr(self, self.record_field, None)
        before = (self.title, self.draft_title)
        if record is not None:
            language = self.locale.language_code if self.locale_id else settings.LANGUAGE_CODE
            with translation.override(language):
                self.title = self.draft_title = record.name
            self.slug = self.slug or record.slug
        return (self.title, self.draft_title) != before

    def full_clean(self, *args, **kwargs):
        self.take_name()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self.take_name()
        super().minimal_clean()

    def with_content_json(self, content):
        """A revision from before the record got its name bears the name of today."""
        page = super().with_content_json(content)
        page.take_name()
        return page
