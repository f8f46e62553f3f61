"""Passwords: every form that asks for one is checked here, and its attempts are counted."""

from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied

from .limits import PASSWORD, Attempts, TooManyAttempts


class PasswordBackend(ModelBackend):
    """Django's, with limits. A form finds the refusal in `request.refused_attempt`."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if request is None or username is None or password is None:  # not from outside: a test, a command
            return super().authenticate(request, username=username, password=password, **kwargs)
        attempts = Attempts(PASSWORD, request, username)
        try:
            attempts.begin()
        except TooManyAttempts as refusal:
            request.refused_attempt = refusal
            raise PermissionDenied from refusal
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user:
            attempts.succeed()
        return user


def is_password_of(request, person, password):
    """Whether it is the person's own, asked by a form; counted. Too many attempts are refused as above."""
    return authenticate(request, username=person.get_username(), password=password) == person
