"""Letters to people with an account: plain text, each in the language that its reader chose."""

import logging
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.admin.mail import send_mail

from .languages import language_of

logger = logging.getLogger(__name__)


def send_letter(people, template, **facts):
    """Send the letter `template` (a folder path without ending) to each of `people` that has an address.

    The first line of the rendered template is the subject. Returns how many were sent. A mail server that
    does not answer is logged and never undoes what the letter is about.
    """
    sent = 0
    for person in people:
        if not (person.is_active and person.email):
            continue
        with override(language_of(person)):
            text = render_to_string(f"{template}.txt", facts | {"person": person}).strip()
        subject, _newline, body = text.partition("\n")
        try:
            sent += send_mail(" ".join(subject.split()), f"{body.strip()}\n", [person.email])
        except OSError:
            logger.exception("A letter (%s) could not be sent to account %s", template, person.pk)
    return sent


def people_with_right(right):
    """The active accounts that were given `right` ("app.codename"); administrators, who have all, not."""
    return get_user_model().objects.with_perm(
        right, include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )


def admin_address(path):
    """The absolute address of `path` on this site, for letters."""
    return urljoin(f"{settings.WAGTAILADMIN_BASE_URL}/", path)
