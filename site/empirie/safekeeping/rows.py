"""Rows as lines of JSON, the same on SQLite and PostgreSQL, and the checksum of a whole table."""

import base64
import datetime
import hashlib
import json
import uuid
from decimal import Decimal

BYTES = 256 // 8


def to_line(row):
    """One row, a sequence of values in the order of the columns, as a line of JSON without its end."""
    return json.dumps([_written(value) for value in row], ensure_ascii=False, separators=(",", ":"))


def from_line(table, line):
    """The values of a row. Raises ValueError for a line that is no row of this table."""
    values = json.loads(line)
    if not isinstance(values, list) or len(values) != len(table.columns):
        raise ValueError(f"not a row of {table.name}")
    return [
        None if value is None else _READ.get(column.kind, _as_it_is)(value)
        for column, value in zip(table.columns, values, strict=True)
    ]


def _as_it_is(value):
    return value


def _written(value):
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value // datetime.timedelta(microseconds=1)
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value


_READ = {
    "DateTimeField": datetime.datetime.fromisoformat,
    "DateField": datetime.date.fromisoformat,
    "TimeField": datetime.time.fromisoformat,
    "DurationField": lambda value: datetime.timedelta(microseconds=value),
    "UUIDField": uuid.UUID,
    "DecimalField": Decimal,
    "BinaryField": base64.b64decode,
}


class Checksum:
    """The checksum of a table: the sum of the SHA-256 of its rows, so that their order does not matter.

    JSON counts by what it means: PostgreSQL keeps it with its keys in another order.
    """

    def __init__(self, table):
        self.rows = 0
        self._sum = 0
        self._json = [number for number, column in enumerate(table.columns) if column.kind == "JSONField"]

    def add(self, row):
        row = [_written(value) for value in row]
        for number in self._json:
            if row[number] is not None:
                row[number] = _meaning(row[number])
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        self.rows += 1
        self._sum += int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())

    def hexdigest(self):
        return (self._sum % (1 << 8 * BYTES)).to_bytes(BYTES).hex()


def _meaning(text):
    return json.loads(text, parse_int=_number, parse_float=_number)


def _number(text):
    """A number in one way of writing: 1e2, 100 and 100.0 are the same to PostgreSQL."""
    value = Decimal(text)
    return {"": format(value.normalize(), "f") if value else "0"}
