"""The languages of the site: of an address, of a person with an account, and of the versions of a page.

The head (`hreflang`), the sitemap and the language switch all ask `language_versions`.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile


@dataclass(frozen=True)
class LanguageVersion:
    """One readable version of a page: language code ("pl", "en" or "x-default") and absolute address."""

    code: str
    url: str


def language_of_address(path):
    """The language code that a path asks for: "en" under /en/, else the default language."""
    first = path.lstrip("/").split("/", 1)[0]
    codes = {code for code, _language in settings.LANGUAGES} - {settings.LANGUAGE_CODE}
    return first if first in codes else settings.LANGUAGE_CODE


def language_of(user):
    """The language an account chose, else the active one. Wagtail's `get_for_user` would write a profile."""
    profile = getattr(user, "wagtail_userprofile", None) or UserProfile()
    return profile.get_preferred_language()


def active_language():
    """The code of the language a page is rendered in: "pl", "en"."""
    return (get_language() or settings.LANGUAGE_CODE).split("-")[0]


def is_default_language():
    return active_language() == settings.LANGUAGE_CODE


def in_active_language(polish, english):
    """The text of a bilingual record in the reader's language; Polish where English is missing."""
    return polish if is_default_language() else (english or polish)


def both_or_neither(record, *names):
    """Raise ValidationError on the empty half of each pair `name_pl`, `name_en` of which one is filled in.

    A text without its English would stand in Polish on an English page, claiming to be English.
    """
    errors = {}
    for name in names:
        polish, english = getattr(record, f"{name}_pl"), getattr(record, f"{name}_en")
        if polish and not english:
            errors[f"{name}_en"] = _("Say it in English as well, for the English pages.")
        elif english and not polish:
            errors[f"{name}_pl"] = _("Say it in Polish as well, for the Polish pages.")
    if errors:
        raise ValidationError(errors)


def readable_translations(page):
    """The versions of `page`, itself included, that a reader can really open, default language first."""
    siblings = page.get_translations(inclusive=True).readable().select_related("locale")
    return sorted(siblings, key=lambda version: version.locale.language_code != settings.LANGUAGE_CODE)


def language_versions(page, request=None):
    """Readable versions of `page`, itself included, plus x-default; empty when there is only one."""
    return versions_for_search_engines(readable_translations(page), request)


def versions_for_search_engines(translations, request=None):
    """What `hreflang` says of these readable translations of one page, the default language first."""
    if len(translations) < 2:
        return []
    versions = [
        LanguageVersion(page.locale.language_code, page.get_full_url(request)) for page in translations
    ]
    return [*versions, LanguageVersion("x-default", versions[0].url)]
