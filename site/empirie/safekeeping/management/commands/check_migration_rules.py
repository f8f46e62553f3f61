"""Whether the new migrations let the old version of the site run on (docs/operations.md, "Upgrades")."""

from django.core.management.base import BaseCommand, CommandError

from empirie.safekeeping.migration_rules import RELEASED, present, problems


class Command(BaseCommand):
    help = "Finds migrations since the newest release that would break or block the version before."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--release", action="store_true", help="enter all migrations as released, when a release is made"
        )

    def handle(self, *, release, **options):
        if found := list(problems()):
            raise CommandError("\n".join(found))
        if release:
            RELEASED.write_text("".join(f"{name}\n" for name in sorted(present())))
        self.stdout.write("The new migrations let the version before run on.")
