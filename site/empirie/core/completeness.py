"""What a translation still lacks before it may be shown under its own language.

The text of a new translation is Polish until somebody has translated it. A text counts as translated once
wagtail-localize holds a valid translation of it, even one that reads as in Polish: a name, a title. What only
a machine has translated lacks a person who has read it.
"""

import html

from django.conf import settings
from django.db.models import Q
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

# The address may stay as it is: it is no text, and a page under a Polish name is still read in English.
MAY_STAY_POLISH = ("slug",)
# Fewer words than this may be a name, where nobody was asked to confirm the translation.
WORDS_OF_A_SENTENCE = 4
LONGEST_EXAMPLE = 60


class UnfinishedTranslation(Exception):
    """`page` may not be published yet; the message says why, for an editor, in the language active now.

    No PermissionDenied: of that, Wagtail's admin would only say that somebody lacks a right.
    """

    def __init__(self, page, reason):
        super().__init__(not_published(page, reason))
        self.page = page


def not_published(page, reason):
    """What an editor is told of a page that stays as it is."""
    title = page.get_admin_display_title()
    return _("“%(title)s” is not published.") % {"title": title} + " " + reason


def why_unfinished(page):
    """Why this state of an English page is not for readers yet, in words for an editor; "" when it is."""
    if left := texts_left_in_polish(page):
        return still_in_polish(left)
    unread = texts_nobody_read(page)
    return read_by_nobody(len(unread)) if unread else ""


def still_in_polish(texts):
    """What an editor is told of `texts`, of which there is at least one."""
    return ngettext(
        "%(count)d text is still in Polish: “%(first)s”. Translate it, then publish.",
        "%(count)d texts are still in Polish, the first one is “%(first)s”. Translate them, then publish.",
        len(texts),
    ) % {"count": len(texts), "first": Truncator(strip_tags(texts[0])).chars(LONGEST_EXAMPLE)}


def read_by_nobody(count):
    """What an editor is told of `count` texts that only a machine has seen."""
    return ngettext(
        "%(count)d text here was translated by a machine and nobody has confirmed it.",
        "%(count)d texts here were translated by a machine and nobody has confirmed them.",
        count,
    ) % {"count": count}


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
    standing = set(_texts_of(page))
    left = [text for path, text in missing if (path, text) in standing]
    if Translation.objects.filter(source=source, target_locale=page.locale, enabled=True).exists():
        return left
    # Written by hand, outside the translation editor: nobody could confirm there that a name is a name.
    return [text for text in left if len(text.split()) >= WORDS_OF_A_SENTENCE]


def texts_nobody_read(page):
    """The texts of this state of a page that a machine wrote and no person has confirmed."""
    machine = StringTranslation.objects.filter(
        context__object_id=page.translation_key,
        locale_id=page.locale_id,
        translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE,
    ).exclude(context__path__in=MAY_STAY_POLISH)
    unread = list(machine.values_list("context__path", "data"))
    if not unread:
        return []
    standing = {(path, _words(text)) for path, text in _texts_of(page)}
    return [text for path, text in unread if (path, _words(text)) in standing]


def _texts_of(page):
    """(path, text) of every text of this state of the page."""
    segments = extract_segments(page.specific)
    return [(part.path, part.string.data) for part in segments if isinstance(part, StringSegmentValue)]


def _words(text):
    """A text without its tags: the editor of a page writes them in a way of its own."""
    return " ".join(html.unescape(strip_tags(text)).split())
