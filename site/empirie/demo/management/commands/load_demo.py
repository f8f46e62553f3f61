"""Fill the site with demo content: 29 cities, 8 networks, articles, recordings, galleries, products."""

import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from empirie.demo.loader import DemoLoader
from empirie.demo.people import create_people
from empirie.photos.renditions.tasks import left_for_later


class Command(BaseCommand):
    help = "Loads the demo content. Safe to run again: it adds what is missing and keeps what was edited."

    def handle(self, *args, **options):
        call_command("build_site", stdout=self.stdout)
        with left_for_later():
            DemoLoader(self.show).load()
        call_command("city_workspace", all=True, stdout=self.stdout)
        if settings.DEMO_SIGN_INS_ALLOWED:
            create_people()

    def show(self, doing, done, of):
        """Progress on one line in a terminal, every tenth step elsewhere."""
        if sys.stdout.isatty():
            self.stdout.write(f"\r{doing}: {done} of {of}", ending="\n" if done == of else "")
            self.stdout.flush()
        elif done % 25 == 0 or done == of:
            self.stdout.write(f"{doing}: {done} of {of}")
