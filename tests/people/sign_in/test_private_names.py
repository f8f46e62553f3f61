"""Names with an underscore that the sign-in uses of its libraries: an upgrade may take them away."""

from django.test import SimpleTestCase
from django_otp.middleware import OTPMiddleware
from django_otp_webauthn.views import BaseWebAuthnView

from empirie.people.middleware import AdminAccessMiddleware
from empirie.people.sign_in.passkeys import Ours

USED = (
    (OTPMiddleware, "_init_user_fields"),
    (OTPMiddleware, "_verify_user_sync"),
    (OTPMiddleware, "_verify_user_async_via_auser"),
    (BaseWebAuthnView, "_parse_request_data"),
)
OUR_OWN = {"_nobody"}


class PrivateNamesTests(SimpleTestCase):
    def test_each_is_there(self):
        for owner, name in USED:
            with self.subTest(name=name):
                self.assertTrue(callable(getattr(owner, name, None)))

    def test_each_that_we_override_is_named_above(self):
        ours = {
            name
            for name in (*vars(AdminAccessMiddleware), *vars(Ours))
            if name.startswith("_") and not name.startswith("__")
        }
        self.assertLessEqual(ours - OUR_OWN, {name for _owner, name in USED})
