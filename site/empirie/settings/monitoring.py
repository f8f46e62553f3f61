"""What is watched from outside, and how much of it is told: logs, metrics, Sentry."""

from django.core.exceptions import ImproperlyConfigured

from . import environment

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


def logging_of_production():
    """LOGGING of a public server: nothing of a reader or editor in any line (empirie.delivery.logs)."""
    form = environment.choice("LOG_FORMAT", ("line", "json"), "line")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"probes": {"()": "empirie.delivery.logs.WithoutProbes"}},
        "formatters": {"line": {"()": "empirie.delivery.logs.formatter", "form": form}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": environment.choice("LOG_LEVEL", LEVELS, "INFO")},
        "loggers": {
            "django": {"handlers": [], "level": "INFO"},
            # The line of the request says what these say of every refused or missing page.
            **{name: {"level": "ERROR"} for name in ("django.request", "django.security")},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
            **{name: {"level": "WARNING"} for name in ("django_tasks", "modelsearch", "wagtail")},
            "gunicorn.error": {"level": "WARNING", "propagate": True},
            "gunicorn.access": {"filters": ["probes"], "propagate": True},
        },
    }


def metrics_token():
    """The password of /health/metrics, "" when there are no metrics."""
    return environment.secret("METRICS_TOKEN", 16)


def start_sentry():
    """Report errors to SENTRY_DSN, without anything of the request; without it nothing is even imported."""
    address = environment.text("SENTRY_DSN")
    if not address:
        return
    from empirie.delivery.reporting import start  # sentry-sdk is loaded only with an address

    try:
        start(address, environment.text("SENTRY_ENVIRONMENT", "production"))
    except ValueError as error:
        raise ImproperlyConfigured("SENTRY_DSN is not an address of Sentry.") from error
