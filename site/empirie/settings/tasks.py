"""Where work in the background is done: within the web server, or by a worker that is run beside it."""

from . import environment


def from_environment():
    """The value of TASKS. Renditions take long; how long a letter takes tells whether there is an account."""
    renditions = "empirie.core.background.ThreadBackend"
    if environment.flag("RENDITION_WORKER"):
        renditions = "django_tasks_db.DatabaseBackend"
    return {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "renditions": {"BACKEND": renditions},
        "letters": {"BACKEND": "empirie.core.background.ThreadBackend"},
        "cdn": {"BACKEND": "empirie.core.background.ThreadBackend"},
    }
