"""Keeps translations about the same subjects as their Polish page, and pages under their record's name."""

from django.conf import settings
from django.db.models.signals import post_save
from wagtail.signals import page_published

from .about import SUBJECT_FIELDS, AboutSubjects
from .cities import City
from .networks import Network


def hand_subjects_on(sender, instance, **kwargs):
    """A published Polish page gives its subjects to its translations, additions and removals alike."""
    if not isinstance(instance, AboutSubjects) or instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    for translation in instance.get_translations():
        for field in SUBJECT_FIELDS:
            setattr(translation, field, getattr(instance, field).all())
        translation.save(clean=False)


def rename_pages(sender, instance, **kwargs):
    """The pages of a city or network bear its name, also after it changed."""
    for page in instance.pages.select_related("locale"):
        if page.take_name():
            page.save(clean=False)


def connect():
    page_published.connect(hand_subjects_on, dispatch_uid="subjects.hand_subjects_on")
    for record in (City, Network):
        post_save.connect(rename_pages, sender=record, dispatch_uid=f"subjects.rename_{record.__name__}")
