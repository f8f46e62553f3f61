"""Whom a document names without showing it: its author, the last who saved it, their company.

Readers can see that in the file's properties. Nothing is taken out, which would break signatures and what
was checked for accessibility; the editor is told, and decides.
"""

from pathlib import PurePath
from xml.etree import ElementTree

import defusedxml.ElementTree as safe
from defusedxml import DefusedXmlException

from .archives import part
from .pdf import authors

_LONGEST_NAME = 80
_PARTS = {
    **dict.fromkeys((".docx", ".xlsx", ".pptx"), ("docProps/core.xml", "docProps/app.xml")),
    **dict.fromkeys((".odt", ".ods", ".odp"), ("meta.xml",)),
}
_TAGS = {"creator", "initial-creator", "printed-by", "lastModifiedBy", "Manager", "Company"}


def people_named(file, name):
    """The names in a document's properties, each once. [] when there are none or they cannot be read."""
    suffix = PurePath(name).suffix.lower()
    found = authors(file) if suffix == ".pdf" else _in_parts(file, _PARTS.get(suffix, ()))
    spoken = (" ".join((found_name or "").split())[:_LONGEST_NAME] for found_name in found)
    return list(dict.fromkeys(filter(None, spoken)))


def _in_parts(file, parts):
    for name in parts:
        try:
            root = safe.fromstring(part(file, name))
        except (ElementTree.ParseError, DefusedXmlException, ValueError):
            continue
        yield from (element.text or "" for element in root.iter() if element.tag.rpartition("}")[2] in _TAGS)
