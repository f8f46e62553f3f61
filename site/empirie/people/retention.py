"""What is kept about signing in, and for how long: no longer than it is needed for."""

from django.conf import settings
from django.db.models import Q

from .sign_in.limits import LONGEST
from .sign_in.models import Attempt, Browser


def erase_old_sign_in_attempts(now):
    """Erase the attempts that count for no limit any more, after a day; returns how many.

    Each new attempt does the same, so this only matters to a site where nobody signs in.
    """
    return Attempt.objects.filter(at__lte=now - LONGEST).delete()[0]


def erase_ended_sessions(now):
    """Erase the rows of browsers in which nobody can be signed in any more; returns how many."""
    limits = (settings.STAFF_SESSION, settings.CITY_SESSION)
    longest, idle = (max(limit[name] for limit in limits) for name in ("longest", "idle"))
    ended = Q(signed_in_at__lt=now - longest) | Q(last_seen_at__lt=now - idle)
    return Browser.objects.filter(ended).delete()[0]
