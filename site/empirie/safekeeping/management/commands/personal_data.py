"""What the site holds about a person, as JSON (GDPR article 15)."""

import json

from django.core.management.base import BaseCommand, CommandError

from empirie.safekeeping.person import NoSuchPerson, as_json, personal_data


class Command(BaseCommand):
    help = "Prints as JSON what the site holds about the person with this user name or e-mail address."

    def add_arguments(self, parser):
        parser.add_argument("person")

    def handle(self, *, person, **options):
        try:
            told = personal_data(person.strip())
        except NoSuchPerson as error:
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(told, default=as_json, ensure_ascii=False, indent=2))
