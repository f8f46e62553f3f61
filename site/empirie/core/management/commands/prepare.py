"""Everything between installed packages and a site that can be served, in one process."""

import io
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = (
        "Makes the site ready to be served: translations, tables, both page trees, roles; "
        "with --demo also the demo content. Safe to repeat: what is up to date is left alone."
    )
    requires_system_checks = []  # `migrate` runs them

    def add_arguments(self, parser):
        parser.add_argument(
            "--demo", action="store_true", help="load the demo content, print the addresses and demo sign-ins"
        )

    def handle(self, *, demo, **options):
        self.run("compile_catalogues")
        self.migrate()
        if demo:
            self.run("load_demo")  # makes the trunk and the roles as well
            self.print_addresses()
            self.run("demo_sign_ins")
        else:
            self.run("build_site")
            self.run("sync_roles")

    def run(self, name):
        call_command(name, stdout=self.stdout, stderr=self.stderr)

    def migrate(self):
        """Run the outstanding migrations, and show that it goes on."""
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        outstanding = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if outstanding:
            self.stdout.write(f"Making the database tables ({outstanding} migrations) …")
            progress = MigrationProgress(self.stdout, outstanding)
            call_command("migrate", interactive=False, no_color=True, stdout=progress, stderr=self.stderr)

    def print_addresses(self):
        self.stdout.write(
            f"\nPublic site, Polish   {settings.SITE_URL}/"
            f"\nPublic site, English  {settings.SITE_URL}/en/"
            f"\nEditing               {settings.SITE_URL}/admin/"
        )


class MigrationProgress(io.TextIOBase):
    """Stands for the output of `migrate`: counts its "OK"s and says every two seconds how far it is."""

    def __init__(self, stdout, total):
        self.stdout, self.total, self.done, self.said_at = stdout, total, 0, time.monotonic()

    def write(self, text):
        if text.strip() == "OK":
            self.done += 1
            now = time.monotonic()
            if now - self.said_at >= 2 or self.done == self.total:
                self.said_at = now
                self.stdout.write(f"  {self.done} of {self.total}")
        return len(text)
