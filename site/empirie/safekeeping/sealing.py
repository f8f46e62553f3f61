"""Encryption of archives, in the age format (https://age-encryption.org/v1): nothing is invented here.

An archive is encrypted for public keys; the site never holds the private one, so nobody who breaks into it
reads its backups. `age` itself opens them as well.
"""

import os
import threading
from contextlib import contextmanager
from pathlib import Path

import pyrage

from .errors import BackupError

MAGIC = b"age-encryption.org/v1"


def recipients_of(keys):
    """Public keys, "age1…" or "ssh-ed25519 …", as recipients. Raises BackupError for what is no key."""
    found = []
    for key in keys:
        kind = pyrage.ssh if key.startswith("ssh-") else pyrage.x25519
        try:
            found.append(kind.Recipient.from_str(key))
        except pyrage.RecipientError as error:
            raise BackupError(f"“{key}” is no public key: they begin with age1 or ssh-ed25519.") from error
    return found


def new_identity():
    """A private key for one use."""
    return pyrage.x25519.Identity.generate()


def identities_in(path):
    """The private keys in a file of age or of SSH. Raises BackupError when there is none to be read."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(100_000)
        if b"PRIVATE KEY" in content:
            return [pyrage.ssh.Identity.from_buffer(content)]
        lines = [line.strip() for line in content.decode().splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except OSError as error:
        raise BackupError(f"The key file {path} cannot be read: {error.strerror}.") from error
    except pyrage.IdentityError as error:
        if "decrypted" in str(error) or "Encrypted" in str(error):
            raise BackupError(
                f"The key in {path} has a passphrase, which is not asked for here. Decrypt the archive with "
                f"`age -d -i {path} ARCHIVE > FILE.tar`, then take that file."
            ) from error
        raise BackupError(f"The key file {path} holds no key that can be used.") from error
    except UnicodeDecodeError as error:
        raise BackupError(f"The key file {path} holds no key that can be used.") from error
    if not keys:
        raise BackupError(f"The key file {path} holds no key of age or SSH.")
    return keys


def write_new_key(path):
    """Make a private key in a new file that only its owner may read; returns the public key."""
    identity = new_identity()
    public = str(identity.to_public())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BackupError(f"The key file {path} cannot be made: {error.strerror}.") from error
    with os.fdopen(handle, "w") as file:
        file.write(f"# public key: {public}\n{identity}\n")
    return public


class Pieces:
    """An iterator of bytes as a file to read from; keeps the error that stopped it."""

    def __init__(self, pieces):
        self.pieces, self.rest, self.error = iter(pieces), memoryview(b""), None

    def read(self, size):
        try:
            while not self.rest:
                self.rest = memoryview(next(self.pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        piece, self.rest = self.rest[:size], self.rest[size:]
        return bytes(piece)


class Outlet:
    """A file to write to; keeps the error that stopped it, which the library turns into words."""

    def __init__(self, file):
        self.file, self.error = file, None

    def write(self, chunk):
        try:
            self.file.write(chunk)
        except BaseException as error:
            self.error = error
            raise
        return len(chunk)

    def flush(self):
        """Nothing waits here."""


def seal(pieces, file, recipients):
    """Write the pieces to the file, encrypted for these recipients."""
    source, outlet = Pieces(pieces), Outlet(file)
    try:
        pyrage.encrypt_io(source, outlet, recipients)
    except pyrage.EncryptError:
        raise (source.error or outlet.error or BackupError("The archive could not be encrypted.")) from None


@contextmanager
def opened(file, identities):
    """What an encrypted file holds, as a file to read from once.

    Raises BackupError, at the latest when the block ends, if the key is wrong or the file was altered.
    """
    failures = []
    reading, writing = os.pipe()

    def decrypt():
        with os.fdopen(writing, "wb", buffering=0) as sink:
            outlet = Outlet(sink)
            try:
                pyrage.decrypt_io(file, outlet, identities)
            except Exception as error:
                if not outlet.error:  # else the reader has had enough
                    failures.append(error)

    worker = threading.Thread(target=decrypt, daemon=True)
    worker.start()
    try:
        with os.fdopen(reading, "rb") as stream:
            yield stream
    finally:
        worker.join()
        if failures:
            raise _in_words(failures[0])


def _in_words(error):
    if "matching keys" in str(error):
        return BackupError("The archive is encrypted for another key.")
    return BackupError("The archive is damaged or was cut short: it cannot be decrypted to its end.")
