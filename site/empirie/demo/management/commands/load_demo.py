"""Fill the site with demo content: 29 cities, 8 networks, articles, recordings, galleries, products."""

import time
from contextlib import contextmanager

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler

from empirie.demo.loader import load
from empirie.demo.people import create_people
from empirie.photos.renditions.tasks import left_for_later

SECONDS_BETWEEN_LINES = 2


class Command(BaseCommand):
    help = "Loads the demo content. Safe to run again: it adds what is missing and keeps what was edited."

    def handle(self, *args, **options):
        self.said_at = time.monotonic()
        self.stdout.write("Making the page tree …")
        call_command("build_site", stdout=self.stdout)
        with left_for_later(), indexed_later():
            load(self.show)
        self.stdout.write("Building the search index …")
        call_command("update_index", verbosity=0)
        self.stdout.write("Opening the workspaces of the cities …")
        call_command("city_workspace", all=True, stdout=self.stdout)
        if settings.DEMO_SIGN_INS_ALLOWED:
            create_people()

    def show(self, doing, done, of):
        """Say how far it is, but not more often than a person reads."""
        now = time.monotonic()
        if now - self.said_at >= SECONDS_BETWEEN_LINES or done == of:
            self.said_at = now
            self.stdout.write(f"{doing}: {done} of {of}")
            self.stdout.flush()


@contextmanager
def indexed_later():
    """Leave the search index alone: a page is saved several times on its way, each time indexed anew."""
    models = get_indexed_models()
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        yield
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
