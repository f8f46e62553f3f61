"""Passkeys (WebAuthn): the four views that the script calls, from django-otp-webauthn.

Its views check origin, challenge, signature and counter. Ours say who calls them and what happens afterwards.
"""

import json
import logging
from contextlib import contextmanager
from datetime import timedelta

from django.contrib.auth import login
from django.db import transaction
from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _
from django_otp import login as otp_login
from django_otp_webauthn import exceptions, views
from django_otp_webauthn.helpers import WebAuthnHelper
from django_otp_webauthn.models import WebAuthnCredential

from empirie.core.request_data import sends_more_than

from .doors import after_adding, current_person, pass_second_step, safe_next
from .factors import MOST, factor_changed, has_factor, passkeys_of
from .forms import LONGEST_NAME
from .letters import ADDED, notify_when_committed
from .sessions import confirmed_soon_ago, name_of, note_confirmed

logger = logging.getLogger(__name__)

UNANSWERED_FOR = timedelta(minutes=10)
LARGEST = 64 * 1024  # bytes of a request; what a passkey says takes a few thousand


@contextmanager
def refusing_malformed():
    """Broken data of a script gets a refusal; around the library alone, so that faults of ours stay faults.

    django-otp-webauthn 0.10.3 and its webauthn 3.0.1 fail on some of it. Remove this, and what it stands
    around, when tests/people/sign_in/test_malformed_passkeys.py::LibraryTests fails.
    """
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        logger.warning("Malformed WebAuthn request", exc_info=error)
        raise exceptions.MalformedRequest from error


class Helper(WebAuthnHelper):
    """Passkeys belong to the host in the address bar, which Django has compared with ALLOWED_HOSTS."""

    def get_relying_party_domain(self):
        return self.request.get_host().rsplit(":", 1)[0]

    def get_allowed_origins(self):
        return [f"{self.request.scheme}://{self.request.get_host()}"]

    def register_complete(self, *args, **kwargs):
        with refusing_malformed():
            return super().register_complete(*args, **kwargs)

    def authenticate_complete(self, *args, **kwargs):
        with refusing_malformed():
            return super().authenticate_complete(*args, **kwargs)


class NotNow(exceptions.OTPWebAuthnApiError):
    status_code = 403
    code = "not_now"
    default_detail = _("Please confirm first that it is you, then try again.")


class TooManyPasskeys(exceptions.OTPWebAuthnApiError):
    status_code = 409
    code = "too_many"
    default_detail = _("You have as many passkeys as an account can hold. Remove one first.")


class Ours:
    """What a script sends is an object, or refused. See `refusing_malformed` and test_private_names.py."""

    def get_user(self):
        return current_person(self.request)

    def _parse_request_data(self, request):
        with refusing_malformed():
            if sends_more_than(request, LARGEST):
                raise exceptions.MalformedRequest
            data = super()._parse_request_data(request)
        if not isinstance(data, dict):
            raise exceptions.MalformedRequest
        return data

    def handle_exception(self, exc):
        if isinstance(exc, exceptions.OTPWebAuthnApiError):
            return super().handle_exception(exc)
        raise exc  # the library raises it `from` itself, and who follows the causes never comes to an end


class Registering(Ours):
    """Also for somebody half signed in who has no second step yet: it is how one gets the first."""

    def check_can_register(self):
        user, is_half = self.get_user(), self.request.half_signed_in
        if not confirmed_soon_ago(self.request) or (is_half and has_factor(user)):
            raise NotNow
        if passkeys_of(user).count() >= MOST:
            raise TooManyPasskeys


class BeginRegistration(Registering, views.BeginCredentialRegistrationView):
    pass


class CompleteRegistration(Registering, views.CompleteCredentialRegistrationView):
    """Nobody has a new passkey without what follows from it: other browsers signed out, and the letter."""

    def post(self, *args, **kwargs):
        name = self.name_given() or name_of(self.request.headers.get("User-Agent", ""))
        self.state = super().get_state()  # outside the transaction: used up, whatever comes of it
        with transaction.atomic():
            made = json.loads(super().post(*args, **kwargs).content)  # the library has no hook that gets it
            return self.added(WebAuthnCredential.objects.get(pk=made["id"]), name)

    def get_state(self):
        return self.state

    def added(self, device, name):
        request, person = self.request, self.get_user()
        device.name = name
        device.save(update_fields=["name"])
        pass_second_step(request, person, device)
        factor_changed(request, person)
        notify_when_committed(person, ADDED)
        return JsonResponse({"redirect_url": after_adding(person, safe_next(request))})

    def name_given(self):
        """The name that the person typed, without signs that a database does not take."""
        name = str(self.request.data.get("name") or "")
        return "".join(filter(str.isprintable, name)).strip()[:LONGEST_NAME]


class BeginUse(Ours, views.BeginCredentialAuthenticationView):
    def post(self, *args, **kwargs):
        session = self.request.session
        if session.is_empty():  # whoever asks gets a question, and it must not lie here for a month
            session.set_expiry(UNANSWERED_FOR)
        return super().post(*args, **kwargs)


class CompleteUse(Ours, views.CompleteCredentialAuthenticationView):
    """As the second step, as the proof before a change, or, by a stranger, instead of the password."""

    def get_state(self):
        """A question put to a person of known password asks for less, and is not answered by a stranger."""
        state = super().get_state()
        if self.get_user() is None and not state["require_user_verification"]:
            raise exceptions.InvalidState()
        return state

    def complete_auth(self, device):
        request = self.request
        if request.half_signed_in:
            pass_second_step(request, request.half_signed_in, device)
        elif request.user.is_authenticated:
            note_confirmed(request)
        else:
            login(request, device.user, backend="django_otp_webauthn.backends.WebAuthnBackend")
            otp_login(request, device)

    def get_success_url(self):
        return safe_next(self.request)
