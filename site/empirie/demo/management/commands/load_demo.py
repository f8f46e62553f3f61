"""Fill the site with demo content: 29 cities, 8 networks, articles, recordings, galleries, products."""

import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from empirie.demo.loader import load
from empirie.demo.people import create_people
from empirie.photos.ahead import left_for_later

SECONDS_BETWEEN_LINES = 2


class Command(BaseCommand):
    help = "Loads the demo content. Safe to run again: it adds what is missing and keeps what was edited."

    def handle(self, *args, **options):
        self.said_at = time.monotonic()
        self.stdout.write("Making the page tree …")
        call_command("build_site", stdout=self.stdout)
        with left_for_later():
            load(self.show)
        self.stdout.write("Opening the workspaces of the cities …")
        call_command("city_workspace", all=True, stdout=self.stdout)
        if settings.DEMO_SIGN_INS_ALLOWED:
            create_people()
        call_command("make_renditions", stdout=self.stdout)  # the first reader does not wait

    def show(self, doing, done, of):
        """Say how far it is, but not more often than a person reads."""
        now = time.monotonic()
        if now - self.said_at >= SECONDS_BETWEEN_LINES or done == of:
            self.said_at = now
            self.stdout.write(f"{doing}: {done} of {of}")
            self.stdout.flush()
