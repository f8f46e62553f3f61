"""How often somebody may try a password, a code, or ask for a letter.

Counted in the database, so in all processes and on all machines together: by person and network, by network
(many accounts from one place), and by person from everywhere. The last is NIST SP 800-63B's "no more than 100
consecutive failed attempts on a single account". It stops only browsers in which the person has not signed in
before (OWASP, "Device cookies"), so that a stranger alone locks nobody out.
"""

from collections import namedtuple
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from empirie.core.visitors import network_of

from .known_browsers import is_known
from .models import Attempt

PASSWORD, SECOND_STEP, LETTER, PRIVATE_PAGE = "password", "second-step", "letter", "private-page"


HOUR, DAY = timedelta(hours=1), timedelta(days=1)

# At most so many times within the period: by one person from one network, from one network, by one person.
Limit = namedtuple("Limit", "times period")
Limits = namedtuple("Limits", "person_here network person")
_TRIES = Limits(Limit(5, timedelta(minutes=15)), Limit(50, HOUR), Limit(100, DAY))
LIMITS = {
    PASSWORD: _TRIES,
    SECOND_STEP: _TRIES,
    # Whoever is over the last one has ten letters, and each of them holds a good link.
    LETTER: Limits(Limit(3, HOUR), Limit(20, HOUR), Limit(10, DAY)),
    # In place of the person the page, whose readers share a password: strangers must not close it to all.
    PRIVATE_PAGE: _TRIES._replace(person=Limit(2000, DAY)),
}
LONGEST = max(limit.period for limits in LIMITS.values() for limit in limits)


class TooManyAttempts(ValidationError):
    """Not now. Says to the person from when, after the moment `until`, one may try again."""

    def __init__(self, until):
        here = timezone.localtime(until + timedelta(seconds=59))
        moment = date_format(here, "TIME_FORMAT")
        if here.date() != timezone.localdate():
            moment = f"{date_format(here, 'DATE_FORMAT')}, {moment}"
        words = _("That was too many attempts. Please wait; from %(time)s you can try again.")
        super().__init__(words % {"time": moment}, code="too_many_attempts")


class Attempts:
    """The attempts of one kind that a person, told by the name typed, makes from a request's network."""

    def __init__(self, kind, request, name):
        self.kind, self.request, self.name = kind, request, _normal(name)
        self.person = _hash("person", self.name)
        self.network = _hash("network", network_of(request))

    def begin(self):
        """Count an attempt before it is made, so that many at once cannot slip through together.

        Raises TooManyAttempts; such an attempt is not counted, so that waiting helps.
        """
        Attempt.objects.filter(at__lte=timezone.now() - LONGEST).delete()  # needed no longer
        # Before noting it: a refused attempt must not stand in the table even for a moment, where it would
        # count against neighbours in the network and make the wait look longer to attempts beside it.
        self._refuse_if_over(Attempt.objects.all())
        own = Attempt.objects.create(
            kind=self.kind, person=self.person, network=self.network, at=timezone.now()
        )
        try:
            self._refuse_if_over(Attempt.objects.exclude(pk=own.pk))
        except TooManyAttempts:
            own.delete()
            raise

    def succeed(self):
        """The attempts of this person from here are forgotten; those of others from here stay."""
        Attempt.objects.filter(kind=self.kind, person=self.person, network=self.network).delete()

    def _refuse_if_over(self, attempts):
        limits = LIMITS[self.kind]
        attempts = attempts.filter(kind=self.kind)
        ends = [
            _end(attempts.filter(person=self.person, network=self.network), limits.person_here),
            _end(attempts.filter(network=self.network), limits.network),
        ]
        if not is_known(self.request, self.name):
            ends.append(_end(attempts.filter(person=self.person), limits.person))
        if any(ends):
            raise TooManyAttempts(max(filter(None, ends)))


def _end(attempts, limit):
    """When the wait ends that these attempts bring about; None when they are within the limit."""
    latest = attempts.filter(at__gt=timezone.now() - limit.period).order_by("-at")
    moments = list(latest.values_list("at", flat=True)[: limit.times])
    return moments[-1] + limit.period if len(moments) == limit.times else None


def _normal(name):
    return str(name or "").strip().casefold()


def _hash(what, text):
    return salted_hmac(f"empirie.people.sign_in.{what}", text, algorithm="sha256").hexdigest()
