"""Somebody who signs in, with what they hold: a password, an app, a network, a browser."""

import time

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from empirie.people.roles import COMMUNICATIONS, sync_roles
from empirie.people.workspaces import ensure_workspace
from tests import factories as make

PASSWORD = "cztery-slowa-o-deszczu"
LOGIN = "/admin/login/"
STEP = "/admin/sign-in/second-step/"


def an_editor(name="redakcja"):
    person = make.a_person(name, password=PASSWORD)
    sync_roles()
    person.user_permissions.clear()
    person.groups.add(Group.objects.get(name=COMMUNICATIONS))
    return person


def of_a_city(name="lodz"):
    person = make.a_person(name, password=PASSWORD)
    person.user_permissions.clear()
    person.groups.add(ensure_workspace(make.a_city()).group)
    return person


def an_app(person, name="Telefon"):
    return TOTPDevice.objects.create(user=person, name=name, confirmed=True)


def a_passkey(person, name="Klucz"):
    """A row only: what a passkey does is tried in a browser (tests/browser/test_sign_in.py)."""
    return WebAuthnCredential.objects.create(
        user=person,
        name=name,
        credential_id=name.encode(),
        public_key=b"x",
        backup_eligible=False,
        backup_state=False,
    )


def code_of(app, steps=0):
    """What the app shows; `steps` half minutes later."""
    totp = TOTP(bytes.fromhex(app.key))
    totp.time = time.time() + steps * 30
    return f"{totp.token():06}"


class Visitor(Client):
    """A browser in a network of its own."""

    def __init__(self, address="203.0.113.5", **kwargs):
        super().__init__(REMOTE_ADDR=address, **kwargs)

    def give_password(self, name="redakcja", password=PASSWORD, next_address=""):
        return self.post(LOGIN, {"username": name, "password": password, "next": next_address})

    def give_code(self, code):
        return self.post(STEP, {"code": code})

    def sign_in(self, person, app=None):
        self.give_password(person.get_username())
        if app:
            self.give_code(code_of(app))
        return self

    def remove(self, factor):
        return self.post(reverse("sign_in:remove"), {"device": factor.persistent_id})

    @property
    def is_in(self):
        return self.get(reverse("wagtailadmin_account")).status_code == 200
