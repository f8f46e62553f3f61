"""Archives as an older or another version of the site would have written them."""

import gzip
import hashlib
import json
import tarfile
from contextlib import closing
from io import BytesIO

from empirie.safekeeping.archive import lines_of, members_of
from empirie.safekeeping.contents import Contents
from empirie.safekeeping.ledger import Ledger
from empirie.safekeeping.rows import Checksum, from_line
from empirie.safekeeping.tables import Table


def rewritten(archive, path, change_header=lambda header: None, without_column=None):
    """Write `archive` anew to `path`: another header, and without one column ("app.Model", "name")."""
    with members_of(archive) as members, tarfile.open(path, "w") as written, closing(Ledger()) as ledger:
        checksums, places, tables = {}, {}, {}

        def add(name, content, is_listed=True):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            written.addfile(info, BytesIO(content))
            if is_listed:
                ledger.add(name, len(content), hashlib.sha256(content).hexdigest())

        for name, _size, file in members:
            content = file.read()
            if name == "header.json":
                header = json.loads(content)
                change_header(header)
                for known in header["tables"]:
                    names = [column["name"] for column in known["columns"]]
                    if without_column and known["label"] == without_column[0]:
                        places[known["label"]] = names.index(without_column[1])
                        del known["columns"][places[known["label"]]]
                    tables[known["label"]] = Table.from_json(known)
                    checksums[known["label"]] = Checksum(tables[known["label"]])
                add(name, json.dumps(header).encode())
            elif name.startswith("rows/"):
                label = name.split("/")[1]
                rows = [json.loads(line) for line in lines_of(content)]
                for row in rows:
                    if label in places:
                        del row[places[label]]
                    checksums[label].add(from_line(tables[label], json.dumps(row)))
                add(name, gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
            elif name.startswith("files/"):
                add(name, content)
        contents = object.__new__(Contents)
        contents.ledger, contents._checksums = ledger, checksums
        manifest = gzip.compress("\n".join(contents._manifest()).encode())
        add("manifest/000001.jsonl.gz", manifest, is_listed=False)
        add(
            "end.json",
            json.dumps({"manifest": [hashlib.sha256(manifest).hexdigest()]}).encode(),
            is_listed=False,
        )
    return path
