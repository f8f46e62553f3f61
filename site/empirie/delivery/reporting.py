"""Errors reported to Sentry, without anything of the request in which they happened. Imported only with
SENTRY_DSN."""

import sentry_sdk
from sentry_sdk.integrations.django import DjangoIntegration
from structlog.contextvars import get_contextvars

from .logs import PROGRAM_SPEAKS

SPEAKING = frozenset(kind.__name__ for kind in PROGRAM_SPEAKS)


def start(address, environment):
    """Report to `address` (SENTRY_DSN). Raises ValueError when that is no address of Sentry."""
    sentry_sdk.init(
        dsn=address,
        environment=environment,
        integrations=[
            DjangoIntegration(transaction_style="url", middleware_spans=False, signals_spans=False)
        ],
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0,
        auto_session_tracking=False,
        server_name="",
        before_send=without_persons,
    )


def without_persons(event, hint=None):
    """What is left of a report: what broke, where in the code, and the id of the request."""
    for part in ("request", "user", "breadcrumbs", "extra", "modules", "server_name", "contexts", "logentry"):
        event.pop(part, None)
    for error in event.get("exception", {}).get("values", []):
        if error.get("type") not in SPEAKING:
            error["value"] = ""
        for frame in error.get("stacktrace", {}).get("frames", []):
            frame.pop("vars", None)
    if "request" in (bound := get_contextvars()):
        event["transaction"] = bound["path"]
        event["tags"] = {"request": bound["request"]}
    else:
        event.pop("transaction", None)
        event.pop("tags", None)
    return event
