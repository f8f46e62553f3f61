"""Log lines that name no person: what a public server writes, in one line of JSON or for human eyes.

structlog formats them; the redaction is ours. Readers and editors appear nowhere: no addresses of computers,
no names, no words of a request, and of an error only where it happened, unless its message can come from the
program alone.
"""

import logging
import re
import traceback

from django.core.exceptions import ImproperlyConfigured
from django.db.utils import InterfaceError, OperationalError
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from structlog.contextvars import merge_contextvars
from structlog.processors import JSONRenderer, LogfmtRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter

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
RENDERERS = {
    "json": JSONRenderer(ensure_ascii=False, separators=(",", ":")),
    "line": LogfmtRenderer(key_order=["time", "level", "logger"], drop_missing=True),
}
_ADDRESSES = re.compile(
    r"[^\s@<>\"']+@[^\s@<>\"']+"  # e-mail
    r"|\b\d{1,3}(?:\.\d{1,3}){3}\b"  # IPv4
    r"|\[?\b[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}\]?",  # IPv6
    re.IGNORECASE,
)
# No method of HTTP is longer, and no made-up one may fill the log.
_METHOD = re.compile(r"[A-Z]{1,10}")
_PLAIN = re.compile(r"[A-Za-z0-9._-]{0,120}")
# A run of digits as telephones, PESEL and accounts have them; a signed or random token.
_SECRET = re.compile(r"(?<![0-9a-f])\d{7,}(?![0-9a-f])|[0-9a-z]{1,13}-[0-9a-f]{32,64}|[0-9a-f]{24,}")


def formatter(form):
    """The logging.Formatter of LOG_FORMAT: "json" or "line"."""
    return ProcessorFormatter(
        foreign_pre_chain=[TimeStamper(fmt="iso", key="time"), merge_contextvars, redact],
        processors=[ProcessorFormatter.remove_processors_meta, RENDERERS[form]],
        pass_foreign_args=True,
    )


class WithoutProbes(logging.Filter):
    """For gunicorn's log of requests: health probes are told only when they fail."""

    def filter(self, record):
        return not record.args["U"].startswith("/health/") or record.args["s"] >= "400"


def redact(_logger, _level, event):
    """A processor of structlog: what a line says, without what a visitor put into it."""
    record, atoms = event["_record"], event.pop("positional_args")
    text, error = event.pop("event"), event.pop("exc_info", None)
    event |= {"level": record.levelname, "logger": record.name}
    if record.name == "gunicorn.access":
        return event | _fields_of(atoms)
    event["message"] = _message_of(record, text)
    if error and error[1]:
        event["error"] = error_of(error[1])
    return event


def without_persons(path):
    """A path with "…" for each part that may hold a name, an address, a number or a key."""
    return "/".join(
        part if _PLAIN.fullmatch(part) and not _SECRET.search(part) else "…" for part in path.split("/")
    )


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


def _fields_of(atoms):
    """The line of a request, from what gunicorn knows of it."""
    status, mark = int(atoms["s"]), atoms["{x-page-cache}o"]
    return {
        "level": "ERROR" if status >= 500 else "INFO",
        "method": atoms["m"] if _METHOD.fullmatch(atoms["m"]) else "…",
        "path": without_persons(atoms["U"]),
        "status": status,
        "ms": round(atoms["D"] / 1000, 1),
        "bytes": atoms["B"],
        **({"cache": mark} if mark != "-" else {}),
    }


def _message_of(record, text):
    if record.name.startswith("django.security"):
        return f"Refused: {record.name.rpartition('.')[2]}"
    if record.name == "django.request" and hasattr(record, "status_code"):
        return f"Answered {record.status_code}"
    if record.name == "gunicorn.error":
        for beginning in ("Invalid request", "Error handling request"):  # what follows is the visitor's
            if text.startswith(beginning):
                return beginning
    return _ADDRESSES.sub("…", text)
