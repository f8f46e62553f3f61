"""Sizes of files in words."""

import re

from django.template.defaultfilters import filesizeformat


def size_in_words(size):
    """`size` in bytes as the reader's language writes it, a whole number without its ",0": "50 MB"."""
    return re.sub(r"[.,]0(?=\D)", "", filesizeformat(size))
