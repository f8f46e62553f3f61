"""The demo's people. Everybody knows their password, so they exist only where the settings allow it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ImproperlyConfigured
from wagtail.users.models import UserProfile

from empirie.people.roles import COMMUNICATIONS, TRANSLATOR, sync_roles
from empirie.people.workspaces import ensure_workspace
from empirie.subjects.models import City

PASSWORD = "pokazowe-miasto-2026"


@dataclass(frozen=True)
class Person:
    username: str
    what_for: str
    role: str = ""
    city: str = ""  # the name in the city's address
    is_administrator: bool = False
    language: str = "pl"


PEOPLE = (
    Person("administrator", "everything", is_administrator=True),
    Person("redakcja", "communications: writes and publishes", role=COMMUNICATIONS),
    Person("translator", "translates, admin in English", role=TRANSLATOR, language="en"),
    Person("krosno", "a city: adds photos, sends them to the editors", city="krosno"),
)


def create_people():
    """Create the demo accounts that are missing; those of cities that are not there are left out.

    Raises ImproperlyConfigured where demo accounts are not allowed.
    """
    if not settings.DEMO_SIGN_INS_ALLOWED:
        raise ImproperlyConfigured("Demo sign-ins are never created here: everybody knows their password.")
    sync_roles()
    password = make_password(PASSWORD)  # once: it is slow on purpose
    for person in PEOPLE:
        group = _group_of(person)
        if group or person.is_administrator:
            _create(person, group, password)


def _group_of(person):
    """The group that gives the person their rights; None for the administrator."""
    if person.role:
        return Group.objects.get(name=person.role)
    city = City.objects.filter(slug=person.city).first()
    return ensure_workspace(city).group if city else None


def _create(person, group, password):
    user, is_new = get_user_model().objects.get_or_create(
        username=person.username,
        defaults={
            "email": f"{person.username}@empirie.example",
            "password": password,
            "is_superuser": person.is_administrator,
            "is_staff": person.is_administrator,
        },
    )
    if not is_new:
        return
    if group:
        user.groups.add(group)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = person.language
    profile.save()
