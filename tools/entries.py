"""What a translated text must keep of its original."""

import re

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")


def key(entry):
    """What makes a text the same in two catalogues."""
    return entry.msgctxt, entry.msgid


def has_other_placeholders(entry):
    """Whether a translation would lose a value, or ask for one that is not given."""
    originals = [set(PLACEHOLDER.findall(text)) for text in (entry.msgid, entry.msgid_plural) if text]
    translations = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
    return any(set(PLACEHOLDER.findall(text)) not in originals for text in translations)
