"""What a translation still lacks before it may be shown under its own language.

The text of a new translation is Polish until somebody has translated it. A text counts as translated once
wagtail-localize holds a valid translation of it, even one that reads as in Polish: a name, a title.
"""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import ngettext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# The address may stay as it is: it is no text, and a page under a Polish name is still read in English.
MAY_STAY_POLISH = ("slug",)
# Fewer words than this may be a name, where nobody was asked to confirm the translation.
WORDS_OF_A_SENTENCE = 4
LONGEST_EXAMPLE = 60


class UnfinishedTranslation(PermissionDenied):
    """A page may not be published yet: `texts` are those that still stand there in Polish.

    A PermissionDenied, so that a door of the admin that we do not know answers with a message and not a 500.
    """

    def __init__(self, texts):
        super().__init__(still_in_polish(texts))
        self.texts = texts


def still_in_polish(texts):
    """What an editor is told of `texts`, of which there is at least one."""
    return ngettext(
        "%(count)d text is still in Polish: “%(first)s”. Translate it, then publish.",
        "%(count)d texts are still in Polish, the first one is “%(first)s”. Translate them, then publish.",
        len(texts),
    ) % {"count": len(texts), "first": Truncator(strip_tags(texts[0])).chars(LONGEST_EXAMPLE)}


def untranslated_texts(source, locale):
    """(path, text) of every text of this TranslationSource without a valid translation, in page order."""
    segments = StringSegment.objects.filter(source=source).exclude(context__path__in=MAY_STAY_POLISH)
    missing = segments.annotate_translation(locale).filter(Q(translation=None) | Q(translation=""))
    return list(missing.order_by("order").values_list("context__path", "string__data"))


def texts_left_in_polish(page):
    """The texts of this state of an English page that are Polish, in page order; [] for a Polish page.

    It looks at what stands on the page. Finished English stays finished when the Polish page has changed
    since. A page that was written in English has no Polish source, and nothing to lack.
    """
    polish = Locale.objects.filter(language_code=settings.LANGUAGE_CODE).first()
    if polish is None or page.locale_id == polish.pk:
        return []
    source = TranslationSource.objects.filter(object_id=page.translation_key, locale=polish).first()
    missing = untranslated_texts(source, page.locale) if source else []
    if not missing:
        return []
    standing = {
        (segment.path, segment.string.data)
        for segment in extract_segments(page.specific)
        if isinstance(segment, StringSegmentValue)
    }
    left = [text for path, text in missing if (path, text) in standing]
    if Translation.objects.filter(source=source, target_locale=page.locale, enabled=True).exists():
        return left
    # Written by hand, outside the translation editor: nobody could confirm there that a name is a name.
    return [text for text in left if len(text.split()) >= WORDS_OF_A_SENTENCE]
