"""What templates may ask for. The settings load these into every template."""

from django import template
from django.conf import settings
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.images import get_image_model

from ..dates import date_range_in_words
from ..languages import language_versions, readable_translations
from ..typography import NO_BREAK_SPACE, bind_short_words

register = template.Library()

LANGUAGE_NAMES = {"pl": "Polski", "en": "English"}
CURRENCY_SIGNS = {"PLN": "zł"}


@register.simple_tag(takes_context=True)
def alternates(context, page):
    """The versions of `page` for `hreflang`, itself and x-default included."""
    return language_versions(page, context.get("request")) if page and page.pk else []


@register.simple_tag
def language_switch(page):
    """Every language with its own name and the address of this page in it; "" where there is none."""
    versions = {}
    if page and page.pk:
        versions = {version.locale.language_code: version.url for version in readable_translations(page)}
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES[code],
            "url": versions.get(code) or "",
            "is_current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag
def breadcrumbs(page):
    """The readable pages above `page`, from the front page down."""
    if not page or not page.pk:
        return []
    return page.get_ancestors().live().filter(depth__gt=1)


@register.simple_tag
def photo_by_id(pk):
    """The photo with this id, or None."""
    return get_image_model().objects.filter(pk=pk).first() if pk else None


@register.filter
def bound(text):
    """Text whose Polish one-letter words do not hang at the end of a line."""
    return mark_safe(bind_short_words(conditional_escape(text)))


@register.simple_tag
def date_range(first_day, last_day=None):
    """One day, or a range such as "23–25 listopada 2026"."""
    return date_range_in_words(first_day, last_day)


@register.filter
def money(amount, currency):
    """An amount with its currency as the reader's language writes it."""
    decimals = 0 if amount == int(amount) else 2
    number = number_format(amount, decimals, use_l10n=True, force_grouping=True)
    sign = CURRENCY_SIGNS.get(currency, currency) if get_language() == "pl" else currency
    return f"{number}{NO_BREAK_SPACE}{sign}" if get_language() == "pl" else f"{sign}{NO_BREAK_SPACE}{number}"


@register.filter
def long_date(day):
    """A day in words: "23 listopada 2026", "23 November 2026"."""
    return date_format(day, "j E Y" if get_language() == "pl" else "j F Y") if day else ""


@register.filter
def localized(page):
    """The version of a page in the reader's language when it can be read, else None."""
    return next((version for version in readable_translations(page.specific) if version.locale.language_code == get_language()), None) if page else None
