"""Office files: OpenDocument (ISO 26300) and Office Open XML (ECMA-376, part 2), which are ZIP archives."""

import re
from posixpath import normpath
from urllib.parse import unquote
from xml.etree import ElementTree

import defusedxml.ElementTree as safe
from defusedxml import DefusedXmlException

from .archives import entries_of, is_whole, part, plain_name
from .refusals import RefusedFile

OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_DOCUMENT_KINDS = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
# What LibreOffice writes for a document without macros, too.
_EMPTY_LISTS = {"script-lb.xml", "script-lc.xml"}
# (where the main part usually lies, what the type of its content contains)
OFFICE_KINDS = {
    "docx": ("word/document.xml", "wordprocessingml"),
    "xlsx": ("xl/workbook.xml", "spreadsheetml"),
    "pptx": ("ppt/presentation.xml", "presentationml"),
}
_CONTENT_TYPES = "[Content_Types].xml"
# How an office file of the old kind begins, and one of the new kind that is encrypted ([MS-CFB], 2.2).
COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
# What only the old kind holds: it was given the ending of the new one by hand.
_OLD_STREAMS = [name.encode("utf-16-le") for name in ("WordDocument", "Workbook", "PowerPoint Document")]


def check_open_document(file, head, extension):
    """Refuse what is no OpenDocument file of this kind, is encrypted or has macros. A template is taken."""
    names = [plain_name(entry.filename) for entry in entries_of(file, head, extension)]
    wanted = f"{OPEN_DOCUMENT}{OPEN_DOCUMENT_KINDS[extension]}"
    if _open_document_type(file) not in (wanted, f"{wanted}-template"):
        raise RefusedFile("not-what-it-says", extension=extension)
    if b"encryption-data" in part(file, "META-INF/manifest.xml"):
        raise RefusedFile("protected")
    if any(map(_is_macro, names)):
        raise RefusedFile("macros")
    if not is_whole(file, "content.xml"):
        raise RefusedFile("not-what-it-says", extension=extension)


def _open_document_type(file):
    """What the archive calls itself; programs that pack it anew may leave that to the list of its parts."""
    named = part(file, "mimetype").decode("ascii", "replace").strip()
    for element in _elements(part(file, "META-INF/manifest.xml")):
        values = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
        if not named and values.get("full-path") == "/":
            named = values.get("media-type", "")
    return named


def _is_macro(name):
    folder, _, rest = name.partition("/")
    own = rest.rpartition("/")[2]
    return (folder == "basic" and bool(own) and own not in _EMPTY_LISTS) or (
        folder == "scripts" and bool(own)
    )


def check_office(file, head, extension):
    """Refuse what is no Office Open XML of this kind, is encrypted or has macros. A template is taken."""
    if head.startswith(COMPOUND_FILE):
        content = file.read()
        is_old = any(name in content for name in _OLD_STREAMS)
        raise RefusedFile("not-what-it-says" if is_old else "protected", extension=extension)
    names = {plain_name(entry.filename) for entry in entries_of(file, head, extension)}
    listed = part(file, _CONTENT_TYPES)
    types = _content_types(listed)
    if plain_name(_CONTENT_TYPES) not in names or not any(
        _is_of_kind(name, types, extension) and is_whole(file, name)
        for name in _main_parts(file, types, extension)
    ):
        raise RefusedFile("not-what-it-says", extension=extension)
    has_macros = any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names)
    if (
        has_macros
        or b"macroenabled" in listed.lower()
        or any("macroenabled" in kind or "macrosheet" in kind for kind in types.values())
    ):
        raise RefusedFile("macros")


def _content_types(listed):
    """{name of a part: its type}, and {".ending": type}, in lower case."""
    types = {}
    for element in _elements(listed):
        kind = element.get("ContentType", "").lower()
        if element.get("PartName"):
            types[_part_name(element.get("PartName"))] = kind
        elif element.get("Extension"):
            types[f".{element.get('Extension').lower()}"] = kind
    return types


def _main_parts(file, types, extension):
    """Where the document itself lies: programs choose the name and say it in the relations of the package."""
    targets = [
        _part_name(element.get("Target", ""))
        for element in _elements(part(file, "_rels/.rels"))
        if element.get("Type", "").endswith("/relationships/officeDocument")
        and element.get("TargetMode") != "External"
    ]
    usual, content = OFFICE_KINDS[extension]
    declared = [name for name, kind in types.items() if re.search(rf"\.{content}\.\w+\.main\+xml$", kind)]
    return targets or declared or [usual]


def _is_of_kind(name, types, extension):
    """Whether a part is the main one of such a file: by its type, else by its name.

    A type with macros ("application/vnd.ms-word.document.macroEnabled…") does not say so in these words.
    """
    usual, content = OFFICE_KINDS[extension]
    kind = types.get(name) or types.get(f".{name.rpartition('.')[2]}", "")
    if "officedocument" in kind:
        return f".{content}." in kind
    return name.partition("/")[0] == usual.partition("/")[0]


def _part_name(target):
    """A target or name of a part as `plain_name` has it, from the root of the package."""
    return plain_name(normpath("/" + unquote(target).replace("\\", "/")).lstrip("/"))


def _elements(xml):
    """The elements of an XML document; none when it is no good."""
    try:
        return list(safe.fromstring(xml).iter())
    except (ElementTree.ParseError, DefusedXmlException, ValueError):
        return []
