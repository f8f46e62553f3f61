"""The demo's people. Everybody knows their password, so they exist only where the settings allow it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from wagtail.users.models import UserProfile

from empirie.people.roles import COMMUNICATIONS, TRANSLATOR, sync_roles

PASSWORD = "pokazowe-miasto-2026"


@dataclass(frozen=True)
class Person:
    username: str
    what_for: str
    role: str = ""
    is_administrator: bool = False
    language: str = "pl"


PEOPLE = (
    Person("administrator", "everything", is_administrator=True),
    Person("redakcja", "communications: writes and publishes", role=COMMUNICATIONS),
    Person("translator", "translates, admin in English", role=TRANSLATOR, language="en"),
)


def create_people():
    """Create the demo accounts that are missing. Raises ImproperlyConfigured where they are not allowed."""
    if not settings.DEMO_SIGN_INS_ALLOWED:
        raise ImproperlyConfigured("Demo sign-ins are never created here: everybody knows their password.")
    sync_roles()
    for person in PEOPLE:
        user, is_new = get_user_model().objects.get_or_create(
            username=person.username,
            defaults={
                "email": f"{person.username}@empirie.example",
                "is_superuser": person.is_administrator,
                "is_staff": person.is_administrator,
            },
        )
        if not is_new:
            continue
        user.set_password(PASSWORD)
        user.save()
        if person.role:
            user.groups.add(Group.objects.get(name=person.role))
        profile = UserProfile.get_for_user(user)
        profile.preferred_language = person.language
        profile.save()
