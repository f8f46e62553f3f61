"""Give the groups the rights that the table of roles says."""

from django.core.management.base import BaseCommand

from empirie.people.roles import ROLES, sync_roles


class Command(BaseCommand):
    help = "Creates the groups of the roles and gives each exactly its rights. Safe to run again."

    def handle(self, *args, **options):
        sync_roles()
        self.stdout.write(f"Roles: {', '.join(ROLES)}.")
