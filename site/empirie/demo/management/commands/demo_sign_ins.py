"""Print how to sign in to the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand

from empirie.demo.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Prints the demo sign-ins, where there are any."

    def handle(self, *args, **options):
        if not settings.DEMO_SIGN_INS_ALLOWED:
            self.stdout.write("There are no demo sign-ins here.")
            return
        self.stdout.write("Sign in with (demo only):")
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<14} {PASSWORD}   {person.what_for}")
