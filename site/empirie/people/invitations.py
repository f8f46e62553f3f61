"""Inviting a person to a city's workspace: an account and a letter with a link to set its password."""

import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.crypto import get_random_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from .workspaces import WorkspaceError

LANGUAGES = tuple(code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES)
# Django's user names are shorter than the longest possible address.
LONGEST_ADDRESS = 150


def invite(workspace, email, language="pl"):
    """Give the person with this address an account of the city and send the letter; returns the account.

    Inviting again sends a new link, which ends the older one, and unlocks a locked account.

    Raises WorkspaceError when the workspace is closed, the address is none, the account is somebody else's
    (staff, another city), or the letter could not be sent; then the account stands and can be invited again.
    """
    if not workspace.is_open:
        raise WorkspaceError(
            _("The workspace of %(city)s is closed. Open it again first.") % _city(workspace)
        )
    person = _account(workspace, _checked(email), language)
    try:
        send_letter(workspace, person, language)
    except OSError as error:
        raise WorkspaceError(
            _("The account of %(email)s is ready, but the letter could not be sent. Try again in a while.")
            % {"email": person.email}
        ) from error
    return person


def send_letter(workspace, person, language):
    """Send the link to set a password, in "pl" or "en"."""
    token = default_token_generator.make_token(person)
    address = reverse(
        "wagtailadmin_password_reset_confirm",
        args=(urlsafe_base64_encode(force_bytes(person.pk)), token),
    )
    words = {
        "city": workspace.city.name,
        "link": f"{settings.WAGTAILADMIN_BASE_URL}{address}",
        "sign_in": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_home')}",
        "email": person.email,
        "valid_until": timezone.localtime() + datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
    }
    with translation.override(language):
        subject = render_to_string("people/invitation_subject.txt", words).strip()
        letter = render_to_string("people/invitation.txt", words)
    send_mail(subject, letter, settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL, [person.email])


def _checked(email):
    address = (email or "").strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise WorkspaceError(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error
    if len(address) > LONGEST_ADDRESS:
        raise WorkspaceError(
            _("The e-mail address is too long: at most %(number)s characters.") % {"number": LONGEST_ADDRESS}
        )
    return address


@transaction.atomic
def _account(workspace, email, language):
    people = get_user_model().objects
    known = list(people.select_for_update().filter(Q(email__iexact=email) | Q(username__iexact=email)))
    for person in known:
        _refuse_somebody_elses(workspace, person, email)
    person = known[0] if known else people.create(username=email, email=email)
    # A password nobody knows, not none: “Forgotten password?” then works for whose link has expired. It also
    # ends every link sent before.
    if not person.last_login or not person.is_active:
        person.set_password(get_random_string(64))
    if not person.last_login:
        person.date_joined = timezone.now()  # an invitation nobody takes up is erased some time after this
    person.is_active = True
    person.save()
    person.groups.add(workspace.group)
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = language
    profile.save()
    return person


def _refuse_somebody_elses(workspace, person, email):
    groups = set(person.groups.values_list("pk", flat=True))
    if person.is_superuser or person.is_staff or groups != {workspace.group_id}:
        raise WorkspaceError(
            _("%(email)s already has an account that is not of %(city)s. Take another address.")
            % {"email": email, **_city(workspace)}
        )


def _city(workspace):
    return {"city": workspace.city.name}
