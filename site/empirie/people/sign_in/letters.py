"""Letters about the second step, in the language of the person: nobody changes it unnoticed.

NIST SP 800-63B, "Account Notifications": an address the person had before is told of each change.
"""

import logging
import smtplib

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from ..middleware import language_of

ADDED, REMOVED, RESET, CODE_USED = "added", "removed", "reset", "code-used"

logger = logging.getLogger(__name__)


def notify(person, what, **words):
    """Send the letter; returns whether it went out. A change is not undone for want of a letter."""
    if not person.email:
        return False
    words |= {
        "what": what,
        "name": person.get_username(),
        "address": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('sign_in:overview')}",
    }
    with translation.override(language_of(person)):
        subject = render_to_string("people/sign_in/letter_subject.txt", words).strip()
        letter = render_to_string("people/sign_in/letter.txt", words)
    try:
        send_mail(subject, letter, settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL, [person.email])
    except (smtplib.SMTPException, OSError):
        logger.exception("A letter about the second step of a sign-in could not be sent")
        return False
    return True
