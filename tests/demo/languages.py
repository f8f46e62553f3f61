"""In which language the texts of a page are, and whether its marking says so."""

from functools import cache

import py3langid

SHORTEST = 60
BLOCKS = {"p", "li", "h1", "h2", "h3", "dd", "td", "blockquote", "figcaption", "summary"}
NO_TEXT = {"script", "style", "svg"}

py3langid.set_languages(["pl", "en"])


@cache
def language_of(text):
    """ "pl" or "en": the detector is asked of no other language."""
    return py3langid.classify(text)[0]


def _around(element):
    yield element
    yield from element.iterancestors()


def texts_of(document):
    """(marked language, text) of each block; what in it is marked as another language is another text."""
    texts = {}
    for piece in document.xpath("//body//text()[normalize-space()]"):
        parent = piece.getparent()
        element = parent.getparent() if piece.is_tail else parent
        if element.tag in NO_TEXT:
            continue
        block = next((node for node in _around(element) if node.tag in BLOCKS), None)
        language = next(node.get("lang") for node in _around(element) if node.get("lang"))
        if block is not None:
            texts.setdefault((block, language), []).append(piece)
    return [(language, " ".join("".join(pieces).split())) for (_block, language), pieces in texts.items()]


def wrongly_marked(document, names=()):
    """(marked language, text) of every longer text whose words are in the other language.

    `names`, of cities for instance, are in no language and do not count.
    """
    wrong = []
    for language, text in texts_of(document):
        words = text
        for name in names:
            words = words.replace(name, "")
        if len(words) >= SHORTEST and language_of(words) != language:
            wrong.append((language, text))
    return wrong
