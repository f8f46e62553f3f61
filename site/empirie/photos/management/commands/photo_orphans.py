"""Report photo files without a row and rows without a file, and remove what may go."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError

from empirie.photos.orphans import find_orphans, remove_orphans


class Command(BaseCommand):
    help = (
        "Lists files of photos that no row names, and rows whose file is gone. With --remove it deletes "
        "those files and the renditions without a file, which are made again; photos are never deleted."
    )

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="delete instead of only listing")
        parser.add_argument(
            "--older-than",
            type=int,
            default=60,
            metavar="MINUTES",
            help="leave younger files alone, an upload may be at work on them (default: 60)",
        )

    def handle(self, *, remove, older_than, **options):
        if older_than < 0:
            raise CommandError("--older-than must not be negative.")
        age = timedelta(minutes=older_than)
        found = find_orphans(age)
        for _storage, name in found.files:
            self.stdout.write(f"File without a row: {name}")
        for rendition in found.renditions:
            self.stdout.write(f"Rendition without a file: {rendition.file.name}")
        for photo in found.photos:
            self.stdout.write(f"Photo without a file: {photo.pk} {photo.title} ({photo.file.name})")
        if remove:
            self.stdout.write(f"Removed: {remove_orphans(found, age)}.")
        if found.photos:
            self.stdout.write("Photos without a file are kept: restore their files from a backup.")
        if not any((found.files, found.renditions, found.photos)):
            self.stdout.write("Every file has its row and every row its file.")
