"""Keeps translations about the same subjects as their Polish page."""

from django.conf import settings
from wagtail.signals import page_published

from .about import SUBJECT_FIELDS, AboutSubjects


def hand_subjects_on(sender, instance, **kwargs):
    """A published Polish page gives its subjects to its translations, additions and removals alike."""
    if not isinstance(instance, AboutSubjects) or instance.locale.language_code != settings.LANGUAGE_CODE:
        return
    for translation in instance.get_translations():
        for field in SUBJECT_FIELDS:
            setattr(translation, field, getattr(instance, field).all())
        translation.save(clean=False)


def connect():
    page_published.connect(hand_subjects_on, dispatch_uid="subjects.hand_subjects_on")
