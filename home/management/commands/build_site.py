"""Make the trunk of the page tree: the first thing a new installation needs, demo or production."""

from django.core.management.base import BaseCommand

from home.tree import build_tree


class Command(BaseCommand):
    help = "Creates both home pages, the list pages and the first menu. Safe to run again: it repairs."

    def handle(self, *args, **options):
        home = build_tree()
        self.stdout.write(f"The site starts at “{home.title}”.")
