"""What readers report about photos. Their words and addresses are kept only as long as they are needed."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from empirie.core.dates import months_after

from .photo import Photo

# Answer within one month: GDPR (Regulation (EU) 2016/679), article 12(3).
MONTHS_TO_ANSWER = 1


class Reason(models.TextChoices):
    """Why a reader writes, in the reader's words."""

    ME = "me", _("I am in the picture")
    CHILD = "child", _("My child is in the picture")
    RIGHTS = "rights", _("The picture is mine, or my rights are affected")
    OTHER = "other", _("Something else is wrong")


class PhotoReport(models.Model):
    """One report. `key` comes with the form: sending the same form twice makes one report."""

    class Outcome(models.TextChoices):
        OPEN = "", _("not decided yet")
        HIDDEN = "hidden", _("photo hidden")
        KEPT = "kept", _("photo stays")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    photo = models.ForeignKey(
        Photo, verbose_name=_("photo"), null=True, on_delete=models.SET_NULL, related_name="reports"
    )
    photo_title = models.CharField(_("title of the photo"), max_length=255)
    address = models.TextField(_("address of the page"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices)
    message = models.TextField(_("message"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5)
    created_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    outcome = models.CharField(
        _("decision"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN, blank=True
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    handled_at = models.DateTimeField(_("decided"), null=True)
    erased_at = models.DateTimeField(_("personal data erased"), null=True)

    class Meta:
        app_label = "photos"
        ordering = ["created_at", "pk"]
        verbose_name = _("report about a photo")
        verbose_name_plural = _("reports about photos")

    def __str__(self):
        return f"{self.photo_title}: {self.get_reason_display()}"

    @property
    def is_open(self):
        return self.handled_at is None

    @property
    def answer_by(self):
        """The last day to answer."""
        return months_after(timezone.localtime(self.created_at).date(), MONTHS_TO_ANSWER)

    @property
    def is_late(self):
        return self.is_open and timezone.localdate() > self.answer_by


def open_reports():
    return PhotoReport.objects.filter(handled_at=None)


@transaction.atomic
def settle(report, outcome, user):
    """Write down what was decided; a hidden photo settles every open report about it."""
    about = PhotoReport.objects.filter(pk=report.pk)
    if outcome == PhotoReport.Outcome.HIDDEN and report.photo_id:
        about |= PhotoReport.objects.filter(photo_id=report.photo_id)
    about.filter(handled_at=None).update(outcome=outcome, handled_by=user, handled_at=timezone.now())


def erase_settled_before(moment):
    """Erase message and e-mail address of reports that were settled before `moment`; returns how many."""
    return erase_personal_data(PhotoReport.objects.filter(handled_at__lt=moment))


def erase_personal_data(reports):
    """Erase message and e-mail address of these reports, open ones too; returns of how many."""
    return reports.filter(erased_at=None).update(message="", email="", erased_at=timezone.now())
