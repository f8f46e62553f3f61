"""How long invitations that nobody took up and what is known of signing in are kept."""

import datetime

from django.conf import settings
from django.contrib.auth import get_user_model

from empirie.core.retention import Rule, register

from .retention import erase_ended_sessions, erase_old_sign_in_attempts


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
