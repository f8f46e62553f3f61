"""No Polish page leaves a one-letter word at the end of a line, whoever drew the text."""

import re

from django.test import TestCase
from lxml import html

from tests import factories as make
from tests.samples import one_public_page_of_each_type

HANGING = re.compile(r"(?<![\w’'])[aiouwzAIOUWZ][ \t\n]+(?=[^\s¶])")
INLINE = {"a", "abbr", "b", "cite", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time"}
# Nobody sees these, or no line of them ever breaks.
NOT_SEEN = {"script", "style", "template", "option", "svg", "head"}
# The wording of the statement is prescribed, ordinary spaces included.
PRESCRIBED = {"a11y-wstep", "a11y-status"}
WORDS = "Idziemy w las i z lasu, o 5 km od ul. Długiej"
RICH = f"<p>{WORDS}, <b>a</b> potem <a href='https://example.org/'>w</a> góry</p>"
BODY = [
    ("heading", {"text": WORDS, "level": "h2"}),
    ("text", RICH),
    ("quote", {"text": WORDS, "attribution": WORDS}),
    ("callout", {"title": WORDS, "text": RICH}),
    ("figures", {"items": [{"value": "29", "label": WORDS, "source": WORDS}]}),
    ("table", {"data": [[WORDS, WORDS]], "table_caption": WORDS, "first_row_is_table_header": False}),
    ("accordion", {"items": [{"title": WORDS, "text": RICH}]}),
    ("links", {"items": [{"label": WORDS, "url": "https://example.org/"}]}),
]


def seen_text(element, statement=False):
    """The Polish text of an element as readers see it, block elements apart by "¶"."""
    if not isinstance(element.tag, str) or element.tag in NOT_SEEN or _is_left_out(element, statement):
        return "¶"
    inner = element.text or ""
    for child in element:
        inner += seen_text(child, statement) + (child.tail or "")
    return inner if element.tag in INLINE else f"¶{inner}¶"


def _is_left_out(element, statement):
    return (
        element.get("lang", "pl") != "pl"
        or "visually-hidden" in (element.get("class") or "")
        or element.get("id") in PRESCRIBED
        or (statement and element.tag in {"h1", "h2", "h3"})
    )


def hanging_words(page, statement=False):
    """Each one-letter word that may end a line, with what stands around it."""
    text = seen_text(html.document_fromstring(page).body, statement)
    return [text[max(found.start() - 25, 0) : found.end() + 15] for found in HANGING.finditer(text)]


class HangingWordsTests(TestCase):
    def test_no_one_letter_word_hangs_on_any_page_type(self):
        for page in one_public_page_of_each_type():
            with self.subTest(page_type=type(page).__name__):
                found = hanging_words(
                    self.client.get(page.url).content, type(page).__name__ == "AccessibilityStatementPage"
                )
                self.assertEqual(found, [])

    def test_no_one_letter_word_hangs_in_title_lead_or_any_block(self):
        make.a_site()
        article = make.an_article(title=WORDS, lead=WORDS, author_line=WORDS, source_line=WORDS, body=BODY)
        for address in (article.url, "/aktualnosci/", "/szukaj/?q=las", "/nie-ma-takiej-strony/"):
            with self.subTest(address=address):
                self.assertEqual(hanging_words(self.client.get(address).content), [])

    def test_english_pages_keep_their_spaces(self):
        make.a_site()
        english = make.in_english(make.an_article(), title="I saw a city", lead="A. Nowak walked 5 km.")
        page = self.client.get(english.url).content.decode()
        self.assertIn("I saw a city</h1>", page)
        self.assertIn("A. Nowak walked 5 km.</p>", page)

    def test_hanging_words_are_found_where_there_are_some(self):
        for page in (
            "<p>Dom w parku</p>",
            "<p>i <b>las</b></p>",
            "<p><b>A</b>\n las</p>",
            "<p>z\n  lasu</p>",
        ):
            with self.subTest(page=page):
                self.assertEqual(len(hanging_words(page)), 1)
        for page in ("<p>w\u00a0parku</p>", "<p>to i</p><p>owo</p>", '<p lang="en">I am</p>', "<p>sa i</p>"):
            with self.subTest(page=page):
                self.assertEqual(hanging_words(page), [])
