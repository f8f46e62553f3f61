"""Make the renditions that readers are going to need and that are not there yet."""

from django.core.management.base import BaseCommand

from empirie.photos.published import photos_in_public
from empirie.photos.renditions.tasks import make_all, pages_are_complete, pairs_ahead

STEP = 25


class Command(BaseCommand):
    help = (
        "Makes the renditions that are missing of photos which readers can see: after a restored backup, "
        "a killed worker, or a change of the sizes. Safe to repeat, and to run several times at once."
    )

    def handle(self, *args, **options):
        missing = pairs_ahead(photos_in_public())
        if not missing:
            self.stdout.write("No rendition is missing.")
            return
        made = 0
        for start in range(0, len(missing), STEP):
            made += make_all(missing[start : start + STEP])
            if options["verbosity"] > 1:
                self.stdout.write(f"Renditions: {made} of {len(missing)}")
        if made:
            pages_are_complete.send(sender=type(self))
        self.stdout.write(f"Renditions made: {made}. Could not be made: {len(missing) - made}.")
