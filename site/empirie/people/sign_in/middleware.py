"""Who is signed in: only somebody who has passed both steps, in a session that has not ended."""

from asgiref.sync import sync_to_async
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django_otp.middleware import OTPMiddleware

from ..middleware import is_staff_door
from .factors import must_have_factor
from .sessions import BACKGROUND_VIEWS, SECOND_STEP_TIMEOUT, browser_of, touch


class SignInMiddleware(OTPMiddleware):
    """Between password and second step nobody is signed in: `request.user` is anonymous to every view.

    So no view can forget to ask. The screens of the second step find the person in `request.half_signed_in`.
    Stands after the middleware of sessions, sign-in and messages. `request.browser` is the row of `Browser`.

    django-otp 1.7.5 has no public place to decide who the user of a request is. Names of its own with an
    underscore are therefore used here; tests/people/sign_in/test_private_names.py says when one is gone.
    """

    def __call__(self, request):
        request.half_signed_in = request.browser = None
        request.session_ended = False
        return super().__call__(request)

    def _verify_user_sync(self, request, user):
        user = super()._verify_user_sync(request, user)
        if not user.is_authenticated:
            return user
        row = browser_of(request, user)
        if row is None:
            request.session.flush()
            request.session_ended = True
            return self._nobody()
        if not user.is_verified() and (row.has_factor or must_have_factor(user)):
            if timezone.now() - row.signed_in_at <= SECOND_STEP_TIMEOUT:
                request.half_signed_in = user
            return self._nobody()
        request.browser = row
        return user

    async def _verify_user_async_via_auser(self, request, auser):
        """For asynchronous views, the same person."""

        def person():
            request.user.is_authenticated  # noqa: B018 (finds out who it is)
            return request.user

        return await sync_to_async(person)()

    def _nobody(self):
        nobody = AnonymousUser()
        self._init_user_fields(nobody)
        return nobody

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if not is_staff_door(request.path_info, match) or match.view_name in BACKGROUND_VIEWS:
            return
        if request.user.is_authenticated and request.browser:
            touch(request.browser)
