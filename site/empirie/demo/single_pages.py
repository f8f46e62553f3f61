"""The pages there is one of: front page, list pages, contact, accessibility statement; the footer."""

import datetime
import json

from django.conf import settings
from wagtail.models import Locale, Site

from home.models import AccessibilityStatementPage, ContactPage, HomePage
from home.tree import put_into_footer

from . import library
from .bodies import BodyBuilder
from .content import read
from .lists import LISTS, polish
from .pages import make_page, publish_in_english

DRAWN_UP = datetime.date(2026, 11, 23)
FOOTER = ("pages/o-programie", "pages/polityka-prywatnosci")


def describe_lists():
    """Give the list pages their leads and descriptions; titles and addresses stay those of `build_site`."""
    for key, page_type in LISTS.items():
        item = read("indexes")[key]
        texts = {"lead": item["lead"], "search_description": item["description"]}
        _republish(polish(page_type), texts)


def fill_home():
    item = read("home")
    home = polish(HomePage)
    home.cover = library.photo(item["cover"])
    texts = {
        "title": item["title"],
        "lead": item["hero_lead"],
        "search_description": item["description"],
        "hero_links": _stream("links", item["hero_links"]),
        "figures": _stream("figures", item["figures"]),
        "cover_description": {code: library.alt(item["cover"], code) for code in ("pl", "en")},
    }
    _republish(home, texts)


def _stream(block, values):
    """The one block of a field of the front page, in both languages."""
    return {
        language: json.dumps(BodyBuilder(f"home/{block}", language).build([values | {"block": block}]))
        for language in ("pl", "en")
    }


def _republish(page, texts):
    for field, text in texts.items():
        setattr(page, field, text["pl"])
    page.save_revision().publish()
    english = page.get_translation(Locale.objects.get(language_code="en"))
    words = {"title": english.title, "slug": english.slug} | {
        field: text["en"] for field, text in texts.items()
    }
    publish_in_english(page, words)


def make_contact():
    item = read("contact")
    make_page(
        "contact",
        item,
        ContactPage,
        polish(HomePage),
        shared={"email": item["email"]},
        bilingual={"organisation": item["organisation"]},
    )


def make_accessibility_statement():
    item = read("accessibility")
    page_item = {
        "title": {"pl": "Deklaracja dostępności", "en": "Accessibility statement"},
        "slug": {"pl": "deklaracja-dostepnosci", "en": "accessibility-statement"},
        "description": item["notice"],
    }
    bilingual = {
        "public_body": read("contact")["organisation"],
        "not_compliant": _as_list(item["non_compliant"]),
        "basis": {language: f"<p>{text}</p>" for language, text in item["notice"].items()},
        "conveniences": item["conveniences"],
        "contact_unit": {"pl": "Redakcja serwisu przykładowego", "en": "Editors of the demonstration site"},
        "architecture": item["architecture"],
        "communication": item["communication"],
    }
    shared = {
        "site_url": f"{settings.SITE_URL}/",
        "published_on": DRAWN_UP,
        "updated_on": DRAWN_UP,
        "drawn_up_on": DRAWN_UP,
        "contact_email": read("contact")["email"],
        "contact_telephone": "+48 000 000 000",
    }
    make_page("accessibility", page_item, AccessibilityStatementPage, polish(HomePage), shared, bilingual)


def _as_list(sentences):
    return {
        language: "<ul>" + "".join(f"<li>{sentence[language]}</li>" for sentence in sentences) + "</ul>"
        for language in ("pl", "en")
    }


def fill_footer():
    pages = [library.page(name) for name in FOOTER]
    put_into_footer(Site.objects.get(is_default_site=True), [*pages, polish(ContactPage)])
