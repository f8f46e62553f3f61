"""Polish typography: what editors should not have to type.

Spaces become no-break spaces where a line must not end. In both languages a letter with its hyphen is joined
to its word ("e-usługa", "e-service"). Only text changes, never tags, attributes or code, and a text that went
through once comes out the same a second time.
"""

import re

from django.utils.translation import get_language

NO_BREAK_SPACE = "\u00a0"
# Not the no-break hyphen U+2011: some screen readers skip it, and who searches the page for "e-usługa" would
# not find it.
WORD_JOINER = "\u2060"

# No group is repeated possessively: before Python 3.11.5 (gh-106052) such a repetition that fails half way
# leaves the reader behind its beginning. Debian 12 has 3.11.2.
_ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*"|'[^']*')*"""
_INLINE = rf"</?(?:abbr|a|b|cite|em|i|mark|q|small|span|strong|sub|sup|time|u)(?:\s{_ATTRIBUTES})?>"
_MARKUP = (
    r"<!--.*?-->"
    r"|<(?P<literal>code|kbd|math|pre|samp|script|style|svg|textarea)\b.*?</(?P=literal)\s*>"
    rf"|</?[a-zA-Z]{_ATTRIBUTES}>"
)
# For speed: long words are passed over at once, and only what ends within six letters is looked at.
_LONG_WORD = r"[a-ząćęłńóśźż]{4,}+(?!\.)"
_ENDS_SOON = r"(?=[^ <]{1,6}[ <])"

_UNITS = (
    r"[kcm]?m[²³]?|km/h|ha|[km]?g|t|[mh]?l|s|h|min|godz|[kMG]?Wh?|[kMG]?Hz|[kKMG]?B|V|°C|proc|pkt|zł|gr|euro"
    r"|EUR|PLN|USD|NOK|ISK|CHF|tys|mln|mld"
)
_MONTHS = "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
_CAPITAL = "[A-ZĆŁÓŚŹŻ]"
# Each is what stands before a space that must not break, and what must follow it.
_PAIRS = (
    # One-letter words. After an apostrophe a letter is an ending ("Moore’a"), no word.
    (r"(?<![\w&’'])(?<!&\#x27;)(?<!&\#39;)[aiouwzAIOUWZ]", r"[^\s<]"),
    # Initials: "A. Nowak", "J. R. R. Tolkien".
    (rf"(?<!\w){_CAPITAL}\.", rf"{_CAPITAL}[\w.]"),
    (r"§§?", r"\d"),
    (r"(?<!\w)(?:[Nn]r|[Aa]rt\.|[Uu]st\.|[Pp]oz\.|[Ss]tr\.|[Tt]el\.|[Gg]odz\.|[Pp]kt)", r"\+?\d"),
    (
        r"(?<!\w)(?:[Uu]l\.|[Aa]l\.|[Pp]l\.|[Oo]s\.|św\.|im\.|prof\.|dr|mgr|inż\.)",
        rf"(?:{_CAPITAL}|\d|św\.|im\.)",
    ),
    # A number with its unit, a day with its month, a year with its "r.", a century with its "w.".
    (r"\d", rf"(?:(?:{_UNITS})(?!\w)|%|r\.(?!\w)|(?:{_MONTHS})(?!\w))"),
    (r"(?<!\w)[IVX]+", r"w\.(?!\w)"),
    (r"(?<!\w)(?:tys\.|mln|mld)", r"(?:zł|euro|EUR|PLN|USD|NOK)(?!\w)"),
    # Groups of digits: "1 234 567".
    (r"(?<![\w,.])\d{1,3}", r"\d{3}(?!\w)"),
    (r"(?<=[ \u00a0]\d{3})", r"\d{3}(?!\w)"),
)
# The beginning of an address (e-krosno.pl, e-urzad@krosno.pl) is left alone: people copy addresses.
_LETTER_WITH_HYPHEN = r"(?<![\w.@/-])[a-zA-Z]-(?=[^\W\d_]{2,}+(?!\.?[\w@/-]))"
_ALWAYS = f"(?P<left_alone>{_LONG_WORD}|{_MARKUP})|(?P<hyphen>{_LETTER_WITH_HYPHEN})"
_NO_BREAK_AFTER = {
    "en": re.compile(_ALWAYS, re.DOTALL),
    "pl": re.compile(
        f"{_ALWAYS}|{_ENDS_SOON}(?:"
        # The words may stand in tags of their own: "<b>w</b> parku", "w <a href=…>parku</a>".
        + "|".join(rf"{before}(?:{_INLINE})* +(?=(?:{_INLINE})*{after})" for before, after in _PAIRS)
        + ")",
        re.DOTALL,
    ),
}


def bind_short_words(text, language=None):
    """`text`, plain or HTML, that breaks no line where it must not. Spaces change in Polish only.

    `language` is the reader's own unless one is named.
    """
    rules = _NO_BREAK_AFTER.get(language or get_language())
    return rules.sub(_bound, text) if rules else text


def _bound(match):
    if match["left_alone"]:
        return match[0]
    return match[0] + WORD_JOINER if match["hyphen"] else match[0].rstrip(" ") + NO_BREAK_SPACE
