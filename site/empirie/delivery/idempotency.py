"""A form of the admin that is sent twice does its work once: the second press gets the first one's answer.

Two people, or one in two windows, who save the same thing in the same moment are another matter. What the
database refuses to one of them is tried again, and sees what the other has saved.
"""

import hashlib
import json
import logging
import time
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, OperationalError, transaction
from django.http import HttpResponseRedirect, UnreadablePostError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from empirie.core.languages import language_of

from .models import SubmittedForm

logger = logging.getLogger(__name__)

# How long the answer is kept for another press of the same button.
ANSWER_LASTS = timedelta(minutes=2)
LONGEST_WAIT = 30  # seconds that the second press waits for the first one's answer
PATIENCE = 0.05
REDIRECTS = {301, 302, 303}
# How often what was refused because of somebody else is tried again.
TRIES = 3
# What PostgreSQL and SQLite say of a transaction that may be tried again.
_PASSING = ("deadlock detected", "could not serialize", "database is locked", "database table is locked")


class IdempotencyMiddleware:
    """Stands before the middleware of sessions, whose cookies belong to the answer.

    Scripts are left alone: they may mean the same request twice, as "one place up". They send the CSRF token
    in a header, which no form can.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request):
        request.submitted_form = request.answer_given = None
        response = None
        try:
            response = self.get_response(request)
        finally:
            if request.submitted_form:
                _finish(request.submitted_form, response)
        if request.answer_given:
            _set_cookies(response, request.answer_given["cookies"])
        return response

    def process_view(self, request, view, args, kwargs):
        if not self._is_form(request, view):
            return None
        try:
            key = key_of(request)
        except UnreadablePostError:
            return None  # the visitor has left
        if key is None:
            return None
        answer = _claim_or_wait(key)
        if answer is None:
            request.submitted_form = key
            return None
        if not answer:
            return _still_at_work(request)
        request.answer_given = answer
        return HttpResponseRedirect(answer["location"], status=answer["status"])

    def process_exception(self, request, exception):
        """Try again what somebody else's work of the same moment was in the way of."""
        if request.method != "POST" or not request.path_info.startswith(self.admin):
            return None
        match = request.resolver_match
        for _try in range(TRIES):
            if match is None or transaction.get_connection().in_atomic_block or not _is_collision(exception):
                return None
            logger.info("%s is tried again after %r", request.path, exception)
            for files in request.FILES.lists():
                for file in files[1]:
                    file.seek(0)
            try:
                return match.func(request, *match.args, **match.kwargs)
            except Exception as error:
                exception = error
        raise exception

    def _is_form(self, request, view):
        return (
            request.method == "POST"
            and request.path_info.startswith(self.admin)
            and settings.CSRF_HEADER_NAME not in request.META
            and request.headers.get("X-Requested-With") != "XMLHttpRequest"
            and not getattr(view, "csrf_exempt", False)
        )


def key_of(request):
    """What tells one sending of a form from every other; None for a request that no page of ours made."""
    if not request.POST.get("csrfmiddlewaretoken"):
        return None
    said = [
        request.COOKIES.get(settings.SESSION_COOKIE_NAME),
        request.COOKIES.get(settings.CSRF_COOKIE_NAME),
        request.get_full_path(),
        sorted(request.POST.lists()),
        sorted((name, [(file.name, file.size) for file in files]) for name, files in request.FILES.lists()),
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _claim_or_wait(key):
    """None when this request is to do the work; else the first one's answer, {} when that takes long."""
    end = time.monotonic() + LONGEST_WAIT
    while not _claim(key):
        sent = SubmittedForm.objects.filter(pk=key).first()
        if sent and sent.answer:
            return sent.answer
        if time.monotonic() > end:
            return {}
        time.sleep(PATIENCE)
    return None


def _claim(key):
    """Whether `key` is this request's. A claim outlives its request only when the server was killed."""
    now = timezone.now()
    killed = timedelta(seconds=settings.LONGEST_REQUEST)
    SubmittedForm.objects.filter(received_at__lt=now - max(ANSWER_LASTS, killed)).delete()
    if SubmittedForm.objects.filter(pk=key).exists():
        return False
    try:
        with transaction.atomic():
            SubmittedForm.objects.create(key=key, received_at=now)
    except IntegrityError:
        return False
    return True


def _finish(key, response):
    """Keep the answer if it is a redirect: a form that is shown again has not done its work."""
    row = SubmittedForm.objects.filter(pk=key)
    try:
        if response is None or response.status_code not in REDIRECTS:
            row.delete()
            return
        cookies = [[name, morsel.value, dict(morsel)] for name, morsel in response.cookies.items()]
        answer = {"location": response["Location"], "status": response.status_code, "cookies": cookies}
        row.update(answer=answer)
    except DatabaseError:  # the work is done, whatever becomes of the note about it
        logger.warning("The answer to a form could not be kept", exc_info=True)


def _set_cookies(response, cookies):
    for name, value, attributes in cookies:
        response.cookies[name] = value
        response.cookies[name].update(attributes)


def _is_collision(error):
    """Whether an error may be one only because of what somebody else did meanwhile.

    A ValidationError leaves a view only when what its form had found good is good no longer.
    """
    if isinstance(error, OperationalError):
        return any(words in str(error) for words in _PASSING)
    return isinstance(error, IntegrityError | ValidationError)


def _still_at_work(request):
    with translation.override(language_of(request.user)):
        return render(request, "still_at_work.html", status=409)
