"""ZIP archives, which office files are as well. Nothing is unpacked to disk."""

import lzma
import re
import stat
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import PurePosixPath

from ..sizes import size_in_words
from .refusals import RefusedFile

MOST_FILES = 5_000
LONGEST_LIST = MOST_FILES * 512  # bytes of an archive's list of its files
MOST_BYTES = 500 * 1024 * 1024
LONGEST_PART = 1024 * 1024
_DRIVE = re.compile(r"[A-Za-z]:")
# What Python's module raises for archives that somebody has bent: it has no common ground.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(NotImplementedError, RuntimeError, ValueError, OSError, EOFError),
)
PROGRAMS = {
    *(".exe", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse", ".wsf", ".hta"),
    *(".jar", ".lnk", ".dll", ".sh", ".app", ".apk", ".docm", ".xlsm", ".pptm"),
}


def check_zip(file, head, extension):
    """An archive for readers: bounded, without programs and without a way out of its folder."""
    for entry in entries_of(file, head, extension):
        # Windows leaves out points and spaces at the end of a name.
        if PurePosixPath(entry.filename.lower().rstrip(". ")).suffix in PROGRAMS:
            raise RefusedFile("programs", name=entry.filename)
        if ":" in entry.filename:
            raise RefusedFile("colon", name=entry.filename)


def part(file, name):
    """The beginning of one part of an archive; b"" for none. Never more than LONGEST_PART bytes."""
    try:
        with _opened(file, name) as opened:
            return opened.read(LONGEST_PART)
    except (StopIteration, *_DAMAGED):
        return b""


def is_whole(file, name):
    """Whether one part of an archive is there, and can be unpacked to its end with the right checksum."""
    try:
        with _opened(file, name) as opened:
            while opened.read(LONGEST_PART):
                pass
    except (StopIteration, *_DAMAGED):
        return False
    return True


@contextmanager
def _opened(file, name):
    with zipfile.ZipFile(file) as archive:
        wanted = plain_name(name)
        entry = next(entry for entry in archive.infolist() if plain_name(entry.filename) == wanted)
        with archive.open(entry) as opened:
            yield opened


def plain_name(name):
    """An entry's name to compare: in lower case, with the slashes that some programs write the other way."""
    return name.replace("\\", "/").lower()


def entries_of(file, head, extension):
    """What an archive holds. Raises RefusedFile for a damaged, protected or boundless one."""
    if not head.startswith(b"PK\x03\x04"):
        raise RefusedFile("not-what-it-says", extension=extension)
    try:
        _check_list(file)
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except _DAMAGED as error:
        raise RefusedFile("not-what-it-says", extension=extension) from error
    if len(entries) > MOST_FILES:
        raise RefusedFile("too-many", number=MOST_FILES)
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise RefusedFile("bomb", size=size_in_words(MOST_BYTES))
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise RefusedFile("protected")
        if _leads_out(entry):
            raise RefusedFile("paths", name=entry.filename)
    return entries


def _check_list(file):
    """Refuse a list of more than MOST_FILES by its length, before Python makes an object of each entry.

    The number of entries that an archive names is read by nobody, so it may be a lie.
    """
    end = zipfile._EndRecData(file)
    if end and end[zipfile._ECD_SIZE] > LONGEST_LIST:
        raise RefusedFile("too-many", number=MOST_FILES)


def _leads_out(entry):
    """Whether a program that unpacks carelessly would write elsewhere: "../x", "/x", "C:x", or a link."""
    name = entry.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or name.startswith("/") or ".." in name.split("/") or bool(_DRIVE.match(name))
