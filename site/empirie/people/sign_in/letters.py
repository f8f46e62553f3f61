"""Letters about the second step and the address: nobody changes them unnoticed.

NIST SP 800-63B, "Account Notifications": an address the person had before is told of each change.
"""

from django.db import transaction
from django.urls import reverse

from empirie.core.letters import admin_address, send_letter

ADDED, REMOVED, RESET, CODE_USED, ADDRESS = "added", "removed", "reset", "code-used", "address"


def notify(person, what, **facts):
    """Send the letter; returns whether it went out. People whose account is locked get none."""
    address = admin_address(reverse("sign_in:overview"))
    return bool(send_letter([person], "people/sign_in/letter", what=what, address=address, **facts))


def notify_when_committed(person, what, **facts):
    """Send it once the change stands; whatever goes wrong with a letter is logged and undoes nothing."""
    transaction.on_commit(lambda: notify(person, what, **facts), robust=True)
