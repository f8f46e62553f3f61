"""Putting the files of an archive where their rows look for them, so that it can be undone."""

import hashlib
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import FileSystemStorage, InvalidStorageError, storages
from django.core.files.utils import validate_file_name

from .comparing import sha256_of
from .contents import CHUNK
from .errors import BackupError
from .tables import tables_of_the_site

IN_MEMORY = 4 * 1024 * 1024
ASIDE = "restoring"


class FileReturn:
    """The files of one restoration. Call `undo` when it fails, `finish` once the rows are committed.

    A file that is there already with another content is left until `finish`: until then the new one lies
    aside. A process killed before its end leaves files without a row, which a second attempt takes over.
    """

    def __init__(self, ledger, may_replace):
        self.ledger, self.may_replace = ledger, may_replace
        self.token = secrets.token_hex(8)
        self._written = []  # (storage, name)
        self._aside = []  # (storage, name, name aside)

    def put(self, member, file):
        """Store one member "files/STORAGE/NAME". Raises BackupError."""
        storage, name = _place(member)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as kept:
            digest = hashlib.sha256()
            while chunk := file.read(CHUNK):
                kept.write(chunk)
                digest.update(chunk)
            if digest.hexdigest() != self.ledger.sha256(member):
                raise BackupError("The archive was changed while it was being read.")
            kept.seek(0)
            if not storage.exists(name):
                self._store(storage, name, kept)
            elif sha256_of(storage, name) != digest.hexdigest():
                self._store_aside(storage, name, kept)

    def _store(self, storage, name, file):
        self._written.append((storage, name))
        # Not `save`, which would give the file another name than the one in its row.
        if storage._save(name, File(file)) != name:
            raise BackupError(f"The file {name} could not be stored under its name.")

    def _store_aside(self, storage, name, file):
        if not self.may_replace:
            raise BackupError(f"There is another file {name} already. --replace would replace it.")
        aside = f"{ASIDE}/{self.token}/{len(self._aside)}"
        self._store(storage, aside, file)
        self._aside.append((storage, name, aside))

    def undo(self):
        for storage, name in self._written:
            with suppress(OSError):  # it was perhaps never there; the others go all the same
                storage.delete(name)
        self._forget_aside()

    def finish(self, no_longer_named):
        """Put in place what lay aside, and delete the files whose rows were replaced.

        What the new rows name stays, be it in the archive or not. Raises OSError.
        """
        for storage, name, aside in self._aside:
            _rename(storage, aside, name)
        self._forget_aside()
        for alias, name in no_longer_named:
            in_archive = self.ledger.sha256(f"files/{alias}/{name}") is not None
            if not in_archive and not self.ledger.is_missing(alias, name):
                storages[alias].delete(name)

    def _forget_aside(self):
        for storage in {storage for storage, _name, _aside in self._aside}:
            _remove_folder(storage, f"{ASIDE}/{self.token}")
            _remove_folder(storage, ASIDE)


def forget_what_was_broken_off():
    """Delete what a restoration whose process was killed has left aside."""
    columns = [column for table in tables_of_the_site() for column in table.columns if column.storage]
    for storage in {storages[column.storage] for column in columns}:
        for token in _listed(storage, ASIDE)[0]:
            for name in _listed(storage, f"{ASIDE}/{token}")[1]:
                storage.delete(f"{ASIDE}/{token}/{name}")
            _remove_folder(storage, f"{ASIDE}/{token}")
        _remove_folder(storage, ASIDE)


def _listed(storage, folder):
    """(folders, files) in a folder, ([], []) without it."""
    try:
        return storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _remove_folder(storage, folder):
    if isinstance(storage, FileSystemStorage):
        with suppress(OSError):  # not there, or not empty
            Path(storage.path(folder)).rmdir()


def _rename(storage, old, new):
    """Replace a file by another of the same storage; on a disk without a moment in which neither is there."""
    if isinstance(storage, FileSystemStorage):
        Path(storage.path(old)).replace(storage.path(new))
        return
    with storage.open(old, "rb") as file:
        storage._save(new, file)  # object storage overwrites
    storage.delete(old)


def _place(member):
    try:
        _files, alias, name = member.split("/", 2)
        validate_file_name(name, allow_relative_path=True)
        return storages[alias], name
    except (ValueError, SuspiciousFileOperation, LookupError) as error:
        raise BackupError(f"The archive holds a file that has no place here: {member}") from error
    except InvalidStorageError as error:
        raise BackupError(f"STORAGES knows no storage for {member}.") from error
