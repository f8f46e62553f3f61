"""Open, repair or close the workspaces of cities, and invite people to them."""

from django.core.management.base import BaseCommand, CommandError

from empirie.people.invitations import LANGUAGES, invite
from empirie.people.models import CityWorkspace
from empirie.people.workspaces import WorkspaceError, close_workspace, ensure_workspace, reopen_workspace
from empirie.subjects.models import City


class Command(BaseCommand):
    help = (
        "Gives a city its group, collection, page and rights, and repairs what is missing of them. "
        "Safe to run again. Cities are named by the name in their address, e.g. krosno."
    )

    def add_arguments(self, parser):
        parser.add_argument("city", nargs="?", help="the city's name in its address, e.g. krosno")
        parser.add_argument("--all", action="store_true", help="every city; closed workspaces stay closed")
        parser.add_argument(
            "--invite", metavar="E-MAIL", action="append", default=[], help="send an invitation"
        )
        parser.add_argument("--language", choices=LANGUAGES, default="pl", help="of the invitation")
        parser.add_argument("--close", action="store_true", help="lock the accounts, keep the content")
        parser.add_argument("--reopen", action="store_true", help="open a closed workspace again")

    def handle(self, *, city, language, close, reopen, **options):
        everyone = options["all"]
        if everyone == bool(city):
            raise CommandError("Name one city, or say --all.")
        if ((everyone or close) and (options["invite"] or reopen)) or (everyone and close):
            raise CommandError("These options do not go together: see --help.")
        try:
            if everyone:
                self.ensure_all()
            elif close:
                self.close(self.city_called(city))
            else:
                self.open(self.city_called(city), options["invite"], language, reopen)
        except WorkspaceError as error:
            raise CommandError(str(error)) from error

    def city_called(self, slug):
        try:
            return City.objects.get(slug=slug)
        except City.DoesNotExist as error:
            known = ", ".join(City.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no city “{slug}”. Cities: {known}.") from error

    def ensure_all(self):
        cities = City.objects.order_by("sort_key")
        for city in cities:
            ensure_workspace(city)
        self.stdout.write(f"Workspaces: {len(cities)}.")

    def close(self, city):
        workspace = CityWorkspace.objects.filter(city=city).first()
        if workspace is None:
            raise CommandError(f"{city.name} has no workspace.")
        close_workspace(workspace)
        self.stdout.write(f"{city.name}: closed. Accounts locked: {workspace.people.count()}. Content kept.")

    def open(self, city, addresses, language, reopen):
        workspace = ensure_workspace(city)
        if reopen:
            workspace = reopen_workspace(workspace)
        self.stdout.write(f"{city.name}: workspace {'ready' if workspace.is_open else 'closed, repaired'}.")
        for address in addresses:
            invite(workspace, address, language)
            self.stdout.write(f"{city.name}: invitation sent to {address}.")
