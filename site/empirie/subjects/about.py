"""AboutSubjects: a page says which cities, networks and topics it is about."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from .cities import City
from .networks import Network
from .together import fetched_together
from .topics import Topic
from .widgets import ColumnsOfCheckboxes

SUBJECT_FIELDS = ("topics", "cities", "networks")


class AboutSubjects(models.Model):
    """Subjects of a page. The Polish page decides; its translations are about the same things.

    wagtail-localize 1.14.5 copies such relations once and never clears them (its issues 534 and 820), so a
    translation takes them from its Polish page each time it is saved, and a published Polish page hands
    them on at once (see `signal_handlers`).
    """

    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    cities = ParentalManyToManyField(City, verbose_name=_("cities"), blank=True, related_name="+")
    networks = ParentalManyToManyField(Network, verbose_name=_("networks"), blank=True, related_name="+")

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        source = self.source_of_subjects()
        if source is not None:
            for field in SUBJECT_FIELDS:
                setattr(self, field, getattr(source, field).all())
        super().save(*args, **kwargs)

    def source_of_subjects(self):
        """The Polish page this one translates, or None for a new or Polish page or one written in English."""
        if not self.locale_id or self.locale.language_code == settings.LANGUAGE_CODE:
            return None
        return (
            type(self)
            .objects.filter(
                translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
            )
            .first()
        )

    def subjects(self):
        """The subjects as keyword arguments for `content_about`: subqueries, or a preview's lists."""
        if self._has_unsaved_subjects():
            return {field: list(getattr(self, field).all()) for field in SUBJECT_FIELDS}
        return {field: getattr(self, field).order_by().values("pk") for field in SUBJECT_FIELDS}

    def named_subjects(self):
        """{"topics": […], "cities": […], "networks": […]} with their names and slugs."""
        if self._has_unsaved_subjects():
            return {field: list(getattr(self, field).all()) for field in SUBJECT_FIELDS}
        return fetched_together({field: getattr(self, field).all() for field in SUBJECT_FIELDS})

    def _has_unsaved_subjects(self):
        return not all(isinstance(getattr(self, field).all(), models.QuerySet) for field in SUBJECT_FIELDS)


def subjects_panel(*fields):
    """The panel where editors tick subjects; all three kinds unless `fields` names some."""
    return MultiFieldPanel(
        [FieldPanel(field, widget=ColumnsOfCheckboxes) for field in fields or SUBJECT_FIELDS],
        heading=_("What it is about"),
        classname="collapsed",
    )
