"""Whether the site says the same as an archive: every row of every table, and every file."""

import hashlib

from django.core.files.storage import storages
from django.db import connections

from .contents import CHUNK, ROWS_AT_ONCE
from .rows import Checksum
from .snapshot import snapshot
from .tables import rows_of


def checksum_of(table, alias):
    """The (number of rows, checksum) of a table as it stands in a database."""
    checksum = Checksum(table)
    for row in rows_of(table).objects.using(alias).values_list().iterator(chunk_size=ROWS_AT_ONCE):
        checksum.add(row)
    return checksum.rows, checksum.hexdigest()


def differing_tables(found, alias):
    """One line for each table of a database that is not as the archive says."""
    there = set(connections[alias].introspection.table_names())
    for table in found.tables:
        rows, checksum = found.checksums[table.label]
        if table.name not in there:
            yield f"{table.label}: the table is missing"
        elif (now := checksum_of(table, alias)) != (rows, checksum):
            yield f"{table.label}: {now[0]} rows here, {rows} in the archive, or their content differs"


def differing_files(ledger):
    """One line for each file of the storages that is not as the archive says."""
    for member, _size, sha256 in ledger.members():
        if not member.startswith("files/"):
            continue
        _files, alias, name = member.split("/", 2)
        try:
            same = sha256_of(storages[alias], name) == sha256
        except FileNotFoundError:
            yield f"{name} ({alias}): the file is missing"
            continue
        if not same:
            yield f"{name} ({alias}): the file is another one"


def sha256_of(storage, name):
    """The checksum of a stored file. Raises FileNotFoundError."""
    digest = hashlib.sha256()
    with storage.open(name, "rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def differences(found, ledger):
    """Every difference between this site and an archive that was read into `ledger`, a line each."""
    with snapshot() as alias:
        yield from differing_tables(found, alias)
    yield from differing_files(ledger)
