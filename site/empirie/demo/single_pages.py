"""The pages there is one of: front page, list pages, contact, accessibility statement; the footer."""

import datetime
import json

from django.conf import settings
from wagtail.models import Site

from empirie.core.translations import publish_translation
from home.models import AccessibilityStatementPage, ContactPage, HomePage
from home.tree import put_into_footer

from .bodies import BodyBuilder
from .content import read
from .kinds import LISTS, polish

DRAWN_UP = datetime.date(2026, 11, 23)
FOOTER = ("pages/o-programie", "pages/polityka-prywatnosci")


def describe_lists(maker):
    """Give the list pages their leads and descriptions; titles and addresses stay those of `build_site`."""
    for key, page_type in LISTS.items():
        item = read("indexes")[key]
        texts = {"lead": item["lead"], "search_description": item["description"]}
        _republish(polish(page_type), texts, maker)


def fill_home(maker):
    item = read("home")
    home = polish(HomePage)
    home.cover = maker.library.photo(item["cover"])
    texts = {
        "title": item["title"],
        "lead": item["hero_lead"],
        "search_description": item["description"],
        "hero_links": _stream("links", item["hero_links"], maker),
        "figures": _stream("figures", item["figures"], maker),
        "cover_description": {code: maker.library.alt(item["cover"], code) for code in ("pl", "en")},
    }
    _republish(home, texts, maker)


def _stream(block, values, maker):
    """The one block of a field of the front page, in both languages."""
    return {
        language: json.dumps(
            BodyBuilder(f"home/{block}", language, maker.library).build([values | {"block": block}])
        )
        for language in ("pl", "en")
    }


def _republish(page, texts, maker):
    for field, text in texts.items():
        setattr(page, field, text["pl"])
    page.save_revision().publish()
    english = page.get_translation(maker.english)
    words = {"title": english.title, "slug": english.slug} | {
        field: text["en"] for field, text in texts.items()
    }
    publish_translation(page, words, maker.english)


def make_contact(maker):
    item = read("contact")
    maker.make(
        "contact",
        item,
        ContactPage,
        polish(HomePage),
        shared={"email": item["email"]},
        bilingual={"organisation": item["organisation"]},
    )


def make_accessibility_statement(maker):
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
    maker.make("accessibility", page_item, AccessibilityStatementPage, polish(HomePage), shared, bilingual)


def _as_list(sentences):
    return {
        language: "<ul>" + "".join(f"<li>{sentence[language]}</li>" for sentence in sentences) + "</ul>"
        for language in ("pl", "en")
    }


def fill_footer(maker):
    pages = [maker.library.page(name) for name in FOOTER]
    put_into_footer(Site.objects.get(is_default_site=True), [*pages, polish(ContactPage)])
