"""Folding: the same text without diacritics and capitals, for readers who type without them."""

from anyascii import anyascii


def fold(text):
    """`text` in lower-case ASCII: ł→l, ó→o (Unicode alone cannot decompose ł)."""
    return anyascii(text).lower()
