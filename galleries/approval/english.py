"""The English words of a gallery: which are needed, what stands there already, and how they are published."""

from wagtail.models import Locale

from empirie.core.slugs import slug_from
from empirie.core.translations import publish_translation

# In the order of the review screen. The last two are asked for only where staff filled them in Polish.
FIELDS = ("title", "lead", "event", "place", "seo_title", "search_description")


def english_locale():
    """The English Locale; None while the site has none."""
    return Locale.objects.filter(language_code="en").first()


def english_version(page):
    """The English version of a page, published or not; None where there is none or only an alias."""
    return page.get_translations().filter(locale__language_code="en", alias_of=None).first()


def fields_needed(version):
    """Names of the fields that have Polish words, and therefore need English ones."""
    return [field for field in FIELDS if getattr(version, field).strip()]


def words_at_hand(gallery, version):
    """{field: English words to begin with}: what the city now proposes, else what is published.

    A proposal that was there at the last approval was decided on then, and does not come back.
    """
    english = english_version(gallery)
    known = {field: getattr(english.specific, field) for field in FIELDS} if english else {}
    decided = gallery.english_words if english else {}
    proposed = {
        field: words
        for field, words in version.english_words.items()
        if field in FIELDS and words and words != decided.get(field)
    }
    return known | proposed


def publish_in_english(gallery, words):
    """Publish the English version of the published `gallery` with `words` ({field: text}).

    Raises empirie.core.translations.UnequalTexts or ValidationError when the words do not fit.
    """
    existing = english_version(gallery)
    slug = existing.slug if existing else slug_from(words["title"]) or gallery.slug
    texts = {field: words.get(field, "") for field in FIELDS}
    return publish_translation(gallery, texts | {"slug": slug}, english_locale())
