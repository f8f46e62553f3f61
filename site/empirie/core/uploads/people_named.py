"""Whom a document names without showing it: its author, the last who saved it, their company.

Readers can see that in the file's properties. Nothing is taken out, which would break signatures and what
was checked for accessibility; the editor is told, and decides.
"""

import re
from pathlib import PurePath
from xml.etree import ElementTree

import defusedxml.ElementTree as safe
from defusedxml import DefusedXmlException

from .archives import part

_MOST = 2 * 1024 * 1024  # bytes at either end of a PDF that are looked at
_LONGEST_NAME = 80
_PARTS = {
    **dict.fromkeys((".docx", ".xlsx", ".pptx"), ("docProps/core.xml", "docProps/app.xml")),
    **dict.fromkeys((".odt", ".ods", ".odp"), ("meta.xml",)),
}
_TAGS = {"creator", "initial-creator", "printed-by", "lastModifiedBy", "Manager", "Company"}
# The Info dictionary (ISO 32000, 14.3.3) and XMP, as most programs write them: uncompressed.
_PDF_AUTHOR = re.compile(rb"/Author\s*\(((?:\\.|[^\\)]){1,400})\)", re.DOTALL)
_XMP_CREATOR = re.compile(rb"<dc:creator>.{0,100}?<rdf:li[^>]*>([^<]{1,400})</rdf:li>", re.DOTALL)


def people_named(file, name):
    """The names in a document's properties, each once. [] when there are none or they cannot be read."""
    suffix = PurePath(name).suffix.lower()
    found = _in_pdf(file) if suffix == ".pdf" else _in_parts(file, _PARTS.get(suffix, ()))
    spoken = (" ".join(found_name.split())[:_LONGEST_NAME] for found_name in found)
    return list(dict.fromkeys(filter(None, spoken)))


def _in_parts(file, parts):
    for name in parts:
        try:
            root = safe.fromstring(part(file, name))
        except (ElementTree.ParseError, DefusedXmlException, ValueError):
            continue
        yield from (element.text or "" for element in root.iter() if element.tag.rpartition("}")[2] in _TAGS)


def _in_pdf(file):
    file.seek(0)
    content = file.read(_MOST)
    file.seek(max(len(content), _size(file) - _MOST))
    content += file.read(_MOST)
    yield from (_pdf_text(raw) for raw in _PDF_AUTHOR.findall(content))
    yield from (raw.decode("utf-8", "replace") for raw in _XMP_CREATOR.findall(content))


def _size(file):
    return file.seek(0, 2)


def _pdf_text(raw):
    """A literal string of a PDF (ISO 32000, 7.3.4.2 and 7.9.2.2), for people to read."""
    raw = re.sub(rb"\\(\d{1,3})", lambda found: bytes([int(found[1], 8) & 0xFF]), raw)
    raw = re.sub(rb"\\(.)", rb"\1", raw)
    return raw.decode("utf-16" if raw.startswith((b"\xfe\xff", b"\xff\xfe")) else "latin-1", "replace")
