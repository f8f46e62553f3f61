"""Making one page: in Polish through Wagtail's models, then in English through wagtail-localize."""

import json

from wagtail.models import Locale

from empirie.core.translations import publish_translation
from empirie.photos.covers import WithCover

from . import library
from .bodies import BodyBuilder
from .content import is_bilingual

PAGE_TEXTS = {"title": "title", "slug": "slug", "lead": "lead", "search_description": "description"}


def make_page(name, item, page_type, parent, shared=None, bilingual=None):
    """Publish the page of content file `name` under `parent`, in English too when it has English texts.

    `shared` are the values both languages have in common (rows and subjects as lists); `bilingual` is
    {field: {"pl": …, "en": …}} besides title, slug, lead and description.
    """
    texts = {field: item[key] for field, key in PAGE_TEXTS.items() if key in item} | (bilingual or {})
    page = page_type()
    if issubclass(page_type, WithCover) and "cover" in item:
        page.cover = library.photo(item["cover"])
        texts["cover_description"] = {code: library.alt(item["cover"], code) for code in ("pl", "en")}
    for field, value in ((shared or {}) | _in_language("pl", name, item, texts)).items():
        setattr(page, field, value)
    parent.add_child(instance=page)
    page.save_revision().publish()
    if is_bilingual(item):
        publish_in_english(page, _in_language("en", name, item, texts))


def publish_in_english(page, texts):
    publish_translation(page, texts, Locale.objects.get(language_code="en"))


def _in_language(language, name, item, texts):
    values = {field: text[language] for field, text in texts.items() if language in text}
    if "body" in item:
        values["body"] = json.dumps(BodyBuilder(name, language).build(item["body"]))
    return values
