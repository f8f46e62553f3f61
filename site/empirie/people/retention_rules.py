"""How long an invitation that nobody took up keeps its account."""

import datetime

from django.conf import settings
from django.contrib.auth import get_user_model

from empirie.core.retention import Rule, register


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
