"""/.well-known/security.txt: whom to tell about a weakness of the site (RFC 9116)."""

import datetime

from django.conf import settings
from django.core.checks import Warning as CheckWarning
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

DAYS_TO_RENEW = 30
LONGEST = 366  # days; RFC 9116, section 2.5.5, recommends less than a year


@require_safe
@never_cache
def security_txt(request):
    """The contact, until the day somebody promised to read it. Not found without one or after that day.

    Not kept in any cache: the day comes without a write.
    """
    contact, until = settings.SECURITY_CONTACT, settings.SECURITY_CONTACT_UNTIL
    if not contact or until < timezone.now().date():
        raise Http404
    lines = (
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {until}T23:59:59Z",
        "Preferred-Languages: pl, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def contact_is_looked_after(app_configs, **kwargs):
    """For `manage.py check --deploy`: warns before the contact runs out, and when it promises too long."""
    if not settings.SECURITY_CONTACT:
        return []
    left = settings.SECURITY_CONTACT_UNTIL - timezone.now().date()
    if left > datetime.timedelta(days=LONGEST):
        words = "promises longer than a year"
    elif left < datetime.timedelta(days=DAYS_TO_RENEW):
        words = "has run out" if left.days < 0 else f"runs out in {left.days} days"
    else:
        return []
    hint = "Make sure that somebody reads SECURITY_CONTACT, then set SECURITY_CONTACT_UNTIL anew."
    return [CheckWarning(f"/.well-known/security.txt {words}.", hint=hint, id="delivery.W001")]
