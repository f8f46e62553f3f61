"""Where work in the background is done: within the web server, or by a worker that is run beside it."""

from . import environment


def from_environment():
    """The value of TASKS. Renditions are the only work that takes long enough to be put off."""
    renditions = "empirie.core.background.ThreadBackend"
    if environment.flag("RENDITION_WORKER"):
        renditions = "django_tasks_db.DatabaseBackend"
    return {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
        "renditions": {"BACKEND": renditions},
    }
