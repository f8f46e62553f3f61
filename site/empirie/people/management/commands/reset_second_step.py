"""Take the second step from an account, when no administrator can do it in the admin."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from empirie.people.sign_in.factors import apps_of, codes_left, passkeys_of
from empirie.people.sign_in.reset import reset


class Command(BaseCommand):
    help = (
        "Takes passkeys, apps and recovery codes from the account with this user name, signs it out "
        "everywhere and writes to the person. The password stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name")

    def handle(self, *, name, **options):
        try:
            person = get_user_model().objects.get_by_natural_key(name)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"There is no account with the user name “{name}”.") from error
        removed = {
            "passkeys": passkeys_of(person).count(),
            "apps": apps_of(person).count(),
            "recovery codes": codes_left(person) or 0,
        }
        is_told = reset(person)
        counts = ", ".join(f"{what}: {count}" for what, count in removed.items())
        self.stdout.write(f"{name}: second step removed ({counts}). Signed out everywhere.")
        letter = "A letter says so." if is_told else "No letter could be sent. Please tell the person."
        self.stdout.write(letter)
