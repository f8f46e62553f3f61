"""How long readers' reports, who decided about them, and photos that nothing uses any more are kept."""

from django.conf import settings

from empirie.core.dates import midnight_months_before
from empirie.core.retention import Rule, register

from .disuse import erase_unused
from .models import Withdrawal
from .models.report import PhotoReport, erase_settled_before


def _erase_reports(now):
    return erase_settled_before(midnight_months_before(now, settings.RETENTION["photo_report_months"]))


def _forget_who_decided(now):
    before = midnight_months_before(now, settings.RETENTION["log_months"])
    reports = PhotoReport.objects.filter(handled_at__lt=before, handled_by__isnull=False)
    withdrawals = Withdrawal.objects.filter(at__lt=before, user__isnull=False)
    return reports.update(handled_by=None) + withdrawals.update(user=None)


register(
    Rule(
        what="Readers' reports about photos: message and e-mail address",
        kept="PHOTO_REPORT_MONTHS after the decision (6)",
        why="questions and complaints after the answer",
        basis="GDPR art. 6(1)(c) with art. 12 and 17; art. 5(1)(e)",
        erase=_erase_reports,
    )
)
register(
    Rule(
        what="Who decided about a reported photo",
        kept="LOG_MONTHS (36); what was decided stays",
        why="to account for decisions",
        basis="GDPR art. 6(1)(f), art. 5(2)",
        erase=_forget_who_decided,
    )
)

register(
    Rule(
        what="Photos of cities that no page and no draft uses: the original",
        kept="UNUSED_PHOTO_DAYS after the last use (90); public files go at once",
        why="to put the photo back after a mistake",
        basis="GDPR art. 5(1)(e), art. 6(1)(e) or (f)",
        erase=erase_unused,
    )
)
