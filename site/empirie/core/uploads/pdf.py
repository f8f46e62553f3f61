"""PDF files (ISO 32000): whole, and to be read without a password.

What readers' programs put right, such as a wrong table of objects, is taken; so are restrictions of printing
or copying, which are no lock. The library is pypdf, which reads any of them within bounds; see
docs/dependencies.md.
"""

import io
import logging
import re
import time

from pypdf import PdfReader

from .refusals import RefusedFile

FURTHEST_BEGINNING = 1024  # bytes of something else, such as a scanner's headers, that programs pass over
LONGEST = 10  # seconds for a file that is made to be slow; right ones take a hundredth of that
LONGEST_FOR_AUTHORS = 2
_END = b"startxref"
_OBJECT = re.compile(rb"\d\s{1,9}\d{1,9}\s{1,9}obj\b")

# What is wrong with a file is told to whoever sent it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class TooSlow(Exception):
    """Reading a file takes too long."""


def check_pdf(file, head, extension):
    """Refuse what is no PDF, is cut off, cannot be read, or asks for a password."""
    if b"%PDF-" not in head[:FURTHEST_BEGINNING]:
        raise RefusedFile("not-what-it-says", extension=extension)
    content = file.read()
    end = content.rfind(_END)
    # Objects behind the last end: the file was cut where it begins with a part that can be shown alone.
    if end < 0 or _OBJECT.search(content, end):
        raise RefusedFile("cut-off")
    until = time.monotonic() + LONGEST
    # Where the table is not at the place that is named, without a place: then pypdf looks for the objects.
    if not (_is_readable(content, until) or _is_readable(content[:end] + _END + b"\n0\n%%EOF\n", until)):
        raise RefusedFile("cut-off")


def _is_readable(content, until):
    """Whether pages are found. Raises RefusedFile for a file that asks for a password."""
    try:
        reader = PdfReader(_Timed(content, until))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedFile("protected")
        return len(reader.pages) > 0
    except RefusedFile:
        raise
    except NotImplementedError as error:  # encrypted for certificates, or by a shop's own method
        raise RefusedFile("protected") from error
    except Exception:  # broken files lead pypdf to errors of every kind
        return False


def authors(file):
    """The names in a PDF's properties and in its XMP; [] where they cannot be read."""
    file.seek(0)
    try:
        reader = PdfReader(_Timed(file.read(), time.monotonic() + LONGEST_FOR_AUTHORS))
        named = [reader.metadata.author] if reader.metadata else []
        return [*named, *(reader.xmp_metadata.dc_creator or [] if reader.xmp_metadata else [])]
    except Exception:  # as above
        return []


class _Timed(io.BytesIO):
    """Bytes that are read until a time (of `time.monotonic`), and not longer."""

    def __init__(self, content, until):
        super().__init__(content)
        self.until = until

    def read(self, size=-1):
        self._check()
        return super().read(size)

    def getbuffer(self):
        self._check()
        return super().getbuffer()

    def _check(self):
        if time.monotonic() > self.until:
            raise TooSlow
