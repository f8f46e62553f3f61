"""What several machines know together, in the one place that all of them share."""

from django.db import models


class Epoch(models.Model):
    """One row, whose value is new after every write that a reader could see (docs/caching.md)."""

    content = models.CharField(max_length=32)

    def __str__(self):
        return self.content


class ScheduleRun(models.Model):
    """One row: when `publish_scheduled` last finished, on whichever machine."""

    finished_at = models.DateTimeField()

    def __str__(self):
        return str(self.finished_at)


class SubmittedForm(models.Model):
    """A form of the admin that is being answered, or was a moment ago: see `idempotency`."""

    # Digest of who sent it, where to, and all it said; its CSRF token is new each time a form is drawn.
    key = models.CharField(max_length=64, primary_key=True)
    received_at = models.DateTimeField(db_index=True)
    # The redirect and the cookies it was answered with; None as long as the answer is being made.
    answer = models.JSONField(null=True)

    def __str__(self):
        return f"{self.received_at:%Y-%m-%d %H:%M:%S}"
