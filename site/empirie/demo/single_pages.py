"""The pages there is one of: front page, list pages, contact, accessibility statement; the footer."""

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

STATEMENT_TEXTS = (
    "public_body",
    "not_compliant",
    "basis",
    "conveniences",
    "contact_unit",
    "architecture",
    "communication",
)
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
    shared = {
        "site_url": f"{settings.SITE_URL}/",
        "contact_email": read("contact")["email"],
        "contact_telephone": item["contact_telephone"],
        **dict.fromkeys(("drawn_up_on", "published_on", "updated_on"), item["drawn_up_on"]),
    }
    bilingual = {field: item[field] for field in STATEMENT_TEXTS}
    make_page("accessibility", item, AccessibilityStatementPage, polish(HomePage), shared, bilingual)


def fill_footer():
    pages = [library.page(name) for name in FOOTER]
    put_into_footer(Site.objects.get(is_default_site=True), [*pages, polish(ContactPage)])
