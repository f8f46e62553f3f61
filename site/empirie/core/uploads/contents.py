"""Whether a file's content is what the end of its name says.

Not a search for harm: uploads are served so that a browser runs nothing in them, see
delivery/security_headers.py. It keeps out what was renamed, cut short or carries programs.
"""

import codecs
import re
from pathlib import PurePath

from . import archives, office
from .captions import check_captions
from .pdf import check_pdf
from .refusals import RefusedFile

_HEAD = 4096
# Control characters that text has no use for; tab, line ends and form feed are fine.
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# ISO BMFF, 4.3: the "brand" of these is a picture, not a film.
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"avif", b"avis")


def check(file, name):
    """Raise RefusedFile unless the content of `file`, open for reading, fits the ending of `name`.

    An ending that is not known here is refused too: a format is allowed only together with its check.
    """
    extension = PurePath(name).suffix.lstrip(".").lower()
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if not head:
        raise RefusedFile("empty")
    try:
        CHECKS.get(extension, _unknown)(file, head, extension)
    finally:
        file.seek(0)


def _unknown(file, head, extension):
    raise RefusedFile("not-what-it-says", extension=extension)


def _beginning(is_right):
    """A check of a format that is known by how it begins."""

    def check_beginning(file, head, extension):
        if not is_right(head):
            raise RefusedFile("not-what-it-says", extension=extension)

    return check_beginning


def _is_mp4(head):
    """ISO 14496-12, 4.3: the first box is "ftyp". Sound alone (.m4a) has the same beginning."""
    return head[4:8] == b"ftyp" and head[8:12] not in _PICTURE_BRANDS


def _is_webm(head):
    return head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head[:128]


def _is_mp3(head):
    """ID3v2, or an MPEG frame of layer III (ISO 11172-3, 2.4.1.3)."""
    is_frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 != 0xF0
    return head.startswith(b"ID3") or is_frame


def _check_text(file, head, extension):
    """UTF-8, UTF-16 with its mark, or the Polish encoding of older Windows programs."""
    content = file.read()
    marked = next((name for mark, name in _BYTE_ORDER_MARKS.items() if content.startswith(mark)), None)
    if _NOT_TEXT.search(content.decode(marked or "latin-1", "replace")):
        raise RefusedFile("not-what-it-says", extension=extension)
    for encoding in [marked] if marked else ["utf-8", "cp1250"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedFile("encoding")


CHECKS = {
    "pdf": check_pdf,
    "mp4": _beginning(_is_mp4),
    "m4a": _beginning(_is_mp4),
    "webm": _beginning(_is_webm),
    "mp3": _beginning(_is_mp3),
    "ogg": _beginning(lambda head: head.startswith(b"OggS")),
    "opus": _beginning(lambda head: head.startswith(b"OggS")),
    "flac": _beginning(lambda head: head.startswith((b"fLaC", b"ID3"))),
    "wav": _beginning(lambda head: head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE"),
    "csv": _check_text,
    "txt": _check_text,
    "vtt": check_captions,
    "srt": check_captions,
    **dict.fromkeys(("odt", "ods", "odp"), office.check_open_document),
    **dict.fromkeys(("docx", "xlsx", "pptx"), office.check_office),
    "zip": archives.check_zip,
}
