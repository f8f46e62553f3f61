"""How long invitations that nobody took up and what is known of signing in are kept."""

import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from empirie.core.retention import Rule, register

from .sign_in.limits import LONGEST
from .sign_in.models import Attempt, Browser


def _erase_expired_invitations(now):
    before = now - datetime.timedelta(days=settings.RETENTION["invitation_days"])
    never_used = get_user_model().objects.filter(
        last_login=None,
        date_joined__lt=before,
        is_superuser=False,
        is_staff=False,
        groups__workspace__isnull=False,
    )
    return sum(bool(person.delete()) for person in never_used.distinct())


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


register(
    Rule(
        what="Invitations to a city's workspace that nobody took up: the account",
        kept="INVITATION_DAYS after the last invitation (90)",
        why="time to accept, and to ask for another letter",
        basis="GDPR art. 6(1)(e) or (f), art. 5(1)(e)",
        erase=_erase_expired_invitations,
    )
)
register(
    Rule(
        what="Failed sign-ins, as hashes without names and addresses",
        kept="a day",
        why="to slow down guessing",
        basis="GDPR art. 6(1)(f), art. 32",
        erase=erase_old_sign_in_attempts,
    )
)
register(
    Rule(
        what="Browsers in which somebody is signed in",
        kept="until the session ends (STAFF_SESSION_HOURS, CITY_SESSION_HOURS)",
        why="to show people where they are signed in, and to sign them out",
        basis="GDPR art. 6(1)(f), art. 32",
        erase=erase_ended_sessions,
    )
)
