"""The log of what was hidden from the public and shown again."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .photo import Photo


class Withdrawal(models.Model):
    """One line of the log. It outlives the photo, its account and any e-mail address."""

    class Action(models.TextChoices):
        HIDDEN = "hidden", pgettext_lazy("photo", "hidden")
        RESTORED = "restored", pgettext_lazy("photo", "shown again")

    photo = models.ForeignKey(
        Photo, verbose_name=_("photo"), null=True, on_delete=models.SET_NULL, related_name="withdrawals"
    )
    photo_title = models.CharField(_("title of the photo"), max_length=255)
    action = models.CharField(_("what was done"), max_length=10, choices=Action.choices)
    reason = models.TextField(_("reason"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who did it"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    by_city = models.BooleanField(_("by the city"), default=False, db_default=False)

    class Meta:
        app_label = "photos"
        ordering = ["-at", "-pk"]
        verbose_name = _("withdrawal of a photo")
        verbose_name_plural = _("withdrawals of photos")

    def __str__(self):
        return f"{self.photo_title}: {self.get_action_display()}"
