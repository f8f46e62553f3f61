"""Reading an archive: all of it, once, from front to back, in little memory."""

import gzip
import hashlib
import io
import json
import sqlite3
import tarfile
import zlib
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from . import sealing
from .contents import CHUNK, END, FORMAT, HEADER
from .errors import BackupError
from .tables import Table

NOT_OURS = "This is no backup of this site: {}."
NOT_WHOLE = "The archive is damaged or was cut short: {}."
FEW = 5  # names are enough to see what kind of files is missing
LONGEST_PORTION = 64 * 1024 * 1024  # a single row may be far longer than a portion should be


@dataclass
class Found:
    """What a whole archive holds, once all of it was read and every checksum was right."""

    header: dict
    tables: list
    checksums: dict = field(default_factory=dict)  # label -> (rows, checksum)
    files: int = 0
    file_bytes: int = 0
    missing: list = field(default_factory=list)  # (storage, name) of files that should be there

    @property
    def rows(self):
        return sum(rows for rows, _checksum in self.checksums.values())


def names_of(missing):
    """Missing files in words: how many, and the first names."""
    names = ", ".join(name for _storage, name in missing[:FEW])
    return f"files that rows name are not there ({len(missing)}): {names}{', …' if missing[FEW:] else ''}"


@contextmanager
def members_of(path, identities=()):
    """Yield an iterator over (name, size, file) of an archive. Raises BackupError if it cannot be opened."""
    with _readable(path) as file:
        is_sealed = file.read(len(sealing.MAGIC)) == sealing.MAGIC
        file.seek(0)
        if is_sealed and not identities:
            raise BackupError("The archive is encrypted: name the file of the private key with --identity.")
        with sealing.opened(file, identities) if is_sealed else nullcontext(file) as stream:
            try:
                yield _members(stream)
            except (tarfile.TarError, EOFError) as error:
                raise BackupError(NOT_OURS.format("it is not a whole tar archive, or damaged")) from error


def _readable(path):
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise BackupError(f"The archive {path} cannot be read: {error.strerror}.") from error


def _members(stream):
    with tarfile.open(fileobj=stream, mode="r|", bufsize=CHUNK) as archive:
        while member := archive.next():
            archive.members.clear()  # tarfile would remember them all
            if not member.isreg():
                raise BackupError(NOT_OURS.format(f"“{member.name}” is no plain file"))
            yield member.name, member.size, archive.extractfile(member)
    while stream.read(CHUNK):  # to the end, lest what decrypts it wait for ever
        pass


def inspect(path, identities, ledger):
    """Read an archive to its end and check every checksum; returns Found.

    The ledger, an empty one, knows the checksum of every member afterwards. Raises BackupError when anything
    is missing, altered, twice there or unknown.
    """
    with members_of(path, identities) as members:
        name, size, file = next(members, (None, 0, None))
        if name != HEADER:
            raise BackupError(NOT_OURS.format("it does not begin with a header of ours"))
        found = _header(_note(ledger, name, size, file, keep=True))
        manifest, end = [], None
        for name, size, file in members:
            if end is not None:
                raise BackupError(NOT_WHOLE.format("something follows its end"))
            if name == END:
                end = _parsed(file.read(size))
            elif name.startswith("manifest/"):
                portion = file.read(size)
                manifest.append(hashlib.sha256(portion).hexdigest())
                _compare(portion, ledger, found)
            else:
                _note(ledger, name, size, file)
    if end is None or end.get("manifest") != manifest:
        raise BackupError(NOT_WHOLE.format("its end is missing"))
    _all_is_there(ledger, found)
    return found


def _header(content):
    header = _parsed(content)
    if header.get("site") != "empirie":
        raise BackupError(NOT_OURS.format("it does not begin with a header of ours"))
    if header.get("format") != FORMAT:
        raise BackupError("The archive was made by a newer version of the site. Install that version first.")
    try:
        return Found(header, [Table.from_json(table) for table in header["tables"]])
    except KeyError as error:
        raise BackupError(NOT_WHOLE.format("its header is not complete")) from error


def _parsed(content):
    try:
        return json.loads(content)
    except ValueError as error:
        raise BackupError(NOT_WHOLE.format("a part of it cannot be read")) from error


def _note(ledger, name, size, file, keep=False):
    """Read a member and enter its checksum; returns its content if it is to be kept."""
    digest, length, kept = hashlib.sha256(), 0, io.BytesIO()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        length += len(chunk)
        if keep:
            kept.write(chunk)
    if length != size:
        raise BackupError(NOT_WHOLE.format(f"“{name}” is too short"))
    try:
        ledger.add(name, size, digest.hexdigest())
    except sqlite3.IntegrityError as error:
        raise BackupError(NOT_WHOLE.format(f"“{name}” is there twice")) from error
    return kept.getvalue()


def lines_of(portion):
    """The lines of a compressed portion."""
    try:
        with gzip.open(io.BytesIO(portion)) as file:
            content = file.read(LONGEST_PORTION + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BackupError(NOT_WHOLE.format("a part of it cannot be unpacked")) from error
    if len(content) > LONGEST_PORTION:
        raise BackupError(NOT_WHOLE.format("a part of it is larger than it may be"))
    return [line.decode("utf-8", "surrogatepass") for line in content.split(b"\n") if line]


def _compare(portion, ledger, found):
    for line in lines_of(portion):
        entry = _parsed(line)
        if "member" in entry:
            if not ledger.confirm(entry["member"], entry["size"], entry["sha256"]):
                raise BackupError(NOT_WHOLE.format(f"“{entry['member']}” is not what was put in"))
            if entry["member"].startswith("files/"):
                found.files += 1
                found.file_bytes += entry["size"]
        elif "table" in entry:
            found.checksums[entry["table"]] = entry["rows"], entry["checksum"]
        else:
            ledger.miss(entry["storage"], entry["missing"])
            if not entry.get("deleted_meanwhile"):
                found.missing.append((entry["storage"], entry["missing"]))


def _all_is_there(ledger, found):
    if stray := ledger.unconfirmed():
        raise BackupError(NOT_WHOLE.format(f"“{stray}” is not in its list"))
    if set(found.checksums) != {table.label for table in found.tables}:
        raise BackupError(NOT_WHOLE.format("the list of its tables is not complete"))
