"""What templates may ask for. The settings load these into every template."""

import re
from urllib.parse import urlencode, urlsplit

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from .. import titles
from ..dates import date_range_in_words, dates_in_words
from ..languages import readable_translations, versions_for_search_engines
from ..links import best_version, is_foreign, pages_for_reader
from ..pictures import load_pictures
from ..sizes import size_in_words
from ..typography import NO_BREAK_SPACE, bind_short_words

register = template.Library()
register.filter(size_in_words)

LANGUAGE_NAMES = {"pl": "Polski", "en": "English"}
CURRENCY_SIGNS = {"PLN": "zł"}
_BARE_ADDRESS = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?")


def _readable_versions(page):
    """The readable versions of `page`, asked for once while it is rendered; none of a page not yet saved."""
    return page.readable_versions if page and page.pk else []


@register.filter
def has_session(request):
    """Whether the reader may be signed in; asks neither the session nor the database."""
    return bool(request) and settings.SESSION_COOKIE_NAME in request.COOKIES


@register.simple_tag(takes_context=True)
def alternates(context, page):
    """The versions of `page` for `hreflang`, itself and x-default included."""
    return versions_for_search_engines(_readable_versions(page), context.get("request"))


@register.simple_tag(takes_context=True)
def document_title(context, page, site_name):
    """What stands in `<title>`: the page, and what its list is narrowed by; "" where there is no page."""
    if not page:
        return ""
    shown = context.get("found") or context.get("listed")
    return titles.document_title(page, site_name, context.get("asked_for"), context.get("query", ""), shown)


@register.simple_tag(takes_context=True)
def language_switch(context, page):
    """Every language with its own name and the address of this page in it; "" where there is none."""
    versions = {
        version.locale.language_code: version.url + _asked_for_in(version.locale.language_code, context)
        for version in _readable_versions(page)
    }
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES[code],
            "url": versions.get(code) or "",
            "is_current": code == get_language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def _asked_for_in(language, context):
    """The query of the address that asks the same in another language: a topic has a name in each."""
    asked_for, query = context.get("asked_for"), context.get("query")
    with translation.override(language):
        asked = urlencode({"q": query}) if query else asked_for.query_string() if asked_for else ""
    return f"?{asked}" if asked else ""


@register.simple_tag
def breadcrumbs(page):
    """The readable pages above `page`, from the front page down."""
    if not page or not page.pk:
        return []
    return page.readable_ancestors


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
    if not page:
        return None
    versions = page.versions if hasattr(page, "versions") else readable_translations(page.specific)
    return next((version for version in versions if version.locale.language_code == get_language()), None)


@register.filter
def to_read(page):
    """The version of a page that a link leads to: the reader's own, else another, else None.

    The link has to say so: `{% foreign page %}`.
    """
    if page and hasattr(page, "versions"):
        return best_version(page)
    return pages_for_reader([page.pk]).get(page.pk) if page else None


@register.simple_tag
def foreign(page):
    """` hreflang="pl"` for a link that leads to another language, nothing for one that does not."""
    return format_html(' hreflang="{}"', page.locale.language_code) if is_foreign(page) else ""


@register.simple_tag
def with_card_photos(pages):
    """`pages` as a list, each with `card_photo`: its cover, poster or first photo, or None."""
    pages = list(pages)
    load_pictures([page for page in pages if not hasattr(page, "card_photo")])
    return pages


@register.simple_tag
def specific_pages(pages):
    """`pages` in their order, each as its own page type: one query a type, not one a page."""
    found = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in pages]).specific()}
    return [found[page.pk] for page in pages if page.pk in found]


@register.filter
def own_name(code):
    """A language's name in that language: "Polski", "English"."""
    return LANGUAGE_NAMES.get(code, code)


@register.filter
def host(url):
    """The site an address leads to: "youtube.com"."""
    return urlsplit(url).hostname.removeprefix("www.") if urlsplit(url).hostname else url


@register.filter
def source_link(source):
    """A source given as a bare address becomes a link under the name of its site; any other stays text.

    A source has no language of its own: a day in it is said in the reader's.
    """
    if not _BARE_ADDRESS.fullmatch(source):
        return dates_in_words(source)
    url = f"https://{source}"
    return format_html('<a href="{}">{}</a>', url, host(url))


@register.filter
def phone_link(telephone):
    """A telephone number as `tel:` links write it: digits and the plus of a country code."""
    return "".join(character for character in telephone if character.isdecimal() or character == "+")


@register.filter
def type_name(page):
    """What kind of page this is, in the reader's language: "Article"."""
    name = str(page.specific_class._meta.verbose_name)
    return name[:1].upper() + name[1:]
