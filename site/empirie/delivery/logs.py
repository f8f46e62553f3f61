"""Log lines that name no person: what a public server writes, in one line of JSON or for human eyes.

Readers and editors appear nowhere: no addresses of computers, no names, no words of a request, and of an
error only where it happened, unless its message can come from the program alone.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import InterfaceError, OperationalError
from django.template import TemplateDoesNotExist, TemplateSyntaxError

from .passage import current

# Errors whose message the program or a server wrote. All others may quote what somebody typed.
PROGRAM_SPEAKS = (
    AttributeError,
    ImportError,
    ImproperlyConfigured,
    InterfaceError,
    NameError,
    OperationalError,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    TypeError,
)
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ADDRESSES = re.compile(
    r"[^\s@<>\"']+@[^\s@<>\"']+"  # e-mail
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # IPv4
    r"|\[?\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\]?",  # IPv6
    re.IGNORECASE,
)


def message_of(record):
    """What a record says, without what a visitor put into it."""
    if record.name.startswith("django.security"):
        return f"Refused: {record.name.rpartition('.')[2]}"
    if record.name == "django.request" and hasattr(record, "status_code"):
        passage = current.get()
        return f"{record.status_code} {passage.redacted_path}" if passage else f"{record.status_code}"
    text = record.getMessage()
    if record.name == "gunicorn.error":
        for beginning in ("Invalid request", "Error handling request"):  # what follows is the visitor's
            if text.startswith(beginning):
                return beginning
    return _ADDRESSES.sub("…", text)


def error_of(error):
    """An exception in one string: its type, its places, and its message only if the program wrote it."""
    places = [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    said = (
        f": {_ADDRESSES.sub('…', ' '.join(str(error).split()))}" if isinstance(error, PROGRAM_SPEAKS) else ""
    )
    return f"{type(error).__name__}{said} ({' < '.join(reversed(places)) or 'nowhere'})"


class JsonLine(logging.Formatter):
    """One object a line: time, level, logger, message; the id of the request; what the record adds."""

    def format(self, record):
        return _encoded(self.fields(record))

    def fields(self, record):
        fields = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if passage := current.get():
            fields["request"] = passage.id
        if request_fields := getattr(record, "request_fields", None):
            return fields | request_fields
        fields["message"] = message_of(record)
        if record.exc_info and record.exc_info[1]:
            fields["error"] = error_of(record.exc_info[1])
        return fields


class ReadableLine(JsonLine):
    """The same with spaces between."""

    def format(self, record):
        fields = self.fields(record)
        head = f"{fields.pop('time')} {fields.pop('level')} {fields.pop('logger')}"
        message = fields.pop("message", "")
        return " ".join(
            [head, *filter(None, [message]), *(f"{name}={value}" for name, value in fields.items())]
        )
