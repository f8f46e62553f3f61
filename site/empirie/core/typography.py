"""Polish typography: what editors should not have to type."""

import re

NO_BREAK_SPACE = "\u00a0"

# One-letter words do not hang at the end of a line; a day stays with its month and a year with its "r.".
_SHORT_WORD = re.compile(r"(?<![\w&;])([aiouwzAIOUWZ]) (?=\S)")
_YEAR = re.compile(r"(\d) (r\.)(?!\w)")
_TAG = re.compile(r"(<[^>]*>)")


def bind_short_words(text):
    """`text` with no-break spaces after Polish one-letter words and before "r."; HTML tags stay untouched."""
    return "".join(part if part.startswith("<") else _bind(part) for part in _TAG.split(text))


def _bind(text):
    # Twice, because "a w z" shares its middle space between two words.
    bound = _SHORT_WORD.sub(rf"\1{NO_BREAK_SPACE}", _SHORT_WORD.sub(rf"\1{NO_BREAK_SPACE}", text))
    return _YEAR.sub(rf"\1{NO_BREAK_SPACE}\2", bound)
