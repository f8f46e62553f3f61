"""Clean films and sounds that were stored before the site did so by itself."""

from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.management.base import BaseCommand
from django.db import transaction
from wagtailmedia.models import get_media_model

from multimedia import intake

CLEAN = ("mp4", "webm", "mp3", "ogg", "flac", "wav")  # the containers that files are rewritten into


class Command(BaseCommand):
    help = (
        "Takes place, device and people out of every stored film and sound that never went through the "
        "site's own check, fills in duration and size, and names those that browsers do not play. "
        "Safe to run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args, dry_run, **options):
        for media in get_media_model().objects.exclude(coding__container__in=CLEAN).order_by("pk").iterator():
            try:
                self._clean(media, dry_run)
                outcome = "would be cleaned" if dry_run else "cleaned"
            except FileNotFoundError:
                outcome = "its file is gone"
            except ValidationError as error:
                outcome = f"left as it is: {' '.join(error.messages)}"
            self.stdout.write(f"{media.pk} {media.title}: {outcome}")

    def _clean(self, media, dry_run):
        """The stored file is replaced by a clean one under a new address; a browser may keep the old one."""
        old = media.file.name
        with media.file.storage.open(old) as file:
            media.file = File(file, name=PurePath(old).name)
            intake.prepare(media)
        if dry_run:
            return
        with transaction.atomic():
            media.save()
            transaction.on_commit(lambda: media.file.storage.delete(old))
