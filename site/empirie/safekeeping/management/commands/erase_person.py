"""Erase a person from the site (GDPR article 17)."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from empirie.safekeeping.erasure import CannotErase, erase
from empirie.safekeeping.person import NoSuchPerson


class Command(BaseCommand):
    help = (
        "Erases the account with this user name or e-mail address, what is tied to it, and the reports "
        "sent from the address. Content stays, without the name. Without --yes it only says what it would do."
    )

    def add_arguments(self, parser):
        parser.add_argument("person")
        parser.add_argument("--yes", action="store_true", help="do it; it cannot be undone")

    def handle(self, *, person, yes, **options):
        try:
            with transaction.atomic():
                erased = erase(person.strip())
                transaction.set_rollback(not yes)
        except (NoSuchPerson, CannotErase) as error:
            raise CommandError(str(error)) from error
        for what, count in erased.done.items():
            self.stdout.write(f"{count:6}  {what}: erased or without the name")
        for column, (count, why) in erased.stays.items():
            self.stdout.write(f"{count:6}  {column}: still mentions the person; {why}")
        if yes:
            self.stdout.write("Erased. Older backups still hold the person until their turn comes.")
        else:
            self.stdout.write("Nothing was erased: this was a dry run. With --yes it is done.")
