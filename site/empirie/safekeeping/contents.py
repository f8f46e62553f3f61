"""What goes into an archive, as one stream of bytes: a tar file that is never held in memory or on disk.

header.json                     who made it, of what: versions, migrations, the columns of every table
rows/LABEL/000001.jsonl.gz      the rows of a table, a line each, in portions
files/STORAGE/NAME              every file that a row names
manifest/000001.jsonl.gz        size and SHA-256 of everything above; rows and checksum of every table
end.json                        SHA-256 of the manifest: an archive without it is not whole
"""

import gzip
import hashlib
import json
import platform
import tarfile
from importlib.metadata import version

import django
from django.core.files.storage import storages
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from .errors import BackupError
from .rows import Checksum, to_line
from .tables import files_of_rows, rows_of, tables_of_the_site

FORMAT = 1
HEADER, END = "header.json", "end.json"
PORTION = 2 * 1024 * 1024  # of rows or manifest, before compression
CHUNK = 256 * 1024
BLOCK = tarfile.BLOCKSIZE
ROWS_AT_ONCE = 500


class Contents:
    """The pieces of an archive of the database behind `alias`. The ledger notes what goes in."""

    def __init__(self, alias, ledger):
        self.alias, self.ledger = alias, ledger
        self.made_at = timezone.now()
        self.tables = tables_of_the_site()
        self.totals = {"rows": 0, "files": 0, "file_bytes": 0, "missing": 0}
        self._checksums = {}

    def database_pieces(self):
        """Header and rows. After this the view of the database is no longer needed."""
        yield from self._member(HEADER, _json(self._header()))
        for table in self.tables:
            yield from self._table(table)

    def file_pieces(self):
        """Files, manifest and end."""
        for storage, name in self.ledger.wanted():
            yield from self._file(storage, name)
        if self.totals["missing"]:
            for storage, name in files_of_rows():
                self.ledger.blame(storage, name)
        digests = []
        for number, portion in enumerate(_portions(self._manifest()), 1):
            digests.append(hashlib.sha256(portion).hexdigest())
            yield from self._raw(f"manifest/{number:06}.jsonl.gz", portion)
        yield from self._raw(END, _json({"manifest": digests}))
        yield bytes(2 * BLOCK)

    def _header(self):
        connection = connections[self.alias]
        applied = MigrationRecorder(connection).applied_migrations()
        return {
            "format": FORMAT,
            "site": "empirie",
            "made_at": self.made_at.isoformat(),
            "versions": {
                "python": platform.python_version(),
                "django": django.__version__,
                "wagtail": version("wagtail"),
                "database": f"{connection.vendor} {'.'.join(map(str, connection.get_database_version()))}",
            },
            "migrations": sorted(".".join(key) for key in applied),
            "tables": [table.as_json() for table in self.tables],
        }

    def _table(self, table):
        checksum = self._checksums[table.label] = Checksum(table)
        files = [(place, column.storage) for place, column in enumerate(table.columns) if column.storage]

        def lines():
            rows = rows_of(table).objects.using(self.alias).order_by("pk").values_list()
            for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
                checksum.add(row)
                for place, storage in files:
                    if row[place]:
                        self.ledger.want(storage, row[place])
                yield to_line(row)

        for number, portion in enumerate(_portions(lines()), 1):
            yield from self._member(f"rows/{table.label}/{number:06}.jsonl.gz", portion)
        self.totals["rows"] += checksum.rows

    def _file(self, storage, name):
        """A file, which is never changed once it is there, but may have been deleted since the view began."""
        try:
            file = storages[storage].open(name, "rb")
            size = file.size
        except FileNotFoundError:
            self.ledger.miss(storage, name)
            self.totals["missing"] += 1
            return
        with file:
            yield from self._member(f"files/{storage}/{name}", _chunks(file, size, name), size)
        self.totals["files"] += 1
        self.totals["file_bytes"] += size

    def _manifest(self):
        for name, size, sha256 in self.ledger.members():
            yield json.dumps({"member": name, "size": size, "sha256": sha256}, ensure_ascii=False)
        for label, checksum in self._checksums.items():
            yield json.dumps({"table": label, "rows": checksum.rows, "checksum": checksum.hexdigest()})
        for storage, name, is_fault in self.ledger.missing():
            entry = {"missing": name, "storage": storage, "deleted_meanwhile": not is_fault}
            yield json.dumps(entry, ensure_ascii=False)

    def _member(self, name, content, size=None):
        """A member that the manifest lists: `content` is bytes, or chunks of `size` bytes together."""
        digest = hashlib.sha256()
        chunks, size = ([content], len(content)) if size is None else (content, size)

        def hashed():
            for chunk in chunks:
                digest.update(chunk)
                yield chunk

        yield from self._framed(name, size, hashed())
        self.ledger.add(name, size, digest.hexdigest())

    def _raw(self, name, content):
        yield from self._framed(name, len(content), [content])

    def _framed(self, name, size, chunks):
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(self.made_at.timestamp())
        yield info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
        yield from chunks
        yield bytes(-size % BLOCK)


def _chunks(file, size, name):
    """Exactly `size` bytes of a file. Raises BackupError when it holds fewer or more."""
    left = size
    while chunk := file.read(min(CHUNK, left) or 1):
        left -= len(chunk)
        if left < 0:
            break
        yield chunk
    if left:
        raise BackupError(f"The file {name} was changed while it was being read. Begin again.")


def _portions(lines):
    """Lines as compressed pieces of limited size."""
    kept, length = [], 0
    for line in lines:
        line = f"{line}\n".encode("utf-8", "surrogatepass")
        kept.append(line)
        length += len(line)
        if length >= PORTION:
            yield _compressed(kept)
            kept, length = [], 0
    if kept:
        yield _compressed(kept)


def _compressed(lines):
    return gzip.compress(b"".join(lines), compresslevel=5, mtime=0)


def _json(value):
    return json.dumps(value, ensure_ascii=False).encode()
