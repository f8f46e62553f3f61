"""Making a backup: written under a temporary name, read back, and only then called a backup."""

import errno
import fcntl
import hashlib
import os
import re
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from . import sealing
from .archive import inspect
from .contents import Contents
from .errors import BackupError
from .ledger import Ledger
from .snapshot import snapshot
from .versions import is_migrated

PARTIAL = ".empirie-partial"
# What retention may delete: names given here, with the time in UTC and the mark of the site. Names given
# before there were marks have none.
OWN_NAME = re.compile(r"empirie-(\d{8}T\d{6}Z)(?:-([0-9a-f]{8}))?\.tar(?:\.age)?")
THERE_ALREADY = "{} is there already. A backup never replaces another file."
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def mark_of_the_site():
    """What tells this site's archives from another's in the same folder."""
    return hashlib.sha256(settings.SITE_URL.encode()).hexdigest()[:8]


def pieces_of_the_site(ledger):
    """Everything that goes into a backup, as pieces of bytes. The database is let go of before the files."""
    if not is_migrated():
        raise BackupError(
            "The database is not that of this version. Make the backup with the version that was running, "
            "or run `python manage.py migrate` first."
        )
    with snapshot() as alias:
        contents = Contents(alias, ledger)
        yield from contents.database_pieces()
    yield from contents.file_pieces()


def write_to_stream(stream, recipients):
    """Write a backup to an open binary file; returns the missing files, as `Found.missing` has them.

    It cannot be read back, so it is not verified.
    """
    with closing(Ledger()) as ledger, as_backup_errors():
        _write(stream, ledger, recipients)
        stream.flush()
        return [(storage, name) for storage, name, is_fault in ledger.missing() if is_fault]


def write_to_file(destination, recipients):
    """Write a backup to a file that must not exist, or into a folder; returns (path, Found).

    The file appears when every checksum has been read back from it, with its own SHA-256 beside it in
    `NAME.sha256`. Raises BackupError; then nothing is left behind.
    """
    path = _path_for(Path(destination), is_sealed=bool(recipients))
    with as_backup_errors():
        path.parent.mkdir(parents=True, exist_ok=True)
        forget_what_was_broken_off(path.parent)
        with _partial(path) as (partial, file):
            # With a key that only this run knows the archive can be read back, though the site cannot
            # open its own backups.
            own = sealing.new_identity() if recipients else None
            digest = _Hashing(file)
            with closing(Ledger()) as ledger:
                _write(digest, ledger, [*recipients, own.to_public()] if own else [])
            file.flush()
            os.fsync(file.fileno())
            with closing(Ledger()) as ledger:
                found = inspect(partial, [own] if own else [], ledger)
            _compare_bytes(partial, digest)
            _publish(partial, path, digest.hexdigest())
    return path, found


def _write(file, ledger, recipients):
    pieces = pieces_of_the_site(ledger)
    with closing(pieces):
        if recipients:
            sealing.seal(pieces, file, recipients)
        else:
            for piece in pieces:
                file.write(piece)


def _path_for(destination, is_sealed):
    if destination.is_dir() or not destination.suffix:
        stamp = timezone.now().strftime("%Y%m%dT%H%M%SZ")
        destination = destination / f"empirie-{stamp}-{mark_of_the_site()}.tar{'.age' if is_sealed else ''}"
    if destination.exists():
        raise BackupError(THERE_ALREADY.format(destination))
    return destination


@contextmanager
def _partial(path):
    """(path, file) of a temporary file beside `path`, locked while it is written, gone after a failure."""
    partial = path.with_name(f".{path.name}.{os.getpid()}{PARTIAL}")
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield partial, file
    finally:
        partial.unlink(missing_ok=True)


def _publish(partial, path, sha256):
    """Give a verified archive its name, unless somebody else took it meanwhile."""
    try:
        os.link(partial, path)
    except FileExistsError as error:
        raise BackupError(THERE_ALREADY.format(path)) from error
    except PermissionError:  # a disk without hard links
        partial.rename(path)
    note = path.with_name(f"{path.name}.sha256")
    note.write_text(f"{sha256}  {path.name}\n")
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _compare_bytes(path, written):
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != written.hexdigest():
            raise BackupError("What was read back is not what was written: the disk cannot be trusted.")


def forget_what_was_broken_off(folder):
    """Delete the temporary files of backups whose process is gone."""
    for partial in folder.glob(f".*{PARTIAL}"):
        try:
            with partial.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                partial.unlink(missing_ok=True)
        except OSError:
            continue  # it is being written, or was deleted just now


@contextmanager
def as_backup_errors():
    """Turn the faults of disk and database into a BackupError."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise BackupError("There is no room for the backup: nothing of it was kept.") from error
        raise BackupError(f"The backup could not be made: {error}") from error
    except sqlite3.Error as error:  # of the ledger, in the folder for temporary files
        raise BackupError(f"The backup could not be made: {error}") from error
    except DatabaseError as error:
        raise BackupError(f"The database could not be read: {error}") from error


class _Hashing:
    """A file that knows the SHA-256 of what was written to it."""

    def __init__(self, file):
        self.file, self._digest = file, hashlib.sha256()

    def write(self, chunk):
        self.file.write(chunk)
        self._digest.update(chunk)
        return len(chunk)

    def flush(self):
        self.file.flush()

    def hexdigest(self):
        return self._digest.hexdigest()
