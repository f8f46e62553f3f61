"""In which language the texts of a page are, and whether its marking says so."""

import py3langid

SHORTEST = 60
LANGUAGES = ["pl", "en"]
BLOCKS = ("p", "li", "h1", "h2", "h3", "dd", "td", "blockquote", "figcaption", "summary")


def language_of(text):
    """ "pl" or "en"; the detector is asked of no other language."""
    py3langid.set_languages(LANGUAGES)
    return py3langid.classify(text)[0]


def marked_language(element):
    """The language that an element is marked with, by itself or by what is around it."""
    return element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)")


def own_text(element):
    """The text of a block without what is marked as another language, and without smaller blocks in it."""
    language = marked_language(element)
    pieces = []
    for piece in element.xpath(".//text()"):
        parent = piece.getparent()
        inner = parent.getparent() if piece.is_tail else parent
        block = next(node for node in [inner, *inner.iterancestors()] if node.tag in BLOCKS)
        if block is element and marked_language(inner) == language:
            pieces.append(piece)
    return " ".join("".join(pieces).split())


def wrongly_marked(document):
    """(marked language, text) of every longer block whose words are in the other language."""
    wrong = []
    for block in document.xpath("//body//*"):
        text = own_text(block) if block.tag in BLOCKS else ""
        if len(text) >= SHORTEST and language_of(text) != marked_language(block):
            wrong.append((marked_language(block), text))
    return wrong
