"""Counting queries, to compare a small page with a large one."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


class CountQueries(CaptureQueriesContext):
    """How many queries ran inside the `with` block, as `number`."""

    def __init__(self):
        super().__init__(connection)

    @property
    def number(self):
        return len(self)
