"""What is kept about signing in: failed attempts without addresses, browsers, recovery codes."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device


class Attempt(models.Model):
    """One attempt that failed, or a letter that was asked for. Who and from where only as keyed hashes."""

    kind = models.CharField(max_length=20)
    person = models.CharField(max_length=64)
    network = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "person", "at"], name="attempt_of_person"),
            models.Index(fields=["kind", "network", "at"], name="attempt_from_network"),
            models.Index(fields=["at"], name="attempt_at"),
        ]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Browser(models.Model):
    """A browser in which somebody is signed in. The session names the row; without it the session has ended.

    No address is kept, and of the browser only its family and system ("Firefox, Windows").
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="browsers"
    )
    name = models.CharField(_("browser"), max_length=80, blank=True)
    # Which password the session began with: a new one ends all others, and this tells which those are.
    password_mark = models.CharField(max_length=32)
    signed_in_at = models.DateTimeField(_("signed in"))
    last_seen_at = models.DateTimeField(_("last active"))

    class Meta:
        verbose_name = _("signed-in browser")
        verbose_name_plural = _("signed-in browsers")
        ordering = ["-last_seen_at"]

    def __str__(self):
        return self.name


class RecoveryCodes(Device):
    """The recovery codes of one person that are still good, as hashes; each is good once.

    NIST SP 800-63B, "Look-Up Secrets": random (60 bits here), salted and stretched, used once.
    """

    COUNT = 10
    ROUNDS = 100_000
    # Without letters and digits that are taken for one another.
    SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

    salt = models.CharField(max_length=32)
    hashes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("recovery codes")
        verbose_name_plural = _("recovery codes")
        constraints = [models.UniqueConstraint(fields=["user"], name="recovery_codes_once_a_person")]

    @classmethod
    def renew(cls, user):
        """New codes in place of all others; returns them, and nobody can read them again."""
        made, _new = cls.objects.get_or_create(user=user, defaults={"name": "recovery codes"})
        codes = ["".join(secrets.choice(cls.SIGNS) for _sign in range(12)) for _code in range(cls.COUNT)]
        made.salt, made.created_at = secrets.token_hex(16), timezone.now()
        made.hashes = [made.hash_of(code) for code in codes]
        made.save()
        return [f"{code[:4]}-{code[4:8]}-{code[8:]}" for code in codes]

    def hash_of(self, code):
        return hashlib.pbkdf2_hmac("sha256", code.encode(), self.salt.encode(), self.ROUNDS).hex()

    def verify_token(self, token):
        """Use up the code `token`; False when it is none, or was used. Call it with the row locked."""
        code = "".join(sign for sign in str(token).upper() if sign.isalnum())
        given = self.hash_of(code) if len(code) == 12 else ""
        if given not in self.hashes:
            return False
        self.hashes.remove(given)
        self.save(update_fields=["hashes"])
        return True
