"""Slugs: the last part of an address, made of words and never beginning or ending with a hyphen."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput
from wagtail.coreutils import find_available_slug

from .folding import fold

ENDS = "-_"
# What a slug cannot begin with: all but digits and the letters that the script of Wagtail spells in ASCII.
BEFORE_THE_FIRST_LETTER = r"^[^0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u1fff]+"


def slug_from(words):
    """`words` as a slug; "" when they hold no letter and no digit. Signs such as an emoji are left out."""
    letters = "".join(sign if sign.isalnum() or sign in "-_" else " " * sign.isspace() for sign in words)
    return tidy_slug(slugify(fold(letters)))


def tidy_slug(slug):
    return slug.strip(ENDS)


def give_slug(page):
    """Tidy the slug of `page`, and make one of its title where it has none and its parent is known."""
    page.slug = tidy_slug(page.slug)
    if page.slug or not (page.path or getattr(page, "_cached_parent_obj", None)):
        return
    page.slug = find_available_slug(
        page.get_parent(), slug_from(page.title) or _slug_of_type(page), ignore_page_id=page.pk
    )


def _slug_of_type(page):
    language = page.locale.language_code if page.locale_id else settings.LANGUAGE_CODE
    with translation.override(language):
        return slug_from(str(page._meta.verbose_name))


def tidy_slugs(record):
    """Tidy every slug of a record. Raises ValidationError for one that is made of hyphens alone."""
    errors = {}
    for field in record._meta.fields:
        if isinstance(field, models.SlugField):
            typed = getattr(record, field.name)
            setattr(record, field.name, tidy_slug(typed))
            if typed and not tidy_slug(typed):
                errors[field.name] = _("Write at least one letter or digit.")
    if errors:
        raise ValidationError(errors)


class TidySlugInput(SlugInput):
    """Makes the slug in the browser without a hyphen at its beginning.

    The script of Wagtail 8.0 leaves one there when a title begins with a sign and a space. Remove this class
    when tests/core/test_slugs.py::test_the_script_of_wagtail_leaves_a_hyphen_at_the_beginning fails.
    """

    def __init__(self, attrs=None, **options):
        super().__init__(attrs, **({"formatters": [(BEFORE_THE_FIRST_LETTER, "")]} | options))


register_form_field_override(models.SlugField, override={"widget": TidySlugInput})
