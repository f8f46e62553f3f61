"""Turn the translation catalogues (.po) into what Django reads (.mo), without gettext's own programs."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compiles the site's translation catalogues. Needs no gettext on the machine."

    def handle(self, *args, **options):
        for folder in settings.LOCALE_PATHS:
            for catalogue in Path(folder).glob("*/LC_MESSAGES/*.po"):
                self.compile(catalogue)

    def compile(self, catalogue):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= catalogue.stat().st_mtime:
            return
        try:
            polib.pofile(str(catalogue)).save_as_mofile(str(compiled))
        except OSError as error:
            raise CommandError(
                f"{compiled}: {error.strerror}. Run `manage.py compile_catalogues` as the owner of the code."
            ) from error
        self.stdout.write(f"Compiled {catalogue.parent.parent.name}/{catalogue.name}")
