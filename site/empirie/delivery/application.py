"""The site as a WSGI application, without a word on which server runs it."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from .memory import search_garbage_seldom, share_freed_memory


def make_application():
    """Django behind the door that gives ids, writes the log and answers when Django cannot."""
    share_freed_memory()
    django = get_wsgi_application()
    search_garbage_seldom()

    from .door import Door

    if settings.METRICS_TOKEN:
        from .metrics import observe

        return Door(django, observe)
    return Door(django)
