"""Give the groups the rights that the table of roles says."""

from django.core.management.base import BaseCommand

from empirie.people.models import CityWorkspace
from empirie.people.roles import ROLES, sync_roles
from empirie.people.workspaces import sync_rights


class Command(BaseCommand):
    help = "Gives the groups of the roles and of the cities exactly their rights. Safe to run again."

    def handle(self, *args, **options):
        sync_roles()
        for workspace in CityWorkspace.objects.select_related("group", "collection"):
            sync_rights(workspace)
        self.stdout.write(f"Roles: {', '.join(ROLES)}.")
