"""How long Django's and Wagtail's own traces of people are kept."""

import datetime

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import EditingSession, FormState
from wagtail.models import ModelLogEntry, PageLogEntry

from empirie.core.dates import midnight_months_before
from empirie.core.retention import Rule, register

from .revisions import erase_revisions_before
from .uploads import erase_uploads_before

DAY = datetime.timedelta(days=1)


def _erase_sessions(now):
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def _erase_half_finished_work(now):
    traces = (
        EditingSession.objects.filter(last_seen_at__lt=now - DAY),
        FormState.objects.filter(last_updated_at__lt=now - DAY),
    )
    return erase_uploads_before(now - DAY) + sum(found.delete()[0] for found in traces)


def _erase_finished_tasks(now):
    return DBTaskResult.objects.finished().filter(finished_at__lt=now - DAY).delete()[0]


def _erase_old_drafts(now):
    days = settings.RETENTION["revision_days"]
    return erase_revisions_before(now - days * DAY) if days else 0


def _forget_who_did_it(now):
    before = midnight_months_before(now, settings.RETENTION["log_months"])
    entries = sum(
        model.objects.filter(timestamp__lt=before, user__isnull=False).update(user=None)
        for model in (PageLogEntry, ModelLogEntry)
    )
    return entries + LogEntry.objects.filter(action_time__lt=before).delete()[0]


register(
    Rule(
        what="Sign-ins (sessions)",
        kept="until they end; of somebody only asked for a passkey, ten minutes",
        why="to stay signed in",
        basis="GDPR art. 6(1)(b) or (e); Electronic Communications Law art. 399(3)",
        erase=_erase_sessions,
    )
)
register(
    Rule(
        what="Uploads and forms that were never finished, who has which editor open",
        kept="a day",
        why="to go on after an interruption",
        basis="GDPR art. 6(1)(e) or (f), art. 5(1)(e)",
        erase=_erase_half_finished_work,
    )
)
register(
    Rule(
        what="Tasks that are done: which pictures were made",
        kept="a day",
        why="to see what went wrong",
        basis="names nobody",
        erase=_erase_finished_tasks,
    )
)
register(
    Rule(
        what="Old versions of pages (never the latest, a scheduled or a waiting one)",
        kept="REVISION_DAYS (365); 0 keeps them",
        why="to undo, and to see who changed what",
        basis="GDPR art. 6(1)(e) or (f), art. 5(1)(e)",
        erase=_erase_old_drafts,
    )
)
register(
    Rule(
        what="Who did what in the admin",
        kept="LOG_MONTHS (36); what was done stays",
        why="to account for what was published, to look into misuse",
        basis="GDPR art. 6(1)(f), art. 5(2) and 32",
        erase=_forget_who_did_it,
    )
)
